from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Document, Project

from .codebook import Code
from .segments import CodedSegment


class Memo(models.Model):
    """A thought written down: on the project, on a document, on a code or on passages.

    It stands by itself and has a title; what a coder notes on one segment is that segment's `memo`.
    One that was deleted stays until it is put back.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="memos")
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memos",
        verbose_name=_("document"),
    )
    code = models.ForeignKey(
        Code, models.CASCADE, null=True, blank=True, related_name="memos", verbose_name=_("code")
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memos")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.title


class MemoPassage(models.Model):
    """A memo is linked to a coded segment, on the passage `[start, end)` that it had then.

    Undo takes a segment away and brings it back under its id: the database does not hold the link
    to it, so that neither loses a memo its passage.
    """

    memo = models.ForeignKey(Memo, models.CASCADE, related_name="passages")
    document = models.ForeignKey(Document, models.CASCADE, related_name="memo_passages")
    segment = models.ForeignKey(
        CodedSegment, models.DO_NOTHING, null=True, db_constraint=False, related_name="memo_links"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["document", "start", "end", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["memo", "segment"], name="memo_linked_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="memo_passage_not_empty"),
        ]
