from django.conf import settings
from django.db import models

from fieldnotes.models import Document


class Presence(models.Model):
    """Somebody has the document open; `seen_at` is when their page last asked for news."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "user"], name="present_once"),
        ]
