"""Which codes meet, how often, and where: pairs of segments, and units that hold both.

Choose the coding layer first (`select_layer`); every row of the corpus given here is one segment.
Pairs are made in coding/stats/pairs.py.
A function that lists the passages behind a figure takes the same path as the one that counts it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from coding.stats.characters import shared_characters
from coding.stats.codetree import subtrees
from coding.stats.corpus import Corpus
from coding.stats.intervals import BoolArray, IntArray, expand, merge, order_by_code
from coding.stats.pairs import RELATIONS, Overlap, PairCounts, forward_relations, pair_counts
from coding.stats.units import Units, Windows

SEGMENTS_AT_ONCE = 1 << 16
"""Segments worked on at a time, give or take a document: documents are never cut."""


@dataclass(frozen=True, eq=False, slots=True)
class UnitCounts:
    """Units that hold codes. A unit holds a code when a segment shares a character with it."""

    n: int
    """All units, also those that hold nothing."""
    holding: IntArray
    """K: units that hold each code."""
    together: IntArray
    """K x K: units that hold both codes; [A, A] is holding[A]."""


def overlap(corpus: Corpus, n_codes: int) -> tuple[PairCounts, IntArray]:
    """Count overlapping pairs of segments, and the characters under both of two codes (K x K).

    Takes time in proportion to the pairs there are, and little memory beside the corpus.
    Raises ValueError for a code not below n_codes.
    """
    _require_codes_below(n_codes, corpus)
    forward = np.zeros((len(RELATIONS), n_codes, n_codes), dtype=np.int64)
    shared = np.zeros((n_codes, n_codes), dtype=np.int64)
    for part in corpus.in_parts(SEGMENTS_AT_ONCE):
        forward += forward_relations(part, n_codes, Overlap())
        shared += shared_characters(part, n_codes)[1]
    return pair_counts(forward), shared


def roll_up_pairs(pairs: npt.ArrayLike, parent: npt.ArrayLike) -> IntArray:
    """Add pairs of segments up to whole subtrees: cell [A, B] is A's subtree against B's.

    pairs: a symmetric K x K count whose diagonal counts each pair once (`pairs`, `equal` or
    `crossing` of `PairCounts`); parent: as in `subtrees`. Each pair counts once in every cell,
    also where one subtree lies in the other. Raises ValueError for a count that is not symmetric.
    """
    counts = np.asarray(pairs, dtype=np.int64)
    if not np.array_equal(counts, counts.T):
        raise ValueError("only symmetric counts can be rolled up")
    inside = subtrees(parent)
    upward = sparse.csr_array(inside.astype(np.int64))
    ordered = counts + np.diag(counts.diagonal())
    total: IntArray = np.asarray(upward @ (upward @ ordered).T)
    # Where B lies in A's subtree, a pair wholly inside B was met from both of its ends.
    twice = total.diagonal() // 2
    below: BoolArray = inside & ~inside.T
    rolled: IntArray = total - inside * twice - (below * twice).T
    return rolled


def by_unit(corpus: Corpus, units: Units | Windows, n_codes: int) -> UnitCounts:
    """Count the units that hold each code and each two codes.

    Raises ValueError for a code not below n_codes.
    """
    _require_codes_below(n_codes, corpus)
    together = np.zeros((n_codes, n_codes), dtype=np.int64)
    for part in corpus.in_parts(SEGMENTS_AT_ONCE):
        held = _held(part, units, n_codes)
        together += (held @ held.T).toarray()
    return UnitCounts(n=len(units), holding=together.diagonal().copy(), together=together)


def units_holding(
    corpus: Corpus, units: Units | Windows, a: npt.ArrayLike, b: npt.ArrayLike
) -> tuple[IntArray, IntArray]:
    """Return the units behind a cell of `UnitCounts.together`, with the segments in them.

    a, b: a code, or the codes of a subtree. Returns (unit, row), equally long and sorted: a unit
    number once for each row of a or b that touches it; the distinct units are those of the cell.
    """
    of_a, of_b = np.isin(corpus.code, a), np.isin(corpus.code, b)
    candidates = np.flatnonzero(of_a | of_b)
    entry, unit = expand(*units.touched_by(corpus.take(candidates)))
    row = candidates[entry]
    behind = np.isin(unit, np.intersect1d(unit[of_a[row]], unit[of_b[row]]))
    unit, row = unit[behind], row[behind]
    order = np.lexsort((row, unit))
    return unit[order], row[order]


def _held(corpus: Corpus, units: Units | Windows, n_codes: int) -> sparse.csr_array:
    """Return the K x units table with a 1 where a unit holds a code."""
    first, last = units.touched_by(corpus)
    order = order_by_code(corpus.code)
    # Joining ranges of unit numbers leaves each (code, unit) exactly once.
    code, first = corpus.code[order], first[order]
    opening, last = merge(code, first, last[order])
    row, unit = expand(first[opening], last)
    borders = np.searchsorted(code[opening][row], np.arange(n_codes + 1))
    ones = np.ones(len(unit), dtype=np.int64)
    return sparse.csr_array((ones, unit, borders), shape=(n_codes, len(units)))


def _require_codes_below(n_codes: int, corpus: Corpus) -> None:
    if corpus.code.max(initial=-1) >= n_codes:
        raise ValueError(f"the corpus has codes beyond the {n_codes} given")
