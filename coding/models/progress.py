from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Document


class Progress(models.Model):
    """How far one coder has come with one document. There is none before they open it.

    It is nobody's coding: it is in no change log, and leaves the document's revision as it is.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="progress")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="progress")
    read_to = models.PositiveIntegerField(
        default=0, help_text=_("code points from the start, nothing left out")
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "coder"], name="progress_once"),
        ]
