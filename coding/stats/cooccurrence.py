"""Which codes meet, how often, and where: pairs of segments, and units that hold both.

Choose the coding layer first (`select_layer`); every row of the corpus given here is one segment.
A function that lists the passages behind a figure takes the same path as the one that counts it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from coding.stats.codetree import subtrees
from coding.stats.corpus import Corpus
from coding.stats.intervals import BoolArray, IntArray, expand, forward_pairs, merge, order_by_code
from coding.stats.units import Units

SEGMENTS_AT_ONCE = 1 << 16
"""Segments worked on at a time, give or take a document: documents are never cut."""

PAIRS_AT_ONCE = 1 << 16
"""Pairs held in memory at a time."""


@dataclass(frozen=True, eq=False, slots=True)
class OverlapCounts:
    """Pairs of two different segments that share a character: K x K and K int64 arrays.

    Of a pair in cell [A, B] one segment has code A, the other B, and the cell adds up:
    ``within + enclosing + equal + crossing == pairs``. `pairs`, `shared`, `equal` and `crossing`
    are symmetric; ``within[A, B] == enclosing[B, A]`` for two different codes. In a cell [A, A] a
    pair has no first and second: it counts once, a nested one as `within`; `enclosing` is 0.
    """

    pairs: IntArray
    """Pairs that share at least one character; ranges that only touch do not."""
    shared: IntArray
    """Characters under both codes, each once however often it is coded; [A, A] is characters[A]."""
    within: IntArray
    """Pairs where A's segment lies inside B's, at most one border in common."""
    enclosing: IntArray
    """Pairs where A's segment has B's inside it, at most one border in common."""
    equal: IntArray
    """Pairs on exactly the same range."""
    crossing: IntArray
    """Pairs where each segment has characters that the other has not."""
    segments: IntArray
    """Segments of each code."""
    characters: IntArray
    """Characters under each code, each once."""


@dataclass(frozen=True, eq=False, slots=True)
class UnitCounts:
    """Units that hold codes. A unit holds a code when a segment shares a character with it."""

    n: int
    """All units, also those that hold nothing."""
    holding: IntArray
    """K: units that hold each code."""
    together: IntArray
    """K x K: units that hold both codes; [A, A] is holding[A]."""


def overlap(corpus: Corpus, n_codes: int) -> OverlapCounts:
    """Count overlapping pairs of segments and shared characters for all pairs of codes.

    Takes time in proportion to the pairs there are, and little memory beside the corpus.
    Raises ValueError for a code not below n_codes.
    """
    _require_codes_below(n_codes, corpus)
    relations = np.zeros((4, n_codes, n_codes), dtype=np.int64)
    shared = np.zeros((n_codes, n_codes), dtype=np.int64)
    for part in corpus.in_parts(SEGMENTS_AT_ONCE):
        start, end = part.on_line(corpus.width())
        relations += _forward_relations(part.code, start, end, n_codes)
        shared += _shared_characters(part.code, start, end, n_codes)
    crossing, enclosing, inside, equal = relations
    within = inside + enclosing.T
    enclosing = within.T.copy()
    np.fill_diagonal(enclosing, 0)
    crossing, equal = _both_ways(crossing), _both_ways(equal)
    return OverlapCounts(
        pairs=within + enclosing + equal + crossing,
        shared=shared,
        within=within,
        enclosing=enclosing,
        equal=equal,
        crossing=crossing,
        segments=np.bincount(corpus.code, minlength=n_codes),
        characters=shared.diagonal().copy(),
    )


def overlapping_pairs(
    corpus: Corpus, a: npt.ArrayLike, b: npt.ArrayLike
) -> tuple[IntArray, IntArray]:
    """Return the rows (i, j) of the pairs behind a cell of `OverlapCounts.pairs`, in reading order.

    a, b: a code, or the codes of a subtree for a cell of `roll_up_pairs`. Row i is of a, row j of
    b, and i < j where that holds either way round. Each pair comes once.
    """
    of_a, of_b = np.isin(corpus.code, a), np.isin(corpus.code, b)
    candidates = np.flatnonzero(of_a | of_b)
    start, end = corpus.take(candidates).on_line(corpus.width())
    found = [np.empty((2, 0), dtype=np.int64)]
    for earlier, later in forward_pairs(start, end, PAIRS_AT_ONCE):
        i, j = candidates[earlier], candidates[later]
        as_read, swapped = of_a[i] & of_b[j], of_a[j] & of_b[i]
        pair = np.where(as_read, (i, j), (j, i))
        found.append(pair[:, as_read | swapped])
    rows_a, rows_b = np.concatenate(found, axis=1)
    return rows_a, rows_b


def roll_up_pairs(pairs: npt.ArrayLike, parent: npt.ArrayLike) -> IntArray:
    """Add pairs of segments up to whole subtrees: cell [A, B] is A's subtree against B's.

    pairs: a symmetric K x K count whose diagonal counts each pair once (`pairs`, `equal` or
    `crossing` of `OverlapCounts`); parent: as in `subtrees`. Each pair counts once in every cell,
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


def by_unit(corpus: Corpus, units: Units, n_codes: int) -> UnitCounts:
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
    corpus: Corpus, units: Units, a: npt.ArrayLike, b: npt.ArrayLike
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


def _held(corpus: Corpus, units: Units, n_codes: int) -> sparse.csr_array:
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


def _forward_relations(code: IntArray, start: IntArray, end: IntArray, n_codes: int) -> IntArray:
    """Count pairs i < j of rows by (code[i], code[j]): 4 x K x K.

    In this order: crossing, i encloses j, i within j, equal. The sorting by start and end leaves
    just two questions to tell them apart.
    """
    counts = np.zeros(4 * n_codes * n_codes, dtype=np.int64)
    for i, j in forward_pairs(start, end, PAIRS_AT_ONCE):
        relation = 2 * (start[i] == start[j]) + (end[j] <= end[i])
        cell = (relation * n_codes + code[i]) * n_codes + code[j]
        counts += np.bincount(cell, minlength=len(counts))
    return counts.reshape(4, n_codes, n_codes)


def _shared_characters(code: IntArray, start: IntArray, end: IntArray, n_codes: int) -> IntArray:
    """Count the characters under both codes, K x K, from the union of each code's segments.

    The sums are taken in float64 and exact: none is longer than the text, far below 2**53.
    """
    order = order_by_code(code)
    opening, stretch_end = merge(code[order], start[order], end[order])
    end = end.copy()
    end[order[opening]] = stretch_end
    rows = np.sort(order[opening])  # back in order of start
    code, start, end = code[rows], start[rows], end[rows]
    shared = np.zeros(n_codes * n_codes, dtype=np.int64)
    for i, j in forward_pairs(start, end, PAIRS_AT_ONCE):
        length = np.minimum(end[i], end[j]) - start[j]
        cell = code[i] * n_codes + code[j]
        shared += np.bincount(cell, length, minlength=len(shared)).astype(np.int64)
    own = np.bincount(code, end - start, minlength=n_codes).astype(np.int64)
    return _both_ways(shared.reshape(n_codes, n_codes)) + np.diag(own)


def _both_ways(forward: IntArray) -> IntArray:
    """Forget which code came first; the diagonal stays as it is."""
    return forward + forward.T - np.diag(forward.diagonal())


def _require_codes_below(n_codes: int, corpus: Corpus) -> None:
    if corpus.code.max(initial=-1) >= n_codes:
        raise ValueError(f"the corpus has codes beyond the {n_codes} given")
