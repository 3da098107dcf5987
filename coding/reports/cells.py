"""The segments behind a cell of a table report, by the code that counted them."""

import sys

import numpy as np

from coding.models import Report
from coding.stats.intervals import IntArray
from coding.text.fragments import Mark

from .breakdown import parts_of
from .codelist import CodeList
from .cooccurrence import snapshot
from .counting import at_level
from .dividing import Counted
from .passages import Place
from .source import Source


def places(
    report: Report, level: str, row: int, column: int, first: int = 0, last: int = sys.maxsize
) -> list[Place]:
    """The places behind a cell, in the order of documents and text; as many as its `segments`.

    The last row is that of all codes, the last column that of all text. `first` and `last`
    choose a page.
    """
    codes = CodeList(report.figures["codes"])
    found: list[Place] = []
    passed = 0
    with snapshot():
        for source, counted in parts_of(report, column):
            rows = _rows(counted, codes, level, row, column, len(report.figures["columns"]))
            page = rows[max(first - passed, 0) : max(last - passed, 0)]
            passed += len(rows)
            found += _places(source, counted, page)
            if passed >= last:
                break
    return found


def _rows(
    counted: Counted, codes: CodeList, level: str, row: int, column: int, columns: int
) -> IntArray:
    """Rows of the corpus that a cell counts."""
    corpus = at_level(counted.part.corpus, codes, level)
    wanted = np.arange(len(corpus))
    if row < len(codes.codes):
        wanted = np.flatnonzero(corpus.code == row)
    divided = counted.columns.as_one() if column == columns else counted.columns
    held, of_column = divided.held(corpus.take(wanted))
    rows: IntArray = wanted[held[of_column == (0 if column == columns else column)]]
    return rows


def _places(source: Source, counted: Counted, rows: IntArray) -> list[Place]:
    corpus = counted.part.corpus.take(rows)
    start, end = counted.part.in_text(corpus.document, corpus.start, corpus.end)
    ranges = zip(
        source.documents.pk[corpus.document].tolist(), start.tolist(), end.tolist(), strict=True
    )
    return [Place(pk, begin, stop, [Mark(begin, stop, "a")]) for pk, begin, stop in ranges]
