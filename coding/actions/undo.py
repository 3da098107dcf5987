"""Undo and redo of one's own changes in a document, across sessions, out of the change log."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from coding.models import Code, CodedSegment
from fieldnotes.actions.changes import done_before, lock_document, record_change
from fieldnotes.models import Change, Document, User

from .errors import ChangedSince, NothingToRedo, NothingToUndo
from .segments import state, write_states

UNDO, REDO = "segment.undo", "segment.redo"


@transaction.atomic
def undo(*, document_id: int, by: User, request: UUID | None = None) -> Change:
    """Take back the user's latest change to segments that is not yet taken back.

    Args:
        request: the same when this is sent again for want of an answer: it is done once.

    Raises:
        NothingToUndo
        ChangedSince: somebody changed the same segments afterwards, or their code is gone.
    """
    document = lock_document(document_id)
    if done := done_before(document, by=by, request=request):
        return done
    undoable, _redoable = _stacks(document, by)
    if not undoable:
        raise NothingToUndo
    return reverse(document, by, undoable[-1], UNDO, request)


@transaction.atomic
def redo(*, document_id: int, by: User, request: UUID | None = None) -> Change:
    """Do again what `undo` took back last.

    Raises:
        NothingToRedo, ChangedSince
    """
    document = lock_document(document_id)
    if done := done_before(document, by=by, request=request):
        return done
    _undoable, redoable = _stacks(document, by)
    if not redoable:
        raise NothingToRedo
    return reverse(document, by, redoable[-1], REDO, request)


def undo_stacks(
    changes: Iterable[tuple[int, str]],
) -> tuple[list[int], list[int]]:
    """The revisions that undo and redo would reverse next (last element first).

    `changes`: (revision, verb) of one person in one document, in order. Reversing an entry
    of the first list is an undo; reversing an entry of the second (itself an undo) is a redo.
    """
    undoable: list[int] = []
    redoable: list[int] = []
    for revision, verb in changes:
        if verb == UNDO:
            undoable.pop()
            redoable.append(revision)
        elif verb == REDO:
            redoable.pop()
            undoable.append(revision)
        else:
            undoable.append(revision)
            redoable.clear()
    return undoable, redoable


def _stacks(document: Document, by: User) -> tuple[list[int], list[int]]:
    own = Change.objects.filter(document=document, actor=by, verb__startswith="segment.")
    return undo_stacks(own.order_by("revision").values_list("revision", "verb"))


def reverse(
    document: Document, by: User, revision: int, verb: str, request: UUID | None = None
) -> Change:
    """Put back what stood before `revision`, in the locked document. Raises ChangedSince."""
    change = Change.objects.get(document=document, revision=revision)
    touched = {row["id"] for row in (*change.before, *change.after)}
    present = [state(s) for s in CodedSegment.objects.filter(pk__in=touched).order_by("pk")]
    if _contents(present) != _contents(change.after):
        raise ChangedSince
    codes = {row["code"] for row in change.before}
    if Code.objects.filter(pk__in=codes).count() < len(codes):
        raise ChangedSince
    try:
        with transaction.atomic():
            written = write_states(document, present, change.before)
    except IntegrityError:  # the same segment was made once more
        raise ChangedSince from None
    return record_change(
        document,
        by=by,
        verb=verb,
        before=present,
        after=written,
        undoes=revision,
        request=request,
    )


def _contents(states: Iterable[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """States by id, without the revision: an undone and redone segment is the same segment.

    Older entries of the log do not say whether the coder was unsure.
    """
    return {row["id"]: {"unsure": False, **row, "revision": None} for row in states}
