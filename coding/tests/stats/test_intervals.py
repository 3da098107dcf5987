from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.stats.intervals import (
    covered,
    covered_twice,
    expand,
    expand_in_parts,
    merge,
    order_by_code,
    runs,
)

ranges = st.tuples(st.integers(0, 3), st.integers(0, 12), st.integers(1, 8)).map(
    lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
)


def columns(rows, width=3):
    return np.array(rows, dtype=np.int64).reshape(-1, width).T


def stretches(places):
    """Maximal stretches (group, start, end) of a set of (group, place)."""
    starts = sorted((g, p) for g, p in places if (g, p - 1) not in places)
    ends = sorted((g, p + 1) for g, p in places if (g, p + 1) not in places)
    return [(g, start, end) for (g, start), (_, end) in zip(starts, ends, strict=True)]


@given(st.lists(ranges).map(sorted), st.sampled_from([1, 2]))
def test_merge_and_covered_twice_against_counting_places(rows, at_least):
    depth = {}
    for group, start, end in rows:
        for place in range(start, end):
            depth[group, place] = depth.get((group, place), 0) + 1
    group, start, end = columns(rows)
    opening, stretch_end = (merge if at_least == 1 else covered_twice)(group, start, end)
    found = list(zip(group[opening], start[opening], stretch_end, strict=True))
    assert found == stretches({key for key, count in depth.items() if count >= at_least})


def test_groups_may_come_in_any_order():
    group, start, end = columns([(7, 0, 9), (2, 0, 3), (2, 2, 5), (7, 9, 12)])
    opening, stretch_end = merge(group, start, end)
    assert (opening.tolist(), stretch_end.tolist()) == ([0, 1, 3], [9, 5, 12])


def test_runs():
    first, second = columns([(0, 1), (0, 1), (0, 2), (3, 2), (0, 1)], width=2)
    assert runs(first, second).tolist() == [0, 0, 1, 2, 3]
    assert runs(first[:0]).tolist() == []


@pytest.mark.parametrize("largest", [3, 255, 256, 70_000])
def test_order_by_code_keeps_the_order_within_a_code(largest):
    code = np.array([largest, 1, largest, 0, 1])
    assert order_by_code(code).tolist() == [3, 1, 4, 0, 2]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5))), st.integers(1, 12))
def test_expand_whole_and_in_parts(drawn, at_most):
    first, count = columns(drawn, width=2)
    expected = [
        (row, value)
        for row, (start, length) in enumerate(drawn)
        for value in range(start, start + length)
    ]
    assert list(zip(*expand(first, first + count), strict=True)) == expected
    parts = [
        list(zip(*part, strict=True)) for part in expand_in_parts(first, first + count, at_most)
    ]
    assert list(chain.from_iterable(parts)) == expected
    assert all(len(part) == at_most for part in parts[:-1])
    assert all(0 < len(part) <= at_most for part in parts)


@given(st.lists(ranges), st.integers(1, 3))
def test_covered_against_counting_places(rows, least):
    depth = {}
    for group, start, end in rows:
        for place in range(start, end):
            depth[group, place] = depth.get((group, place), 0) + 1
    group, start, end = columns(rows)
    row, start, end = covered(group, start, end, np.full(len(rows), least))
    found = list(zip(group[row].tolist(), start.tolist(), end.tolist(), strict=True))
    assert found == stretches({key for key, count in depth.items() if count >= least})
