"""The units (paragraphs, speaker turns, documents) in which codes can meet."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from coding.stats.corpus import Corpus
from coding.stats.intervals import BoolArray, IntArray, expand


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


@dataclass(frozen=True, eq=False, slots=True)
class Windows:
    """A window of `size` consecutive turns, moved on through each document by one turn at a time.

    A document of fewer turns is one window; one without turns has none. A window holds what one of
    its turns holds: text between turns belongs to none. Columns are per window, `start` that of its
    first turn, `end` that of its last. Build it with `of`.
    """

    turns: Units
    size: int
    document: IntArray
    start: IntArray
    end: IntArray

    @classmethod
    def of(cls, turns: Units, size: int) -> Self:
        """Raises ValueError for a size below 1."""
        if size < 1:
            raise ValueError("a window has at least one turn")
        turn = np.arange(len(turns))
        first_turn, behind = _borders(turns.document)
        opens = (turn == first_turn) | (turn + size <= behind)
        first = turn[opens]
        last = np.minimum(first + size, behind[opens]) - 1
        return cls(turns, size, turns.document[first], turns.start[first], turns.end[last])

    def __len__(self) -> int:
        return len(self.document)

    def touched_by(self, corpus: Corpus) -> tuple[IntArray, IntArray]:
        """Return for each segment the range [first, last) of windows one of whose turns it shares
        a character with."""
        first, last = self.turns.touched_by(corpus)
        if not len(self.turns):
            return first, last
        first_turn, behind = _borders(self.turns.document)
        # A turn opens at most one window, so the windows of a document are numbered like turns.
        opened = np.searchsorted(self.document, self.turns.document, side="left")
        windows = np.maximum(behind - first_turn - self.size, 0) + 1
        low = np.minimum(first, len(self.turns) - 1)
        high = np.maximum(last - 1, 0)
        begin = opened[low] + np.maximum(low - first_turn[low] - self.size + 1, 0)
        stop = opened[high] + np.minimum(high - first_turn[high], windows[high] - 1) + 1
        nothing = first == last
        return np.where(nothing, 0, begin), np.where(nothing, 0, stop)


@dataclass(frozen=True, eq=False, slots=True)
class Speakers:
    """Who speaks in each turn: `participant` 0..P-1, or -1 for nobody known. The unit is the
    participant, in whatever documents they speak."""

    turns: Units
    participant: IntArray

    def speaking(self, participants: int) -> BoolArray:
        """Which of P participants have a turn."""
        return np.bincount(self.participant[self.participant >= 0], minlength=participants) > 0

    def rows_spoken(self, corpus: Corpus) -> tuple[IntArray, IntArray, IntArray]:
        """List (row, turn, participant) wherever a segment shares a character with a turn of
        somebody known."""
        row, turn = expand(*self.turns.touched_by(corpus))
        known = self.participant[turn] >= 0
        row, turn = row[known], turn[known]
        return row, turn, self.participant[turn]

    def holding(self, corpus: Corpus, n_codes: int, participants: int) -> BoolArray:
        """Which codes (K) which participants (P) hold: one of their turns shares a character with
        a segment of the code. Of several parts of a corpus take the union."""
        row, _turn, participant = self.rows_spoken(corpus)
        held = np.zeros((n_codes, participants), dtype=np.bool_)
        held[corpus.code[row], participant] = True
        return held


def _borders(document: IntArray) -> tuple[IntArray, IntArray]:
    """For each unit the number of the first of its document, and of the first behind it."""
    first = np.searchsorted(document, document, side="left")
    return first, np.searchsorted(document, document, side="right")
