"""The units (paragraphs, speaker turns, documents) in which codes can meet."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray


@dataclass(frozen=True, eq=False, slots=True)
class Units:
    """Stretches of text that never overlap: int64 columns, sorted by document and start.

    There may be gaps between them. Build them with `of` or `documents`.
    """

    document: IntArray
    start: IntArray
    end: IntArray

    @classmethod
    def of(cls, document: npt.ArrayLike, start: npt.ArrayLike, end: npt.ArrayLike) -> Self:
        """Sort columns into units; a stretch of length zero holds nothing and is left out.

        Raises ValueError when two units overlap or a range is impossible.
        """
        columns = [np.asarray(column, dtype=np.int64) for column in (document, start, end)]
        if len({column.shape for column in columns}) > 1:
            raise ValueError("the columns of units must be equally long")
        if (columns[0] < 0).any() or (columns[1] < 0).any() or (columns[1] > columns[2]).any():
            raise ValueError("a unit needs 0 <= start <= end and a document numbered from 0")
        order = np.lexsort((columns[1], columns[0]))
        order = order[columns[1][order] < columns[2][order]]
        units = cls(*(column[order] for column in columns))
        same_document = units.document[1:] == units.document[:-1]
        if (same_document & (units.start[1:] < units.end[:-1])).any():
            raise ValueError("units must not overlap")
        return units

    @classmethod
    def documents(cls, lengths: npt.ArrayLike) -> Self:
        """One unit a document, given the lengths of documents 0..D-1; empty ones are no unit."""
        ends = np.asarray(lengths, dtype=np.int64)
        return cls.of(np.arange(len(ends)), np.zeros_like(ends), ends)

    def __len__(self) -> int:
        return len(self.document)

    def touched_by(self, corpus: Corpus) -> tuple[IntArray, IntArray]:
        """Return for each segment the range [first, last) of units it shares a character with.

        Two arrays as long as the corpus; first == last where a segment lies in gaps only.
        """
        width = max(corpus.width(), int(self.end.max(initial=0)) + 1)
        offset = self.document * width
        start, end = corpus.on_line(width)
        first = np.searchsorted(self.end + offset, start, side="right")
        last = np.searchsorted(self.start + offset, end, side="left")
        return first, last
