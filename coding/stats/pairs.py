"""Pairs of segments that meet: which rule, which coders, and in what relation.

Every rule gives each row the rows it meets as one stretch of row numbers behind it, so that the
work is the number of pairs. Documents, and so corpora cut at documents, add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray, expand_in_parts
from coding.stats.units import Units

PAIRS_AT_ONCE = 1 << 16
"""Pairs held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two different segments that share at least one character; those that touch do not."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two different segments with at most `gap` characters between them; those that overlap or
    touch have none between them."""

    gap: int


@dataclass(frozen=True, eq=False, slots=True)
class NearParagraphs:
    """Two different segments at most `gap` paragraphs apart: 0 in the same paragraph, 1 in
    neighbouring ones. A segment that touches no paragraph is near nothing."""

    gap: int
    paragraphs: Units


@dataclass(frozen=True, slots=True)
class Follows:
    """An ordered pair: the second starts where the first ends or at most `gap` characters later."""

    gap: int


Rule: TypeAlias = Overlap | Near | NearParagraphs | Follows


class Between(Enum):
    """Whose segments make a pair."""

    ANYBODY = "all"
    ONE_CODER = "same"
    TWO_CODERS = "across"


RELATIONS = ("crossing", "enclosing", "within", "equal", "apart")


@dataclass(frozen=True, eq=False, slots=True)
class PairCounts:
    """Pairs of segments: K x K int64 arrays, with the relations adding up to `pairs`.

    Of a pair in cell [A, B] one segment has code A, the other B; all but `within` and `enclosing`
    are symmetric, and ``within[A, B] == enclosing[B, A]`` for two different codes. In a cell [A, A]
    a pair has no first and second: it counts once, a nested one as `within`; `enclosing` is 0.
    """

    pairs: IntArray
    within: IntArray
    """A's segment lies inside B's, at most one border in common."""
    enclosing: IntArray
    """A's segment has B's inside it, at most one border in common."""
    equal: IntArray
    """Exactly the same range."""
    crossing: IntArray
    """Each segment has characters that the other has not, and some in common."""
    apart: IntArray
    """No character in common."""


def row_pairs(
    corpus: Corpus, rule: Rule, between: Between = Between.ANYBODY
) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield, in parts, the rows i < j of all pairs that the rule makes."""
    for i, j in _met(corpus, rule):
        if between is Between.ANYBODY:
            yield i, j
        else:
            wanted = (corpus.coder[i] == corpus.coder[j]) == (between is Between.ONE_CODER)
            yield i[wanted], j[wanted]


def forward_relations(
    corpus: Corpus, n_codes: int, rule: Rule, between: Between = Between.ANYBODY
) -> IntArray:
    """Count pairs i < j of rows by (code[i], code[j]): 5 x K x K, in the order of RELATIONS.

    The sorting by start and end leaves just three questions to tell the relations apart. Counts of
    several parts of a corpus add up.
    """
    names = 4 if isinstance(rule, Overlap) else 5
    counts = np.zeros(names * n_codes * n_codes, dtype=np.int64)
    start, end, code = corpus.start, corpus.end, corpus.code
    row_of_cells = code * n_codes
    for i, j in row_pairs(corpus, rule, between):
        end_of_first, start_of_second = end[i], start[j]
        relation = 2 * (start[i] == start_of_second) + (end[j] <= end_of_first)
        if names == 5:
            relation[start_of_second >= end_of_first] = 4
        cell = relation * (n_codes * n_codes) + row_of_cells[i] + code[j]
        counts += np.bincount(cell, minlength=len(counts))
    found = np.zeros((5, n_codes, n_codes), dtype=np.int64)
    found[:names] = counts.reshape(names, n_codes, n_codes)
    return found


def relabelled(forward: IntArray, code: npt.ArrayLike) -> IntArray:
    """Give each code the new number `code[old]` in counts of `forward_relations`.

    Pairs of segments add up, so that the dilemmas' counts follow from those of their codes.
    """
    new = np.asarray(code, dtype=np.int64)
    n_codes = len(new)
    becomes = np.zeros((n_codes, n_codes), dtype=np.int64)
    becomes[np.arange(n_codes), new] = 1
    found: IntArray = becomes.T @ forward @ becomes
    return found


