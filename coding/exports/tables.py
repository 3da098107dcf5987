"""A table report as CSV, XLSX or JSON: one row a cell, every figure and its totals beside it."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from coding.models import Report
from coding.reports.breakdown import MEASURES, TEXT
from coding.reports.columns import by_name
from coding.reports.grid import PERCENTAGES, Grid, column_labels
from coding.reports.question import Question

from .downloads import CSV, TYPES, as_csv, as_json, as_xlsx

PERCENT = [f"{name}_percent_of_{whole}" for name, whole in product(MEASURES, PERCENTAGES)]
NAMES = [*MEASURES, "share_of_text", "segments_per_10000_words", *PERCENT]
COLUMNS = [
    "level", "by", "units_are", "layer", "filters", "cell_of", "code", "column", *NAMES,
    *(f"text_{name}" for name in TEXT),
]  # fmt: skip


def rows(report: Report, *, hide: bool = False) -> Iterator[dict[str, Any]]:
    """One dictionary a cell; `cell_of` says which are totals. What is undefined is None; with
    `hide`, what is hidden is "<5" or "hidden"."""
    labels = column_labels(report, "(none)")
    for level in ("codes", "dilemmas"):
        grid = Grid(report, level, hide)
        for row, column in product([*grid.rows, grid.all_codes], range(grid.all_text + 1)):
            in_row, in_column = row < grid.all_codes, column < grid.all_text
            yield {
                "level": level,
                **asked(report),
                "cell_of": _cell_of(in_row, in_column),
                "code": grid.codes.codes[row]["key"] if in_row else None,
                "column": labels[column] if in_column else None,
                **_figures(grid, row, column),
                **{f"text_{name}": grid.text(name, column) for name in TEXT},
            }


def asked(report: Report) -> dict[str, str | None]:
    """What the report was asked for, the filters as JSON."""
    question = Question.of(report)
    filters = report.parameters.get("filters")
    return {
        "by": by_name(report.project, question.by),
        "units_are": question.units,
        "layer": question.layer,
        "filters": json.dumps(filters, ensure_ascii=False) if filters else None,
    }


def to_csv(report: Report, *, hide: bool = False) -> bytes:
    return as_csv(COLUMNS, rows(report, hide=hide))


def to_xlsx(report: Report, *, hide: bool = False) -> bytes:
    return as_xlsx({"codes by columns": (COLUMNS, rows(report, hide=hide))})


def to_json(report: Report, *, hide: bool = False) -> bytes:
    content = {
        "parameters": report.parameters,
        "fingerprint": report.fingerprint,
        "rows": list(rows(report, hide=hide)),
    }
    return as_json(content)


FORMATS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "csv": (CSV, to_csv),
    "json": (TYPES["json"], to_json),
    "xlsx": (TYPES["xlsx"], to_xlsx),
}


def _cell_of(in_row: bool, in_column: bool) -> str:
    if in_row:
        return "cell" if in_column else "row total"
    return "column total" if in_column else "total"


def _figures(grid: Grid, row: int, column: int) -> dict[str, Any]:
    if grid.hidden(row, column):
        return dict.fromkeys(NAMES, grid.instead(row, column))
    asked = [(name, "") for name in (*MEASURES, "share", "rate")]
    asked += list(product(MEASURES, PERCENTAGES))
    figures = [grid.figure(row, column, *name) for name in asked]
    return dict(zip(NAMES, figures, strict=True))
