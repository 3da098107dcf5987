"""The coded segments a report is computed from, as columns of numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from coding.stats.codetree import subtrees
from coding.stats.intervals import BoolArray, IntArray, expand, runs

SEVERAL_CODERS = -1
"""Coder of a row that stands for the work of more than one coder, or of an unnamed one."""


@dataclass(frozen=True, eq=False, slots=True)
class Corpus:
    """Coded segments: five int64 columns of length N, sorted by document, start and end.

    document 0..D-1; start, end in code points, half-open, ``0 <= start < end``; code 0..K-1; coder.
    Equal rows stand together, also when coders are disregarded. D times the longest document must
    stay below 2**63. Build it with `of` or `of_rows`, which sort by all columns.
    """

    document: IntArray
    start: IntArray
    end: IntArray
    code: IntArray
    coder: IntArray

    @classmethod
    def of(
        cls,
        document: npt.ArrayLike,
        start: npt.ArrayLike,
        end: npt.ArrayLike,
        code: npt.ArrayLike,
        coder: npt.ArrayLike,
    ) -> Self:
        """Sort columns into a corpus.

        Raises ValueError for columns of unequal length, impossible ranges and negative numbers.
        """
        given = (document, start, end, code, coder)
        columns = [np.asarray(column, dtype=np.int64) for column in given]
        if len({column.shape for column in columns}) > 1:
            raise ValueError("the columns of a corpus must be equally long")
        corpus = cls(*columns)
        if (corpus.start < 0).any() or (corpus.start >= corpus.end).any():
            raise ValueError("a segment needs 0 <= start < end")
        if (corpus.document < 0).any() or (corpus.code < 0).any():
            raise ValueError("documents and codes are numbered from 0")
        return corpus if _is_sorted(columns) else corpus.take(np.lexsort(columns[::-1]))

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[int, int, int, int, int]]) -> Self:
        """Sort rows (document, start, end, code, coder) into a corpus."""
        return cls.of(*np.array(list(rows), dtype=np.int64).reshape(-1, 5).T)

    def __len__(self) -> int:
        return len(self.document)

    def take(self, rows: IntArray | BoolArray | slice) -> Self:
        """Return the chosen rows: a mask, a slice, or indexes in the order of the corpus."""
        columns = (self.document, self.start, self.end, self.code, self.coder)
        return type(self)(*(column[rows] for column in columns))

    def in_parts(self, size: int) -> Iterator[Self]:
        """Yield the corpus in parts of whole documents, about `size` segments each."""
        starts = np.append(np.flatnonzero(np.diff(self.document, prepend=-1)), len(self))
        nearest = np.searchsorted(starts, np.arange(0, len(self), size))
        borders = np.unique(np.append(starts[nearest], len(self)))
        for begin, end in pairwise(borders.tolist()):
            yield self.take(slice(begin, end))

    def on_line(self, width: int) -> tuple[IntArray, IntArray]:
        """Starts and ends with the documents laid out one behind the other, `width` apart."""
        offset = self.document * width
        return self.start + offset, self.end + offset

    def width(self) -> int:
        """Distance between documents on one line that keeps even the longest ones from touching."""
        return int(self.end.max(initial=0)) + 1


def with_ancestors(corpus: Corpus, parent: npt.ArrayLike) -> Corpus:
    """Add to each segment a row for every ancestor of its code, each distinct row once.

    parent: for each of K codes the index of its parent, -1 for a root. For figures that are unions
    (units, shared characters); pairs of segments add up instead, see `roll_up_pairs`.
    Raises ValueError when a code is its own ancestor.
    """
    inside = subtrees(parent)
    ancestor = np.nonzero(inside.T)[1]  # the ancestors of code 0, then those of code 1, ...
    last = np.cumsum(inside.sum(axis=0, dtype=np.int64))
    first = last - inside.sum(axis=0, dtype=np.int64)
    row, entry = expand(first[corpus.code], last[corpus.code])
    code, coder = ancestor[entry], corpus.coder[row]
    order = np.lexsort((coder, code, runs(corpus.document, corpus.start, corpus.end)[row]))
    rows = corpus.take(row[order])
    return distinct(Corpus(rows.document, rows.start, rows.end, code[order], rows.coder))


def distinct(corpus: Corpus) -> Corpus:
    """Return each distinct row once; equal rows stand together."""
    columns = (corpus.document, corpus.start, corpus.end, corpus.code, corpus.coder)
    return corpus.take(np.diff(runs(*columns), prepend=-1) > 0)


def _is_sorted(columns: list[IntArray]) -> bool:
    """Whether the rows are in lexicographic order: a far cheaper question than sorting them."""
    in_order = np.ones(max(len(columns[0]) - 1, 0), dtype=np.bool_)
    for column in reversed(columns):
        in_order = (column[:-1] < column[1:]) | ((column[:-1] == column[1:]) & in_order)
    return bool(in_order.all())
