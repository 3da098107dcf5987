"""Sets of ranges of documents, and how they stand to each other: what a retrieval is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from coding.stats.corpus import Corpus
from coding.stats.intervals import BoolArray, IntArray, expand
from coding.stats.units import Units, Windows


@dataclass(frozen=True, eq=False, slots=True)
class Ranges:
    """Distinct half-open ranges, none empty: int64 columns sorted by document, start, end."""

    document: IntArray
    start: IntArray
    end: IntArray

    @classmethod
    def of(cls, document: npt.ArrayLike, start: npt.ArrayLike, end: npt.ArrayLike) -> Self:
        """Sort columns in any order, and take equal ranges once; empty ones are left out."""
        columns = [np.asarray(column, dtype=np.int64) for column in (document, start, end)]
        full = columns[1] < columns[2]
        columns = [column[full] for column in columns]
        order = np.lexsort(columns[::-1])
        columns = [column[order] for column in columns]
        new = np.ones(len(order), dtype=np.bool_)
        new[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
        return cls(*(column[new] for column in columns))

    @classmethod
    def none(cls) -> Self:
        return cls.of([], [], [])

    @classmethod
    def union(cls, sets: Sequence["Ranges"]) -> Self:
        if not sets:
            return cls.none()
        return cls.of(
            np.concatenate([ranges.document for ranges in sets]),
            np.concatenate([ranges.start for ranges in sets]),
            np.concatenate([ranges.end for ranges in sets]),
        )

    def __len__(self) -> int:
        return len(self.document)

    def take(self, rows: IntArray | BoolArray) -> "Ranges":
        return Ranges(self.document[rows], self.start[rows], self.end[rows])

    def corpus(self) -> Corpus:
        """The ranges as segments of one code, for what counts segments."""
        nothing = np.zeros(len(self), dtype=np.int64)
        return Corpus(self.document, self.start, self.end, nothing, nothing)


def touching(at: Ranges | Units | Windows, others: Ranges) -> BoolArray:
    """Which of `at` share a character with one of the others; of a window, which has a turn that
    does."""
    if isinstance(at, Windows):
        first, last = at.touched_by(others.corpus())
        change = np.bincount(first, minlength=len(at) + 1) - np.bincount(
            last, minlength=len(at) + 1
        )
        inside: BoolArray = np.cumsum(change[:-1]) > 0
        return inside
    width = _width(at, others)
    start, end = _line(at, width)
    other_start, other_end = _line(others, width)
    first, behind = _partners(start, end, other_start, other_end)
    return first < behind


def overlapping(left: Ranges, right: Ranges) -> Ranges:
    """The stretches of pairs (one of each side) that share a character; see `merged`."""
    width = _width(left, right)
    first, behind = _partners(*_line(left, width), *_line(right, width))
    return _hulls(left, right, first, behind)


def near(left: Ranges, right: Ranges, gap: int) -> Ranges:
    """The stretches of pairs with at most `gap` characters between them."""
    width = _width(left, right) + gap + 1
    start, end = _line(left, width)
    # Ranges that touch have 0 characters between them: one more makes them share a place.
    first, behind = _partners(start - gap - 1, end + gap + 1, *_line(right, width))
    return _hulls(left, right, first, behind)


def near_in_paragraphs(left: Ranges, right: Ranges, gap: int, paragraphs: Units) -> Ranges:
    """The stretches of pairs at most `gap` paragraphs apart: 0 in the same, 1 in neighbouring
    ones. A range that touches no paragraph is near nothing."""
    (left, start, end), (right, *other) = (
        _by_paragraph(ranges, paragraphs, gap) for ranges in (left, right)
    )
    first, behind = _partners(start - gap, end + gap, *other)
    return _hulls(left, right, first, behind)


def following(left: Ranges, right: Ranges, gap: int) -> Ranges:
    """The stretches of pairs in which that of `left` starts where that of `right` ends, or at most
    `gap` characters later."""
    width = _width(left, right) + gap + 1
    start, _end = _line(left, width)
    other_start, other_end = _line(right, width)
    order = np.argsort(other_end, kind="stable")
    ends = other_end[order]
    first = np.searchsorted(ends, start - gap, side="left")
    behind = np.searchsorted(ends, start, side="right")
    has = first < behind
    row = np.flatnonzero(has)
    if not len(row):
        return Ranges.none()
    borders = np.column_stack([first[row], behind[row]]).ravel()
    # One more at the end, so that a border may lie behind the last range.
    begins = np.append(other_start[order], np.iinfo(np.int64).max)
    earliest = np.minimum.reduceat(begins, borders)[::2] - left.document[row] * width
    return merged(Ranges.of(left.document[row], earliest, left.end[row]))


def merged(ranges: Ranges) -> Ranges:
    """Ranges that share a character become one, from the first character to the last; those that
    only touch stay apart."""
    if not len(ranges):
        return ranges
    width = int(ranges.end.max()) + 1
    start, end = _line(ranges, width)
    reach = np.maximum.accumulate(end)
    opens = np.ones(len(start), dtype=np.bool_)
    opens[1:] = start[1:] >= reach[:-1]
    row = np.flatnonzero(opens)
    last = np.append(row[1:], len(start)) - 1
    document = ranges.document[row]
    return Ranges(document, ranges.start[row], reach[last] - document * width)


def inside(passages: Ranges, ranges: Ranges) -> tuple[IntArray, IntArray]:
    """(passage, range) wherever they share a character, sorted. No two passages share one."""
    units = Units(passages.document, passages.start, passages.end)
    row, passage = expand(*units.touched_by(ranges.corpus()))
    order = np.lexsort((row, passage))
    return passage[order], row[order]


def _partners(
    start: IntArray, end: IntArray, other_start: IntArray, other_end: IntArray
) -> tuple[IntArray, IntArray]:
    """For each range the first partner and the number behind the last that could be one.

    A partner shares a place with the range; the others are sorted by start. There is one exactly
    when first < behind. The first range to reach beyond `start` is the earliest partner; the
    furthest end before `behind` is the partners' furthest.
    """
    reach = np.maximum.accumulate(other_end)
    first = np.searchsorted(reach, start, side="right")
    return first, np.searchsorted(other_start, end, side="left")


def _hulls(left: Ranges, right: Ranges, first: IntArray, behind: IntArray) -> Ranges:
    """From the first character of a range and its partners to their last."""
    row = np.flatnonzero(first < behind)
    if not len(row):
        return Ranges.none()
    document = left.document[row]
    width = _width(left, right)
    reach = np.maximum.accumulate(right.end + right.document * width)
    start = np.minimum(left.start[row], right.start[first[row]])
    end = np.maximum(left.end[row], reach[behind[row] - 1] - document * width)
    return merged(Ranges.of(document, start, end))


def _by_paragraph(ranges: Ranges, paragraphs: Units, gap: int) -> tuple[Ranges, IntArray, IntArray]:
    """The ranges that touch a paragraph, and their first and behind their last paragraph, numbered
    so that documents lie further apart than the gap."""
    first, last = paragraphs.touched_by(ranges.corpus())
    row = np.flatnonzero(first < last)
    apart = ranges.document[row] * (2 * gap + 2)
    return ranges.take(row), first[row] + apart, last[row] + apart


def _width(*sets: Ranges | Units) -> int:
    return max(int(ranges.end.max(initial=0)) for ranges in sets) + 1


def _line(ranges: Ranges | Units, width: int) -> tuple[IntArray, IntArray]:
    offset = ranges.document * width
    return ranges.start + offset, ranges.end + offset
