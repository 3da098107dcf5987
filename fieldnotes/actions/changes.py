"""The append-only log: every writing action ends in `record_change`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fieldnotes.models import Change, Document, User


def lock_document(pk: int) -> Document:
    """The document's row, locked until the transaction ends; its text is not loaded."""
    return Document.objects.select_for_update(no_key=True).defer("text").get(pk=pk)


def done_before(document: Document, *, by: User, request: UUID | None) -> Change | None:
    """What this very request did when it came the first time: its answer was lost on the way.

    The caller has locked the document.
    """
    if request is None:
        return None
    return Change.objects.filter(document=document, actor=by, request=request).first()


def record_change(
    document: Document,
    *,
    by: User,
    verb: str,
    before: Sequence[dict[str, Any]] = (),
    after: Sequence[dict[str, Any]] = (),
    undoes: int | None = None,
    request: UUID | None = None,
) -> Change:
    """Write one log entry under the next revision of `document`, which the caller has locked."""
    document.revision += 1
    document.save(update_fields=["revision"])
    return Change.objects.create(
        document=document,
        revision=document.revision,
        actor=by,
        verb=verb,
        before=list(before),
        after=list(after),
        undoes=undoes,
        request=request,
    )
