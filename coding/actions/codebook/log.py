"""The codebook under its lock, and the log entry in which every writing action ends."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from coding.actions.errors import CodeGone
from coding.codetree import CodeTree
from coding.models import Code, Codebook, CodebookChange
from fieldnotes.models import Document, User

FIELDS = (
    "key", "name", "colour", "shortcut", "definition", "when_to_use", "when_not_to_use",
    "example", "position", "retired",
)  # fmt: skip


def state(code: Code) -> dict[str, Any]:
    """What the codebook's log keeps of a code."""
    return {"id": code.pk, "parent": code.parent_id} | {f: getattr(code, f) for f in FIELDS}


def restore_state(code: Code, wanted: Mapping[str, Any]) -> None:
    code.parent_id = wanted["parent"]
    for field in FIELDS:
        setattr(code, field, wanted[field])


class LockedCodebook:
    """A codebook that is locked until the transaction ends, with its codes as they stand.

    An action changes codes in memory, adds and removes some, and calls `write` once: the rows
    that differ are written, and the log entry says what they were and what they are.
    """

    def __init__(self, project_id: int) -> None:
        self.row = Codebook.objects.select_for_update(no_key=True).get(project_id=project_id)
        self.tree = CodeTree(self.row.codes.all())
        self._before = {pk: state(code) for pk, code in self.tree.codes.items()}
        self._added: list[Code] = []
        self._removed: list[Code] = []

    def code(self, pk: int) -> Code:
        """Raises CodeGone for a code of another codebook, and one whose adding was undone."""
        if pk not in self.tree.codes:
            raise CodeGone
        return self.tree.codes[pk]

    def add(self, code: Code) -> None:
        code.codebook = self.row
        self._added.append(code)

    def remove(self, code: Code) -> None:
        self._removed.append(code)

    def write_if_different(self, *, by: User, verb: str, about: Code) -> CodebookChange | None:
        """`write`, or None where everything stands as it stood."""
        if self._added or self._removed or self._differing():
            return self.write(by=by, verb=verb, about=about)
        return None

    def write(
        self,
        *,
        by: User,
        verb: str,
        about: Code,
        undoes: int | None = None,
        notes: Mapping[str, Any] | None = None,
    ) -> CodebookChange:
        """Write what differs and log it under the codebook's next revision.

        Args:
            about: the code that the action was called for; it comes first in the entry.
            notes: what the entry keeps of `about` beside its state after the action.
        """
        gone = {code.pk for code in self._removed}
        changed = {code.pk: code for code in (about, *self._differing()) if code.pk in self._before}
        kept = [code for pk, code in changed.items() if pk not in gone]
        Code.objects.bulk_update(kept, ["parent", *FIELDS])
        Code.objects.bulk_create(self._added)
        Code.objects.filter(pk__in=gone).delete()
        after = [state(code) for code in (*self._added, *kept)]
        if notes:
            after[0] |= notes
        before = [self._before[pk] for pk in dict.fromkeys((*changed, *gone))]
        return record(self.row, by=by, verb=verb, before=before, after=after, undoes=undoes)

    def _differing(self) -> list[Code]:
        codes = self.tree.codes.items()
        return [code for pk, code in codes if state(code) != self._before[pk]]


def lock_documents(project_id: int) -> QuerySet[Document]:
    """Every document of the project, locked in the order of their ids, without their texts.

    All of them, also those where nothing is to be changed: whoever codes a passage holds its
    document, so that nobody is giving a code while it is merged or taken away.
    """
    documents = Document.objects.select_for_update(no_key=True).defer("text")
    return documents.filter(project_id=project_id).order_by("pk")


def record(
    codebook: Codebook,
    *,
    by: User,
    verb: str,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    undoes: int | None = None,
) -> CodebookChange:
    """Write one log entry under the next revision of `codebook`, which the caller has locked."""
    codebook.revision += 1
    codebook.save(update_fields=["revision"])
    return CodebookChange.objects.create(
        codebook=codebook,
        revision=codebook.revision,
        actor=by,
        verb=verb,
        before=before,
        after=after,
        undoes=undoes,
    )
