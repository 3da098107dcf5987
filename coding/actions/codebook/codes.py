"""Adding, editing, moving and retiring codes. Each action returns its log entry, or None where
everything stands already as it was asked for."""

from typing import TypedDict, Unpack

from django.db import transaction

from coding.actions.errors import (
    CodeChangedSince,
    KeyTaken,
    ParentIsItself,
    ParentOfAnotherProject,
    ParentRetired,
    ShortcutTaken,
)
from coding.codetree import CodeTree
from coding.models import Code, CodebookChange
from fieldnotes.models import Project, User

from .log import LockedCodebook


class CodeFields(TypedDict, total=False):
    """What a person writes about a code."""

    name: str
    key: str
    shortcut: str
    colour: str
    definition: str
    when_to_use: str
    when_not_to_use: str
    example: str


@transaction.atomic
def add_code(
    *, project: Project, by: User, parent: Code | None = None, **fields: Unpack[CodeFields]
) -> CodebookChange:
    """Make a code, last under `parent`, or as the last root.

    Raises:
        KeyTaken, ShortcutTaken, ParentOfAnotherProject, ParentRetired
    """
    codebook = LockedCodebook(project.pk)
    code = Code(**fields)
    _require_free(code, codebook.tree)
    _place_last(code, _parent(parent, codebook), codebook.tree)
    codebook.add(code)
    return codebook.write(by=by, verb="codebook.add", about=code)


@transaction.atomic
def edit_code(
    *, code: Code, by: User, seen: int, **fields: Unpack[CodeFields]
) -> CodebookChange | None:
    """Rewrite what is written about a code: name, key, shortcut, colour, definition and so on.

    Args:
        seen: the codebook's revision when the caller read the code.

    Raises:
        CodeChangedSince, KeyTaken, ShortcutTaken, CodeGone
    """
    codebook = LockedCodebook(code.codebook.project_id)
    current = codebook.code(code.pk)
    since = codebook.row.changes.filter(revision__gt=seen)
    if since.filter(after__contains=[{"id": current.pk}]).exists():
        raise CodeChangedSince
    for field, text in fields.items():
        setattr(current, field, text)
    _require_free(current, codebook.tree)
    return codebook.write_if_different(by=by, verb="codebook.edit", about=current)


@transaction.atomic
def move_code(*, code: Code, by: User, parent: Code | None) -> CodebookChange | None:
    """Put a code with everything under it last under another parent, or make it a root (None).

    Raises:
        ParentIsItself, ParentOfAnotherProject, ParentRetired, CodeGone
    """
    codebook = LockedCodebook(code.codebook.project_id)
    current, above = codebook.code(code.pk), _parent(parent, codebook)
    if above in (current, *codebook.tree.descendants(current)):
        raise ParentIsItself
    if current.parent_id != (above and above.pk):
        _place_last(current, above, codebook.tree)
    return codebook.write_if_different(by=by, verb="codebook.move", about=current)


@transaction.atomic
def shift_code(*, code: Code, by: User, step: int) -> CodebookChange | None:
    """Exchange a code with the one before it (`step` -1) or after it (+1) under the same parent.

    Retired siblings keep their places and are passed over; at either end nothing happens.

    Raises:
        CodeGone
    """
    codebook = LockedCodebook(code.codebook.project_id)
    current = codebook.code(code.pk)
    siblings = codebook.tree.children(codebook.tree.codes.get(current.parent_id or 0))
    offered = [sibling for sibling in siblings if not sibling.retired or sibling is current]
    place = offered.index(current) + step
    if 0 <= place < len(offered):
        here, there = siblings.index(current), siblings.index(offered[place])
        siblings[here], siblings[there] = siblings[there], siblings[here]
        for position, sibling in enumerate(siblings):
            sibling.position = position
    return codebook.write_if_different(by=by, verb="codebook.shift", about=current)


@transaction.atomic
def retire_code(*, code: Code, by: User) -> CodebookChange | None:
    """Offer a code and everything under it no more; their segments stay.

    Raises:
        CodeGone
    """
    codebook = LockedCodebook(code.codebook.project_id)
    current = codebook.code(code.pk)
    for each in (current, *codebook.tree.descendants(current)):
        each.retired = True
    return codebook.write_if_different(by=by, verb="codebook.retire", about=current)


@transaction.atomic
def restore_code(*, code: Code, by: User) -> CodebookChange | None:
    """Take a retired code back into use, and its parents: no code stands under a retired one.

    Raises:
        CodeGone
    """
    codebook = LockedCodebook(code.codebook.project_id)
    current = codebook.code(code.pk)
    for each in (current, *codebook.tree.ancestors(current)):
        each.retired = False
    return codebook.write_if_different(by=by, verb="codebook.restore", about=current)


def _parent(parent: Code | None, codebook: LockedCodebook) -> Code | None:
    """`parent` as it stands under the lock."""
    if parent is None:
        return None
    if parent.codebook_id != codebook.row.pk:
        raise ParentOfAnotherProject
    current = codebook.code(parent.pk)
    if current.retired:
        raise ParentRetired
    return current


def _place_last(code: Code, parent: Code | None, tree: CodeTree) -> None:
    code.parent = parent
    code.position = tree.next_position(parent)


def _require_free(code: Code, tree: CodeTree) -> None:
    """Retired codes keep their key and shortcut, since they may come back into use."""
    for other in tree.codes.values():
        if other is code:
            continue
        if other.key == code.key:
            raise KeyTaken(other)
        if code.shortcut and other.shortcut == code.shortcut:
            raise ShortcutTaken(other)
