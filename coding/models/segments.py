from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Document

from .codebook import Code


class CodedSegment(models.Model):
    """A passage `[start, end)` of a document, in code points, to which a coder gave a code.

    Three codes on one passage are three rows. `revision` is the document's revision that last
    changed this row: who changes it names the revision they saw.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="segments")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="segments")
    code = models.ForeignKey(Code, models.PROTECT, related_name="segments")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    memo = models.TextField(blank=True)
    unsure = models.BooleanField(default=False, help_text=_("the memo says why"))
    revision = models.PositiveIntegerField()

    class Meta:
        ordering = ["document", "start", "end", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "coder", "code", "start", "end"],
                name="code_once_a_coder_and_range",
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="segment_not_empty"),
        ]
        indexes = [
            models.Index(fields=["document", "start"], name="segment_by_place"),
            models.Index(fields=["code", "document", "start"], name="segment_by_code"),
        ]