def pair_counts(forward: IntArray) -> PairCounts:
    """Forget which segment of a pair came first in the text."""
    crossing, first_encloses, first_inside, equal, apart = forward
    within = first_inside + first_encloses.T
    enclosing = within.T.copy()
    np.fill_diagonal(enclosing, 0)
    crossing, equal, apart = (both_ways(counts) for counts in (crossing, equal, apart))
    return PairCounts(
        pairs=within + enclosing + equal + crossing + apart,
        within=within,
        enclosing=enclosing,
        equal=equal,
        crossing=crossing,
        apart=apart,
    )


def meeting_segments(
    corpus: Corpus, n_codes: int, rule: Rule, between: Between = Between.ANYBODY
) -> tuple[IntArray, IntArray]:
    """Count segments that meet a code at all, each once however many of its segments they meet.

    Returns two K x K tables: in cell [A, B] the segments of A that meet one of B, and the segments
    of B that meet one of A. For `Follows` A comes first in both.
    """
    first_meets = np.zeros((len(corpus), n_codes), dtype=np.bool_)
    second_meets = first_meets if not isinstance(rule, Follows) else np.zeros_like(first_meets)
    for i, j in row_pairs(corpus, rule, between):
        first_meets[i, corpus.code[j]] = True
        second_meets[j, corpus.code[i]] = True
    return _by_code(corpus, first_meets), _by_code(corpus, second_meets).T


def pairs_between(
    corpus: Corpus,
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    rule: Rule,
    between: Between = Between.ANYBODY,
) -> tuple[IntArray, IntArray]:
    """Return the rows (i, j) of the pairs behind a cell, in reading order, each pair once.

    a, b: a code, or the codes of a subtree. Row i is of a, row j of b. For `Follows` i comes first
    in the text, for the others i < j where that holds either way round.
    """
    of_a, of_b = np.isin(corpus.code, a), np.isin(corpus.code, b)
    candidates = np.flatnonzero(of_a | of_b)
    found = [np.empty((2, 0), dtype=np.int64)]
    for earlier, later in row_pairs(corpus.take(candidates), rule, between):
        i, j = candidates[earlier], candidates[later]
        as_read, swapped = of_a[i] & of_b[j], of_a[j] & of_b[i]
        if isinstance(rule, Follows):
            swapped = np.zeros_like(swapped)
        pair = np.where(as_read, (i, j), (j, i))
        found.append(pair[:, as_read | swapped])
    rows_a, rows_b = np.concatenate(found, axis=1)
    return rows_a, rows_b


def both_ways(forward: IntArray) -> IntArray:
    """Forget which code came first; the diagonal stays as it is."""
    return forward + forward.T - np.diag(forward.diagonal())


def _met(corpus: Corpus, rule: Rule) -> Iterator[tuple[IntArray, IntArray]]:
    """Rows sorted by start, so that the partners of a row are the rows behind it up to some
    place on the line: one stretch of row numbers."""
    if isinstance(rule, NearParagraphs):
        yield from _near_in_paragraphs(corpus, rule)
        return
    gap = 0 if isinstance(rule, Overlap) else rule.gap
    start, end = corpus.on_line(corpus.width() + gap)
    first = np.arange(1, len(start) + 1)
    match rule:
        case Overlap():
            last = np.searchsorted(start, end, side="left")
        case Near():
            last = np.searchsorted(start, end + gap, side="right")
        case Follows():
            first = np.searchsorted(start, end, side="left")
            last = np.searchsorted(start, end + gap, side="right")
    yield from expand_in_parts(first, last, PAIRS_AT_ONCE)


def _near_in_paragraphs(
    corpus: Corpus, rule: NearParagraphs
) -> Iterator[tuple[IntArray, IntArray]]:
    first, last = rule.paragraphs.touched_by(corpus)
    row = np.flatnonzero(first < last)
    apart = corpus.document[row] * (rule.gap + 1)  # paragraphs are numbered on through documents
    first, last = first[row] + apart, last[row] + apart
    partners = np.searchsorted(first, last + rule.gap, side="left")
    for i, j in expand_in_parts(np.arange(1, len(row) + 1), partners, PAIRS_AT_ONCE):
        yield row[i], row[j]


def _by_code(corpus: Corpus, meets: npt.NDArray[np.bool_]) -> IntArray:
    n_codes = meets.shape[1]
    row, code = np.nonzero(meets)
    counts = np.bincount(corpus.code[row] * n_codes + code, minlength=n_codes * n_codes)
    return counts.reshape(n_codes, n_codes)
