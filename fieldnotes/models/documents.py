from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from .projects import Participant, Project


class Document(models.Model):
    """An interview transcript or a fieldnote, as Unicode text with LF newlines, not normalised.

    All offsets into `text` count code points. Every change to the text or to what was made of it
    raises `revision` by one, under this row's lock, together with its `Change`.
    """

    class Kind(models.TextChoices):
        INTERVIEW = "interview", _("Interview")
        FIELDNOTE = "fieldnote", _("Fieldnote")
        OTHER = "other", _("Other")

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField()
    length = models.PositiveIntegerField(help_text=_("code points"))
    fieldwork_date = models.DateField(_("date of fieldwork"), null=True, blank=True)
    site = models.CharField(_("site"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    participants = models.ManyToManyField(Participant, related_name="documents", blank=True)
    source_name = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, help_text=_("of the file that was imported"))
    batch = models.ForeignKey(
        "ImportBatch", models.PROTECT, null=True, blank=True, related_name="documents"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sha256"], name="file_once_a_project"),
            models.CheckConstraint(
                condition=Q(length=Length("text")), name="document_length_counts_its_text"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Paragraph(models.Model):
    """A block of the source, `[start, end)` without its newline; made once at import."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="paragraphs")
    index = models.PositiveIntegerField(help_text=_("0 for the first"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["index"]
        constraints = [
            models.UniqueConstraint(fields=["document", "index"], name="paragraph_index_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="paragraph_not_empty"),
        ]


class SpeakerTurn(models.Model):
    """From one speaker label to the last paragraph before the next, `[start, end)`."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="turns")
    index = models.PositiveIntegerField(help_text=_("0 for the first"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    label = models.CharField(max_length=63)
    interviewer = models.BooleanField(default=False)
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="turns"
    )

    class Meta:
        ordering = ["index"]
        constraints = [
            models.UniqueConstraint(fields=["document", "index"], name="turn_index_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="turn_not_empty"),
        ]


class Change(models.Model):
    """One entry of a document's append-only log (a trigger refuses UPDATE and DELETE).

    `before` and `after` are lists of the states that the change replaced and made. Applying all
    changes in the order of `revision` gives the present state; undoing them from the end gives
    any earlier one.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=40)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    undoes = models.PositiveIntegerField(null=True, help_text=_("revision that this takes back"))
    request = models.UUIDField(null=True, help_text=_("by which a request sent twice is known"))

    class Meta:
        ordering = ["document", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["document", "revision"], name="revision_once"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="revision_from_one"),
            models.UniqueConstraint(
                fields=["document", "actor", "request"], name="request_done_once"
            ),
        ]
