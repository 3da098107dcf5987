"""Reads of memos: a project's list, a memo's passages, what is linked in a document."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, Substr

from coding.models import Memo, MemoPassage
from fieldnotes.models import Document, Project, User


def memos_of(project: Project, *, user: User, own_only: bool) -> QuerySet[Memo]:
    """The memos that the user may read, the latest first, each with `passage_count`."""
    rows = (
        Memo.objects.filter(project=project, deleted_at=None)
        .select_related("author", "document", "code")
        .defer("document__text")
        .annotate(passage_count=Count("passages"))
        .order_by("-changed_at", "-pk")
    )
    return rows.filter(author=user) if own_only else rows


def passages_of(memo: Memo, *, user: User, own_only: bool) -> QuerySet[MemoPassage]:
    """The passages of a memo with `now_start`, `now_end` and `quote`.

    They are where their segments are now, or, where those are gone, where they were.
    """
    rows = memo.passages.select_related("document", "segment__code", "segment__coder")
    if own_only:
        rows = rows.filter(Q(segment__coder=user) | Q(segment__start=None))
    length = F("now_end") - F("now_start")
    return (
        rows.defer("document__text")
        .annotate(
            now_start=Coalesce("segment__start", "start"),
            now_end=Coalesce("segment__end", "end"),
        )
        .annotate(quote=Substr("document__text", F("now_start") + 1, length))
    )


def linked_memos(
    document: Document, *, user: User, own_only: bool, edits_all: bool
) -> list[dict[str, Any]]:
    """The links of the document's segments to memos that the user may read.

    Each is a dict: segment, memo (both ids), title, and editable, whether the user may unlink it.
    """
    links = MemoPassage.objects.filter(document=document, memo__deleted_at=None)
    if own_only:
        links = links.filter(memo__author=user)
    rows = links.values_list("segment_id", "memo_id", "memo__title", "memo__author_id")
    return [
        {
            "segment": segment,
            "memo": memo,
            "title": title,
            "editable": edits_all or author == user.pk,
        }
        for segment, memo, title, author in rows.order_by("memo__title", "pk")
    ]
