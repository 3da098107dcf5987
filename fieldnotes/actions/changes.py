"""The append-only log: every writing action ends in `record_change`."""

from collections.abc import Sequence
from typing import Any

from fieldnotes.models import Change, Document, User


def lock_document(pk: int) -> Document:
    """The document's row, locked until the transaction ends; its text is not loaded."""
    return Document.objects.select_for_update(no_key=True).defer("text").get(pk=pk)


def record_change(
    document: Document,
    *,
    by: User,
    verb: str,
    before: Sequence[dict[str, Any]] = (),
    after: Sequence[dict[str, Any]] = (),
    undoes: int | None = None,
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
    )
