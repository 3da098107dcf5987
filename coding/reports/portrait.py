"""A document's portrait: its text as a strip a code, with the stretches that were counted."""

from dataclasses import dataclass
from typing import Any

from coding.models import Report
from fieldnotes.models import Document

from .breakdown import source_as_of
from .cooccurrence import snapshot
from .grid import Grid


@dataclass(frozen=True)
class Stretch:
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Strip:
    """Where a code lies in the text, with its figures in the document."""

    row: int
    code: dict[str, Any]
    stretches: list[Stretch]
    counts: dict[str, int]
    share: float | None


@dataclass(frozen=True)
class Portrait:
    """`strips` of the codes that the document has, in the codebook's order; `uncoded` in
    percent of the text that was read."""

    document: Document
    column: int
    strips: list[Strip]
    characters: int
    counts: dict[str, int]
    uncoded: float | None


def portrait(report: Report, column: int) -> Portrait:
    """Of the document that is a column of a report of frequencies, as of its revision then."""
    pk = report.figures["columns"][column]["members"][0]
    grid = Grid(report, "codes")
    found: dict[int, list[Stretch]] = {}
    with snapshot():
        for part in source_as_of(report, [pk]).parts():
            corpus = part.corpus
            start, end = part.in_text(corpus.document, corpus.start, corpus.end)
            rows = zip(corpus.code.tolist(), start.tolist(), end.tolist(), strict=True)
            for code, first, last in rows:
                found.setdefault(code, []).append(Stretch(first, last))
    strips = [
        Strip(
            row,
            grid.codes.codes[row],
            stretches,
            grid.counts(row, column),
            grid.figure(row, column, "share"),
        )
        for row, stretches in sorted(found.items())
    ]
    coded = grid.figure(grid.all_codes, column, "share")
    return Portrait(
        document=Document.objects.defer("text").get(pk=pk),
        column=column,
        strips=strips,
        characters=grid.text("characters", column) or 0,
        counts=grid.counts(grid.all_codes, column),
        uncoded=None if coded is None else 100 - coded,
    )
