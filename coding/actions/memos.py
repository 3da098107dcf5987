"""Writing memos and linking them to coded segments. They are in no change log of a document."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from coding.models import Code, CodedSegment, Memo, MemoPassage
from fieldnotes.models import Document, Project, User

from .errors import MemoChangedSince


@transaction.atomic
def write_memo(
    *,
    project: Project,
    by: User,
    title: str,
    text: str,
    document: Document | None = None,
    code: Code | None = None,
    segment: CodedSegment | None = None,
) -> Memo:
    """A new memo of the project; with `segment`, linked to that passage."""
    memo = Memo.objects.create(
        project=project, author=by, title=title, text=text, document=document, code=code
    )
    if segment is not None:
        link_memo(memo=memo, segment=segment)
    return memo


@transaction.atomic
def change_memo(
    *, memo: Memo, by: User, seen: str, unlink: Iterable[MemoPassage] = (), **fields: Any
) -> Memo:
    """Rewrite a memo: `fields` are title, text, document and code.

    Args:
        seen: the memo's `version` as the person saw it.
        unlink: those of its passages that are linked no more.

    Raises:
        MemoChangedSince
    """
    current = Memo.objects.select_for_update().get(pk=memo.pk)
    if version(current) != seen:
        raise MemoChangedSince(current)
    for name in ("title", "text", "document", "code"):
        setattr(current, name, fields[name])
    current.changed_by = by
    current.save()
    current.passages.filter(pk__in=[passage.pk for passage in unlink]).delete()
    return current


def version(memo: Memo) -> str:
    """By which it is known whether a memo was changed in the meantime."""
    return memo.changed_at.isoformat()


def delete_memo(*, memo: Memo) -> None:
    """Take a memo away; `restore_memo` brings it back as it was."""
    Memo.objects.filter(pk=memo.pk, deleted_at=None).update(deleted_at=timezone.now())


def restore_memo(*, memo: Memo) -> None:
    Memo.objects.filter(pk=memo.pk).update(deleted_at=None)


def link_memo(*, memo: Memo, segment: CodedSegment) -> None:
    """Link a memo to a segment; it may be so already."""
    MemoPassage.objects.bulk_create(
        [
            MemoPassage(
                memo=memo,
                document_id=segment.document_id,
                segment=segment,
                start=segment.start,
                end=segment.end,
            )
        ],
        ignore_conflicts=True,
    )


def unlink_memo(*, memo: Memo, segment: CodedSegment) -> None:
    MemoPassage.objects.filter(memo=memo, segment_id=segment.pk).delete()
