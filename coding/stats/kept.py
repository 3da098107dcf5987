"""Reading only a part of the text: what is left out is cut out, as if it were not there.

A segment's place in what is kept is the number of kept characters before it, so every figure means
on the kept text what it means on the whole: a segment without a kept character is gone, as is a
unit; two segments meet where they share a kept character; distances count kept characters.
"""

from dataclasses import dataclass

import numpy as np

from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray
from coding.stats.units import Units


@dataclass(frozen=True, eq=False, slots=True)
class Kept:
    """The stretches of text that are kept, and how many characters lie in those before each."""

    stretches: Units
    before: IntArray
    width: int

    @classmethod
    def of(cls, stretches: Units) -> "Kept":
        """The stretches may touch. Documents that have none are left out whole."""
        length = stretches.end - stretches.start
        upto = np.cumsum(length) - length
        opening = np.searchsorted(stretches.document, stretches.document, side="left")
        before = upto - upto[opening] if len(upto) else upto
        return cls(stretches, before, int(stretches.end.max(initial=0)) + 1)

    def lengths(self, documents: int) -> IntArray:
        """Kept characters of documents 0..D-1."""
        length = self.stretches.end - self.stretches.start
        return np.bincount(self.stretches.document, length, minlength=documents).astype(np.int64)

    def place(self, document: IntArray, at: IntArray) -> IntArray:
        """How many kept characters of the document lie before `at`."""
        line = np.minimum(at, self.width - 1) + document * self.width
        stretch = np.searchsorted(self._starts(), line, side="right") - 1
        found = np.maximum(stretch, 0)
        inside = (stretch >= 0) & (self.stretches.document[found] == document)
        reached = np.minimum(at, self.stretches.end[found]) - self.stretches.start[found]
        return np.where(inside, self.before[found] + reached, 0)

    def cut(self, corpus: Corpus) -> Corpus:
        """The corpus on the kept text; segments without a kept character are gone."""
        if not len(self.stretches):
            return corpus.take(slice(0, 0))
        start = self.place(corpus.document, corpus.start)
        end = self.place(corpus.document, corpus.end)
        rows = np.flatnonzero(start < end)
        return Corpus.of(
            corpus.document[rows], start[rows], end[rows], corpus.code[rows], corpus.coder[rows]
        )

    def cut_units(self, units: Units) -> tuple[Units, IntArray]:
        """The units on the kept text, and which of the given ones they are."""
        if not len(self.stretches):
            return Units.of([], [], []), np.empty(0, dtype=np.int64)
        start = self.place(units.document, units.start)
        end = self.place(units.document, units.end)
        rows = np.flatnonzero(start < end)
        return Units(units.document[rows], start[rows], end[rows]), rows

    def in_text(
        self, document: IntArray, start: IntArray, end: IntArray
    ) -> tuple[IntArray, IntArray]:
        """Where a range of the kept text stands in the text: from its first character to behind
        its last, whatever was left out between them."""
        return self._character(document, start), self._character(document, end - 1) + 1

    def _character(self, document: IntArray, number: IntArray) -> IntArray:
        line = self.before + self.stretches.document * self.width
        stretch = np.searchsorted(line, number + document * self.width, side="right") - 1
        return self.stretches.start[stretch] + number - self.before[stretch]

    def _starts(self) -> IntArray:
        return self.stretches.start + self.stretches.document * self.width
