"""The codes of a codebook as a tree: who stands under whom, in which order."""

from collections import defaultdict
from collections.abc import Iterable

from coding.models import Code


class CodeTree:
    """Codes by id, and the ways through them. It shows the parents as they were when it was made.

    A code whose parent is not among `codes` counts as a root, so that no code is ever lost.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self.codes = {code.pk: code for code in codes}
        self._children: dict[int | None, list[Code]] = defaultdict(list)
        for code in sorted(self.codes.values(), key=lambda code: (code.position, code.pk)):
            self._children[code.parent_id if code.parent_id in self.codes else None].append(code)

    def children(self, code: Code | None) -> list[Code]:
        """The codes right under `code`, or the roots (None), in order."""
        return list(self._children[code.pk if code else None])

    def descendants(self, code: Code) -> list[Code]:
        """Everything under `code`, without itself, in the order of reading."""
        return [
            below for child in self.children(code) for below in (child, *self.descendants(child))
        ]

    def ancestors(self, code: Code) -> list[Code]:
        """The parent of `code`, its parent, and so on up to the root."""
        parent = self.codes.get(code.parent_id or 0)
        return [parent, *self.ancestors(parent)] if parent else []

    def next_position(self, parent: Code | None) -> int:
        """The position of a code that is put last under `parent`."""
        return max((child.position + 1 for child in self.children(parent)), default=0)

    def walk(self) -> list[tuple[int, Code]]:
        """(depth, code) for every code in the order of reading; roots have depth 0."""
        return [
            (len(self.ancestors(code)), code)
            for root in self.children(None)
            for code in (root, *self.descendants(root))
        ]
