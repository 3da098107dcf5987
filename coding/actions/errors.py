"""What can go wrong in coding, as small exceptions whose text is fit for the person's eyes."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coding.models import Code, Memo


class CodingError(Exception):
    """Base of the errors that a view turns into a message and the API into a 4xx."""

    sentence = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.sentence)


class OffsetsOutside(CodingError):
    def __init__(self, length: int) -> None:
        self.length = length

    def __str__(self) -> str:
        return _(
            "The passage must start before it ends and lie within the document "
            "(0 to %(length)d code points)."
        ) % {"length": self.length}


class UnknownCode(CodingError):
    sentence = _("This code is not in the codebook of the document's project, or it is retired.")


class NoCode(CodingError):
    sentence = _("Name at least one code.")


class AlreadyCoded(CodingError):
    sentence = _("You have given this code to exactly this passage already.")


class StaleSegment(CodingError):
    """The segment was changed or deleted since the caller saw it."""

    sentence = _("This segment was changed in the meantime; look at it again.")

    def __init__(self, current: dict[str, Any] | None) -> None:
        self.current = current


class CannotSplit(CodingError):
    sentence = _("Split inside the segment, so that words are left on both sides.")


class CannotMerge(CodingError):
    sentence = _("Two segments can be merged that have the same code and coder and touch.")


class MemoChangedSince(CodingError):
    """Somebody changed the memo since the caller saw it; `current` is theirs."""

    sentence = _(
        "Somebody changed this memo in the meantime: their version is shown below. If you save "
        "now, yours takes its place."
    )

    def __init__(self, current: Memo) -> None:
        self.current = current


class NothingToUndo(CodingError):
    sentence = _("There is nothing of yours to undo in this document.")


class NothingToRedo(CodingError):
    sentence = _("There is nothing to redo.")


class ChangedSince(CodingError):
    sentence = _("This cannot be undone: the segments were changed again since, or a code is gone.")


class CodebookError(CodingError):
    """A codebook cannot be changed so; `field` is the form's field that the sentence belongs to."""

    field: str | None = None


class KeyTaken(CodebookError):
    field = "key"

    def __init__(self, holder: Code) -> None:
        self.holder = holder

    def __str__(self) -> str:
        return _taken_by(self.holder)


class ShortcutTaken(KeyTaken):
    field = "shortcut"


class ParentIsItself(CodebookError):
    field = "parent"
    sentence = _("A code cannot stand under itself or under one of its own sub-codes.")


class ParentOfAnotherProject(CodebookError):
    field = "parent"
    sentence = _("The parent belongs to the codebook of another project.")


class ParentRetired(CodebookError):
    field = "parent"
    sentence = _("The parent is retired: take it back into use first.")


class MergeIntoItself(CodebookError):
    field = "target"
    sentence = _("A code cannot be merged into itself or into one of its own sub-codes.")


class MergeIntoRetired(CodebookError):
    field = "target"
    sentence = _("The code to merge into is retired: take it back into use first.")


class CodeGone(CodebookError):
    sentence = _("This code is no longer in the codebook.")


class CodeInUse(CodebookError):
    sentence = _("This cannot be undone: the code is in use by now. You may retire it instead.")


class CodeChangedSince(CodebookError):
    sentence = _(
        "Somebody changed this code in the meantime. Look at it again; if you save now, your "
        "version takes the place of theirs."
    )


class CodebookMovedOn(CodebookError):
    sentence = _("The codebook was changed in the meantime; look at it again.")


def _taken_by(holder: Code) -> str:
    words = {"name": holder.name}
    if holder.retired:
        return gettext("The retired code %(name)s holds this already.") % words
    return gettext("The code %(name)s holds this already.") % words
