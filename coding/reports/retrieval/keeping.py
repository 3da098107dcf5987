"""Passages as they are kept: packed columns, of which a page reads a slice.

A page costs the same wherever it stands, and nothing is computed again for it.
"""

from dataclasses import dataclass

import numpy as np
from django.db import connection

from coding.models import Report
from coding.reports.passages import Place
from coding.stats.intervals import IntArray
from coding.text.fragments import Mark

_BYTES = 8
PASSAGE, MARK, DOCUMENT = 4, 3, 4
"""Numbers in a row of each column, as models.Retrieval says."""
AT_ONCE = 500
"""Passages that a download reads at a time."""


@dataclass(frozen=True)
class DocumentFound:
    """`first` is the number of its first passage."""

    document_id: int
    first: int
    passages: int
    words: int


def packed(table: IntArray) -> bytes:
    """Rows of numbers as bytes."""
    return table.astype(">i8").tobytes()


def places(report: Report, first: int, count: int) -> list[Place]:
    """Passages number `first` (from 0) and on, at most `count`; one mark a term and range."""
    rows = _rows(report, "passages", PASSAGE, first, count + 1)
    borders = [*rows[:, 3].tolist(), report.figures["marks"]]
    rows = rows[:count]
    if not len(rows):
        return []
    begin = borders[0]
    marks = _rows(report, "marks", MARK, begin, borders[len(rows)] - begin).tolist()
    return [
        Place(
            document,
            first_at,
            end_at,
            [
                Mark(start, end, mark_of(term))
                for start, end, term in marks[mark - begin : stop - begin]
            ],
        )
        for (document, first_at, end_at, mark), stop in zip(
            rows.tolist(), borders[1 : len(rows) + 1], strict=True
        )
    ]


def documents(report: Report, first: int, count: int) -> list[DocumentFound]:
    """The documents with passages, in the order of the passages."""
    rows = _rows(report, "documents", DOCUMENT, first, count)
    return [DocumentFound(*row) for row in rows.tolist()]


def mark_of(term: int) -> str:
    """Under which name a term's places are marked in the text; see css/retrieval.css."""
    return f"t{term}"


def _rows(report: Report, column: str, numbers: int, first: int, count: int) -> IntArray:
    size = numbers * _BYTES
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT substring({column} FROM %s FOR %s)"  # noqa: S608
            " FROM coding_retrieval WHERE report_id = %s",
            [first * size + 1, max(count, 0) * size, report.pk],
        )
        found = cursor.fetchone()
    content = bytes(found[0]) if found else b""
    return np.frombuffer(content, dtype=">i8").reshape(-1, numbers).astype(np.int64)
