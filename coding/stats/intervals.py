"""Half-open ranges ``[start, end)`` in numpy columns: what every figure is built from.

All columns are one-dimensional int64 arrays. "Sorted by (group, start)" means that the rows of a
group stand together and its starts never fall; the groups may come in any order.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


def runs(*columns: IntArray) -> IntArray:
    """Give every row the number, from 0, of the run of equal neighbouring rows it belongs to."""
    differs = np.zeros(len(columns[0]), dtype=np.bool_)
    for column in columns:
        differs[1:] |= column[1:] != column[:-1]
    return np.cumsum(differs, dtype=np.int64)


def order_by_code(code: IntArray) -> IntArray:
    """Return the indexes that bring rows into order of code and keep their order within a code."""
    narrow = code.astype(np.min_scalar_type(code.max(initial=0)))  # radix sort up to 16 bits
    return np.argsort(narrow, kind="stable")


def merge(group: IntArray, start: IntArray, end: IntArray) -> tuple[IntArray, IntArray]:
    """Join the ranges of each group that overlap or touch into maximal stretches.

    Rows are sorted by (group, start). Returns, for each stretch, the index of the row that opens it
    (whose start is the stretch's start) and the stretch's end.
    """
    reach = _reach(group, end)
    opens = np.ones(len(start), dtype=np.bool_)
    opens[1:] = (group[1:] != group[:-1]) | (start[1:] > reach[:-1])
    closes = np.roll(opens, -1)  # the row before an opening one; the first row always opens
    return np.flatnonzero(opens), reach[closes]


def covered_twice(group: IntArray, start: IntArray, end: IntArray) -> tuple[IntArray, IntArray]:
    """Find the maximal stretches that two or more ranges of the same group cover.

    Rows are sorted by (group, start); the result reads like that of `merge`. A place lies under two
    rows exactly when it lies in some row and before the furthest end of that row's predecessors.
    """
    furthest = _reach(group, end)[:-1]
    stop = np.minimum(end[1:], furthest)
    twice = (group[1:] == group[:-1]) & (start[1:] < stop)
    row = np.flatnonzero(twice) + 1
    opening, stretch_end = merge(group[row], start[row], stop[twice])
    return row[opening], stretch_end


def covered(
    group: IntArray, start: IntArray, end: IntArray, least: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Find the maximal stretches of each group that at least `least` of its ranges cover.

    Rows come in any order; `least`, at least 1, is the same for all rows of a group. Returns the
    stretches as (a row of the group, start, end), sorted by group and start.
    """
    row = np.tile(np.arange(len(start)), 2)
    place = np.concatenate([start, end])
    order = np.lexsort((place, group[row]))
    row, place = row[order], place[order]
    step = np.where(order < len(start), 1, -1)
    # What happens at one place happens at once, so stretches that touch are one.
    border = runs(group[row], place)
    here = np.flatnonzero(np.diff(border, prepend=-1))
    depth = np.cumsum(np.bincount(border, step).astype(np.int64))
    enough = depth >= least[row[here]]
    before = np.roll(enough, 1)  # at the end of every group the depth is 0
    opens, closes = np.flatnonzero(enough & ~before), np.flatnonzero(~enough & before)
    return row[here[opens]], place[here[opens]], place[here[closes]]


def expand(first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
    """List every (row, value) with ``first[row] <= value < last[row]``, in that order.

    Requires ``first <= last``. Returns two arrays of length ``(last - first).sum()``.
    """
    count = last - first
    row = np.repeat(np.arange(len(first)), count)
    value = np.arange(len(row)) + np.repeat(first - (np.cumsum(count) - count), count)
    return row, value


def expand_in_parts(
    first: IntArray, last: IntArray, at_most: int
) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield the list of `expand` in consecutive parts of at most `at_most` entries.

    A single row wider than a part is cut like any other: no data can make a part larger.
    """
    count = last - first
    upto = np.cumsum(count)
    before = upto - count
    for begin in range(0, int(count.sum()), at_most):
        stop = begin + at_most
        rows = slice(
            int(np.searchsorted(upto, begin, side="right")),
            int(np.searchsorted(before, stop, side="left")),
        )
        lower = first[rows] + np.maximum(begin - before[rows], 0)
        upper = first[rows] + np.minimum(stop - before[rows], count[rows])
        row, value = expand(lower, upper)
        yield row + rows.start, value


def _reach(group: IntArray, end: IntArray) -> IntArray:
    """Furthest end up to and including each row, within its group."""
    shift = runs(group) * (end.max(initial=0) + 1)
    reach: IntArray = np.maximum.accumulate(end + shift) - shift
    return reach
