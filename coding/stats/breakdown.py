"""Codes by columns: the text is divided among columns, and what lies in each is counted."""

from dataclasses import dataclass

import numpy as np

from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray, expand, merge, order_by_code
from coding.stats.units import Units


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """The text divided among `number` columns: stretches, each of the column 0..number-1.

    A column may have many stretches. Text in no stretch is not counted.
    """

    stretches: Units
    column: IntArray
    number: int

    def as_one(self) -> "Columns":
        """The same text as one single column."""
        return Columns(self.stretches, np.zeros_like(self.column), 1)

    def characters(self) -> IntArray:
        """Characters of each column."""
        lengths = self.stretches.end - self.stretches.start
        return np.bincount(self.column, lengths, minlength=self.number).astype(np.int64)

    def divide(self, units: Units) -> tuple[Units, IntArray, IntArray]:
        """The pieces into which the columns' stretches divide units, with unit and column."""
        unit, stretch = expand(*self.stretches.touched_by(_as_corpus(units)))
        start = np.maximum(units.start[unit], self.stretches.start[stretch])
        end = np.minimum(units.end[unit], self.stretches.end[stretch])
        return Units(units.document[unit], start, end), unit, self.column[stretch]

    def units(self, units: Units) -> IntArray:
        """Units that have a character in each column."""
        _pieces, unit, column = self.divide(units)
        return np.bincount(_distinct(unit, column, self.number)[1], minlength=self.number)

    def held(self, corpus: Corpus) -> tuple[IntArray, IntArray]:
        """The distinct (row of the corpus, column) where a segment has a character, in order."""
        row, stretch = expand(*self.stretches.touched_by(corpus))
        return _distinct(row, self.column[stretch], self.number)


def segments(corpus: Corpus, columns: Columns, n_codes: int) -> IntArray:
    """Segments of each code in each column (K x C); one in several columns counts in each."""
    row, column = columns.held(corpus)
    return _table(corpus.code[row], column, n_codes, columns.number)


def characters(corpus: Corpus, columns: Columns, n_codes: int) -> IntArray:
    """Characters under each code in each column (K x C), each character once."""
    width = corpus.width()
    start, end = corpus.on_line(width)
    order = order_by_code(corpus.code)
    opening, stop = merge(corpus.code[order], start[order], end[order])
    row = order[opening]
    document = corpus.document[row]
    covered = Corpus(
        document, corpus.start[row], stop - document * width, corpus.code[row], corpus.coder[row]
    )
    part, stretch = expand(*columns.stretches.touched_by(covered))
    first = np.maximum(covered.start[part], columns.stretches.start[stretch])
    last = np.minimum(covered.end[part], columns.stretches.end[stretch])
    cell = covered.code[part] * columns.number + columns.column[stretch]
    counted = np.bincount(cell, last - first, minlength=n_codes * columns.number)
    return counted.astype(np.int64).reshape(n_codes, columns.number)


def units_holding(corpus: Corpus, columns: Columns, units: Units, n_codes: int) -> IntArray:
    """Units of each column that hold each code (K x C): where a segment of the code shares a
    character with the unit's text in that column."""
    pieces, unit, column = columns.divide(units)
    row, piece = expand(*pieces.touched_by(corpus))
    _unit, cell = _distinct(
        unit[piece],
        corpus.code[row] * columns.number + column[piece],
        n_codes * columns.number,
    )
    counted = np.bincount(cell, minlength=n_codes * columns.number)
    return counted.reshape(n_codes, columns.number)


def _distinct(first: IntArray, second: IntArray, width: int) -> tuple[IntArray, IntArray]:
    """The distinct pairs in order; `second` lies below `width`."""
    key = first * width + second
    if not (key[:-1] <= key[1:]).all():
        key = np.sort(key, kind="stable")  # it is nearly in order: the fastest of the kinds then
    one, other = np.divmod(key[np.diff(key, prepend=-1) > 0], width)
    return one, other


def _table(code: IntArray, column: IntArray, n_codes: int, number: int) -> IntArray:
    counted = np.bincount(code * number + column, minlength=n_codes * number)
    return counted.reshape(n_codes, number)


def _as_corpus(units: Units) -> Corpus:
    nothing = np.zeros_like(units.document)
    return Corpus(units.document, units.start, units.end, nothing, nothing)
