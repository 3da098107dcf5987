"""Taking back the latest change of a codebook, and before it the one before, out of its log."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from coding.actions.errors import ChangedSince, CodebookMovedOn, CodeInUse
from coding.actions.undo import reverse as reverse_in_document
from coding.models import Code, Codebook, CodebookChange
from fieldnotes.models import Project, User

from .log import LockedCodebook, lock_documents, restore_state, state

UNDO = "codebook.undo"
UNDOABLE = {
    f"codebook.{verb}" for verb in ("add", "edit", "move", "shift", "retire", "restore", "merge")
}


def undoable_change(codebook: Codebook) -> CodebookChange | None:
    """The latest change that is not taken back; None where that is not one that can be."""
    undone = codebook.changes.exclude(undoes=None).values("undoes")
    standing = codebook.changes.filter(undoes=None).exclude(revision__in=undone)
    latest = standing.order_by("revision").last()
    return latest if latest and latest.verb in UNDOABLE else None


@transaction.atomic
def undo_change(*, project: Project, by: User, revision: int) -> CodebookChange:
    """Take back the codebook's latest change, whoever made it.

    Args:
        revision: of the change that the caller saw as the latest.

    Raises:
        CodebookMovedOn: it is not the latest any more.
        CodeInUse: it added a code that has segments or memos by now.
        ChangedSince: it was a merge, and some of its segments were changed afterwards.
    """
    codebook = LockedCodebook(project.pk)
    change = undoable_change(codebook.row)
    if change is None or change.revision != revision:
        raise CodebookMovedOn
    _require_untouched(codebook, change)
    about = codebook.code(change.after[0]["id"])
    known = {row["id"] for row in change.before}
    for row in change.before:
        restore_state(codebook.code(row["id"]), row)
    for row in change.after:
        if row["id"] not in known:
            _take_away(codebook, codebook.code(row["id"]))
    _reverse_in_documents(project, by, change.after[0].get("documents", {}))
    return codebook.write(by=by, verb=UNDO, about=about, undoes=revision)


def _require_untouched(codebook: LockedCodebook, change: CodebookChange) -> None:
    for row in change.after:
        present = state(codebook.code(row["id"]))
        if any(row[field] != present[field] for field in present):
            raise CodebookMovedOn


def _take_away(codebook: LockedCodebook, code: Code) -> None:
    list(lock_documents(codebook.row.project_id))
    if code.segments.exists() or code.memos.exists():
        raise CodeInUse
    codebook.remove(code)


def _reverse_in_documents(project: Project, by: User, changes: Mapping[str, Any]) -> None:
    """Reverse the documents' Changes, given as {document id: revision}; all of them or none."""
    if not changes:
        return
    documents = {str(document.pk): document for document in lock_documents(project.pk)}
    if not changes.keys() <= documents.keys():
        raise ChangedSince
    for pk, revision in changes.items():
        reverse_in_document(documents[pk], by, revision, UNDO)
