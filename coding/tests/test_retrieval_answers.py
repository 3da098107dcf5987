"""Every query against its definition, by brute force over small crowded projects."""

from itertools import groupby, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.reports.retrieval.answering import Answer, Found, Width, answer
from coding.stats.passages import Ranges
from coding.stats.units import Units, Windows
from coding.text.retrieval.tree import (
    And,
    Beside,
    Code,
    Condition,
    Not,
    Or,
    Pair,
    Unit,
    Within,
    leaves,
    misplaced_not,
    without_passages,
)

LENGTHS = (12, 0, 17)
LEAVES = {
    Code("a"): Width.FOUND,
    Code("b"): Width.FOUND,
    Code("c"): Width.FOUND,
    Condition("agency", "police"): Width.TURN,
    Condition("kind", "interview"): Width.DOCUMENT,
}


def share(one, other):
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def joined(ranges):
    """Ranges that share a character made one, until none do."""
    ranges = set(ranges)
    while True:
        meeting = [(x, y) for x, y in product(ranges, ranges) if x < y and share(x, y)]
        if not meeting:
            return ranges
        x, y = meeting[0]
        ranges = ranges - {x, y} | {(x[0], min(x[1], y[1]), max(x[2], y[2]))}


class Oracle:
    def __init__(self, found, paragraphs, turns):
        self.found, self.paragraphs, self.turns = found, paragraphs, turns

    def units(self, unit, size):
        """Tuples of ranges: a window is its turns."""
        if unit is Unit.PARAGRAPH:
            return [(p,) for p in self.paragraphs]
        if unit is Unit.TURN:
            return [(t,) for t in self.turns]
        if unit is Unit.DOCUMENT:
            return [((d, 0, length),) for d, length in enumerate(LENGTHS) if length]
        windows = []
        for _d, turns in groupby(sorted(self.turns), key=lambda turn: turn[0]):
            own = list(turns)
            windows += [tuple(own[n : n + size]) for n in range(max(1, len(own) - size + 1))]
        return windows

    def holds(self, node, unit):
        if isinstance(node, And):
            return all(self.holds(part, unit) for part in node.parts)
        if isinstance(node, Or):
            return any(self.holds(part, unit) for part in node.parts)
        if isinstance(node, Not):
            return not self.holds(node.part, unit)
        return any(share(x, y) for x, y in product(unit, self.passages(node)))

    def width(self, node):
        if isinstance(node, And):
            return max(self.width(p) for p in node.parts if not without_passages(p))
        if isinstance(node, Or):
            return min(self.width(p) for p in node.parts)
        if isinstance(node, Within):
            return Width[node.unit.name]
        return LEAVES.get(node, Width.FOUND)

    def passages(self, node):
        if isinstance(node, And):
            giving = [p for p in node.parts if not without_passages(p)]
            giving = [p for p in giving if self.width(p) == self.width(node)]
            candidates = set().union(*map(self.passages, giving))
            return {c for c in candidates if self.holds(node, (c,))}
        if isinstance(node, Or):
            return set().union(*map(self.passages, node.parts))
        if isinstance(node, Within):
            units = self.units(node.unit, node.size)
            return {(u[0][0], u[0][1], u[-1][2]) for u in units if self.holds(node.part, u)}
        if isinstance(node, Pair):
            pairs = product(self.passages(node.left), self.passages(node.right))
            return joined(
                (x[0], min(x[1], y[1]), max(x[2], y[2]))
                for x, y in pairs
                if x[0] == y[0] and self.beside(node, x, y)
            )
        return self.found[node]

    def beside(self, node, x, y):
        if node.rule is Beside.OVERLAPS:
            return share(x, y)
        if node.rule is Beside.FOLLOWS:
            return 0 <= x[1] - y[2] <= node.gap
        if not node.in_paragraphs:
            return max(y[1] - x[2], x[1] - y[2]) <= node.gap
        of_x, of_y = ([n for n, p in enumerate(self.paragraphs) if share(p, z)] for z in (x, y))
        return any(abs(m - n) <= node.gap for m, n in product(of_x, of_y))


@st.composite
def ranges(draw):
    document = draw(st.sampled_from([0, 2]))
    start = draw(st.integers(0, LENGTHS[document] - 1))
    return document, start, draw(st.integers(start + 1, min(start + 7, LENGTHS[document])))


@st.composite
def stretches(draw):
    """Units that never overlap, with gaps."""
    found = []
    for document, length in enumerate(LENGTHS):
        borders = draw(st.lists(st.integers(0, length), max_size=8, unique=True))
        inner = sorted(borders)
        pieces = pairwise(inner)
        found += [(document, *piece) for piece in pieces if draw(st.integers(0, 4))]
    return found


LEAF = st.sampled_from(list(LEAVES))
GAP = st.integers(0, 4)


def grow(inner):
    some = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        some.map(And),
        some.map(Or),
        inner.map(Not),
        st.builds(Pair, st.sampled_from(Beside), inner, inner, GAP, st.booleans()).map(sensible),
        st.builds(Within, inner, st.sampled_from(Unit), st.integers(1, 3)),
    )


def sensible(pair):
    if pair.rule is Beside.NEAR:
        return pair
    return Pair(pair.rule, pair.left, pair.right, pair.gap)


TREES = st.recursive(LEAF, grow, max_leaves=6).filter(lambda tree: not refused(tree))


def refused(node):
    """What the parser refuses: NOT where passages are needed."""
    return misplaced_not(node) is not None


def columns(found):
    return Ranges.of(*np.array(sorted(found), dtype=np.int64).reshape(-1, 3).T)


def rows(found):
    return list(zip(*(c.tolist() for c in (found.document, found.start, found.end)), strict=True))


@settings(max_examples=1_000, deadline=None)
@given(
    st.fixed_dictionaries({leaf: st.sets(ranges(), max_size=5) for leaf in LEAVES}),
    stretches(),
    stretches(),
    TREES,
)
def test_answers_are_those_of_the_definition(found, paragraphs, turns, tree):
    def units(unit, size):
        if unit is Unit.DOCUMENT:
            return Units.documents(LENGTHS)
        of_unit = paragraphs if unit is Unit.PARAGRAPH else turns
        made = Units.of(*np.array(of_unit, dtype=np.int64).reshape(-1, 3).T)
        return Windows.of(made, size) if unit is Unit.WINDOW else made

    material = {leaf: Found(columns(found[leaf]), LEAVES[leaf]) for leaf in leaves(tree)}
    oracle = Oracle(found, paragraphs, turns)
    passages = oracle.passages(tree)
    assert rows(Answer(material, units).passages(tree)) == sorted(passages)
    assert rows(answer(tree, material, units)) == sorted(joined(passages))


@pytest.mark.parametrize("rule", [Beside.OVERLAPS, Beside.NEAR, Beside.FOLLOWS])
def test_nothing_beside_something_is_nothing(rule):
    some, none = Found(columns({(0, 1, 2)})), Found(Ranges.none())
    for left, right in [(some, none), (none, some), (none, none)]:
        tree = Pair(rule, Code("a"), Code("b"), 3)
        found = {Code("a"): left, Code("b"): right}
        assert len(answer(tree, found, lambda unit, size: Units.documents(LENGTHS))) == 0
