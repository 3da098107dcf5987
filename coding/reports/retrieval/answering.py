"""Answering a query from the ranges of its leaves; what it means is in docs/architecture.md.

An expression has passages, and it holds of a range or it does not. Nothing here reads the database.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce

import numpy as np

from coding.stats.intervals import BoolArray
from coding.stats.passages import (
    Ranges,
    following,
    merged,
    near,
    near_in_paragraphs,
    overlapping,
    touching,
)
from coding.stats.units import Units, Windows
from coding.text.retrieval.tree import (
    And,
    Beside,
    Leaf,
    Node,
    Not,
    Or,
    Pair,
    Unit,
    Within,
    without_passages,
)


class Width(IntEnum):
    """How narrow passages are. Only the narrowest parts of an AND give it passages; the others
    say where."""

    DOCUMENT = 0
    WINDOW = 1
    TURN = 2
    PARAGRAPH = 3
    FOUND = 4


@dataclass(frozen=True, eq=False)
class Found:
    """The ranges of a leaf."""

    ranges: Ranges
    width: Width = Width.FOUND


class Answer:
    """The passages of one query over all documents.

    Args:
        found: the ranges of every leaf.
        units: gives paragraphs, turns, windows of so many turns, and documents.
    """

    def __init__(
        self, found: Mapping[Leaf, Found], units: Callable[[Unit, int], Units | Windows]
    ) -> None:
        self.found, self.units = found, units

    def passages(self, node: Node) -> Ranges:
        match node:
            case And(parts):
                some = [part for part in parts if not without_passages(part)]
                narrowest = max(map(self.width, some))
                giving = [part for part in some if self.width(part) == narrowest]
                candidates = Ranges.union([self.passages(part) for part in giving])
                return candidates.take(self.holds(node, candidates))
            case Or(parts):
                return Ranges.union([self.passages(part) for part in parts])
            case Within(part, unit, size):
                units = self.units(unit, size)
                fits = self.holds(part, units)
                return Ranges.of(units.document[fits], units.start[fits], units.end[fits])
            case Pair():
                return self._pairs(node)
            case Not():
                raise ValueError("NOT has no passages")
            case _:
                return self.found[node].ranges

    def holds(self, node: Node, at: Ranges | Units | Windows) -> BoolArray:
        """Of which ranges the expression is true: of a range that shares a character with one of
        its passages, and joined by AND, OR and NOT as these words say."""
        match node:
            case And(parts):
                return reduce(np.logical_and, (self.holds(part, at) for part in parts))
            case Or(parts):
                return reduce(np.logical_or, (self.holds(part, at) for part in parts))
            case Not(part):
                return ~self.holds(part, at)
            case _:
                return touching(at, self.passages(node))

    def width(self, node: Node) -> Width:
        match node:
            case And(parts):
                return max(self.width(part) for part in parts if not without_passages(part))
            case Or(parts):
                return min(map(self.width, parts))
            case Within(unit=unit):
                return Width[unit.name]
            case Pair() | Not():
                return Width.FOUND
            case _:
                return self.found[node].width

    def _pairs(self, node: Pair) -> Ranges:
        left, right = self.passages(node.left), self.passages(node.right)
        match node.rule:
            case Beside.OVERLAPS:
                return overlapping(left, right)
            case Beside.FOLLOWS:
                return following(left, right, node.gap)
        if not node.in_paragraphs:
            return near(left, right, node.gap)
        paragraphs = self.units(Unit.PARAGRAPH, 1)
        if not isinstance(paragraphs, Units):
            raise TypeError("paragraphs are no windows")
        return near_in_paragraphs(left, right, node.gap, paragraphs)


def answer(
    node: Node, found: Mapping[Leaf, Found], units: Callable[[Unit, int], Units | Windows]
) -> Ranges:
    """The query's passages: those of its tree; any that share a character are one."""
    return merged(Answer(found, units).passages(node))
