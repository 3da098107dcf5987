from typing import Any, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Job, Project


class Report(Job):
    """A report as it was asked for and as it came out; computed once, then never changed.

    `fingerprint` holds what the figures were made from: `{"documents": {id: revision},
    "codebook": revision, "software": version}`.
    """

    class Kind(models.TextChoices):
        COOCCURRENCE = "cooccurrence", _("Code co-occurrence")
        ATTRIBUTE = "attribute", _("Codes by attribute")
        TIME = "time", _("Codes over time")
        FREQUENCIES = "frequencies", _("Code frequencies")
        RETRIEVAL = "retrieval", _("Retrieval")

    class Base(models.TextChoices):
        """Where two codes meet. Of `window` and the last three the number k is asked for."""

        OVERLAP = "overlap", _("Overlapping segments")
        PARAGRAPH = "paragraph", _("Paragraph")
        TURN = "turn", _("Speaker turn")
        WINDOW = "window", _("Window of turns")
        DOCUMENT = "document", _("Document")
        PARTICIPANT = "participant", _("Participant")
        NEAR = "near", _("Near, in characters")
        NEAR_PARAGRAPHS = "near-paragraphs", _("Near, in paragraphs")
        FOLLOWS = "follows", _("Follows, in characters")

    project = models.ForeignKey(Project, models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=30, choices=Kind)
    parameters = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    fingerprint = models.JSONField(null=True)

    class Meta:
        ordering = ["-created_at"]

    @property
    def figures(self) -> dict[str, Any]:
        """The result of a finished report.

        Raises:
            ValueError: it is not finished.
        """
        if self.result is None or self.fingerprint is None:
            raise ValueError("the report is not finished")
        return cast(dict[str, Any], self.result)

    def __str__(self) -> str:
        return f"{self.Kind(self.kind).label} {self.pk}"
