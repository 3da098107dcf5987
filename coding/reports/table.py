"""A table report as it is shown: rows of cells with a text and a shade."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coding.models import Report

from .breakdown import MEASURES as COUNTS
from .columns import by_name
from .grid import PERCENTAGES, Grid, column_labels, written
from .heatmap import SHADES
from .question import Question

MEASURES: dict[str, str | Promise] = {
    "segments": _("Segments"),
    "units": _("Units"),
    "characters": _("Characters"),
    "share": _("Share of the column's text"),
}
OVER_TIME: dict[str, str | Promise] = {
    "rate": _("Segments per 10,000 words"),
    "segments": _("Segments"),
    "share": _("Share of the month's text"),
}
DOCUMENT_MEASURES: dict[str, str | Promise] = {
    "segments": _("Segments"),
    "characters": _("Characters"),
    "share": _("Share of the document's text"),
}
PERCENT_NAMES: dict[str, str | Promise] = {
    "": _("as it is"),
    "row": _("as a percentage of the row"),
    "column": _("as a percentage of the column"),
    "total": _("as a percentage of all"),
}
CODEBOOK = "codebook"


@dataclass(frozen=True)
class Shown:
    """What the reader of a table chose to see; part of the page's address."""

    measure: str = "segments"
    percent: str = ""
    hide: bool = False
    order: str = CODEBOOK
    """`codebook`, or the number of a column: the rows that have most of it first."""

    @classmethod
    def of(cls, report: Report, asked: Mapping[str, str]) -> Self:
        """From the address; what is unknown there is as if it were not said."""
        measure = asked.get("measure", "")
        percent = asked.get("percent", "")
        order = asked.get("order", "")
        named = measures(report)
        return cls(
            measure if measure in named else next(iter(named)),
            percent if percent in PERCENTAGES and measure in COUNTS else "",
            bool(asked.get("hide")),
            order if order.isascii() and order.isdecimal() and len(order) < 7 else CODEBOOK,
        )


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    text: str
    shade: int
    opens: bool
    counts: dict[str, int]


@dataclass(frozen=True)
class Row:
    code: dict[str, Any] | None
    """None for the row of all codes."""
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Table:
    level: str
    rows: list[Row]
    total: Row


def measures(report: Report) -> dict[str, str | Promise]:
    """The measures that the cells can show, the first unasked."""
    return OVER_TIME if report.kind == Report.Kind.TIME else MEASURES


def columns(report: Report) -> list[dict[str, Any]]:
    """The columns with their labels and what their text is: characters, units, documents."""
    labels = [*column_labels(report, _now("none")), _now("All")]
    text = report.figures["text"]
    return [
        {"number": n, "label": label, **{name: row[n] for name, row in text.items()}}
        for n, label in enumerate(labels)
    ]


def table(report: Report, level: str, shown: Shown) -> Table:
    grid = Grid(report, level, shown.hide)
    inside = [
        grid.figure(r, c, shown.measure, shown.percent)
        for r in grid.rows
        for c in range(grid.named)
    ]
    top = max((value or 0 for value in inside), default=0)
    rows = [_row(grid, row, shown, top) for row in grid.rows]
    if shown.order != CODEBOOK and int(shown.order) <= grid.all_text:
        column = int(shown.order)
        figures = {
            row: grid.figure(row, column, shown.measure, shown.percent) or 0 for row in grid.rows
        }
        order = sorted(range(len(rows)), key=lambda n: -figures[grid.rows[n]])
        rows = [rows[n] for n in order]
    return Table(level, rows, _row(grid, grid.all_codes, shown, 0))


def document_rows(
    grid: Grid, documents: list[dict[str, Any]], measure: str
) -> list[tuple[dict[str, Any], list[Cell]]]:
    """Documents by codes: each document with its cells in the order of the grid's rows, shaded
    by the largest of these."""
    shown = Shown(measure)
    columns = [document["number"] for document in documents]
    top = max((grid.figure(r, c, measure) or 0 for r in grid.rows for c in columns), default=0)
    return [
        (document, [_cell(grid, row, column, shown, top) for row in grid.rows])
        for document, column in zip(documents, columns, strict=True)
    ]


def table_words(report: Report) -> dict[str, Any]:
    """What a table report is divided by and what its units are, in words."""
    question = Question.of(report)
    units = _now("speaker turns") if question.units == "turn" else _now("paragraphs")
    return {"by": by_name(report.project, question.by), "units": units}


def _row(grid: Grid, row: int, shown: Shown, top: float) -> Row:
    cells = [_cell(grid, row, column, shown, top) for column in range(grid.all_text + 1)]
    codes = grid.codes.codes
    return Row(codes[row] if row < grid.all_codes else None, cells[:-1], cells[-1])


def _cell(grid: Grid, row: int, column: int, shown: Shown, top: float) -> Cell:
    hidden = grid.hidden(row, column)
    value = grid.figure(row, column, shown.measure, shown.percent)
    counts = grid.counts(row, column)
    shade = 0
    if value and top and column < grid.named:
        shade = max(1, round(SHADES * value / top))
    text = grid.instead(row, column) if hidden else written(value, shown.measure, shown.percent)
    return Cell(row, column, text, shade, bool(counts["segments"]) and not hidden, counts)
