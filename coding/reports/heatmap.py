"""A co-occurrence report as the table that is shown: cells with a value and a shade."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coding.models import Report

from .measures import Cell, cell

SHADES = 9
MEASURES: dict[str, str | Promise] = {
    "pairs": _("Overlapping pairs"),
    "k": _("Units with both"),
    "jaccard": _("Jaccard"),
    "dice": _("Dice"),
    "cosine": _("Cosine"),
    "inclusion_a": _("Share of the row's units"),
    "lift": _("Lift"),
    "pmi": _("PMI"),
    "phi": _("Phi"),
    "c": _("c (counts of segments; can pass 1)"),
}
COUNTS = {"pairs", "k"}


@dataclass(frozen=True)
class Shown:
    """A cell as it is shown: `text` is the chosen measure, `shade` 0 (none) to SHADES."""

    cell: Cell
    text: str
    shade: int


@dataclass(frozen=True)
class Row:
    code: dict[str, Any]
    holding: int
    cells: list[Shown]


@dataclass(frozen=True)
class Group:
    """A dilemma with its rows: the heatmap is grouped by them."""

    root: dict[str, Any]
    rows: list[Row]


@dataclass(frozen=True)
class Table:
    level: str
    groups: list[Group]
    columns: list[dict[str, Any]]
    spans: list[tuple[dict[str, Any], int]]
    """The dilemmas over the columns, each with how many columns it spans."""


def measures(report: Report) -> dict[str, str | Promise]:
    """The measures that this report's base has."""
    if report.parameters["base"] == "overlap":
        return MEASURES | {"k": _("Shared characters")}
    return {name: label for name, label in MEASURES.items() if name not in ("pairs", "c")}


def default_measure(report: Report) -> str:
    return "pairs" if report.parameters["base"] == "overlap" else "k"


def table(report: Report, level: str, measure: str) -> Table:
    """One level of a finished report. An unknown measure is taken for the default one."""
    if measure not in measures(report):
        measure = default_measure(report)
    codes, counts = report.figures["codes"], report.figures["levels"][level]
    indexes = [i for i, code in enumerate(codes) if level == "codes" or code["root"] == i]
    grid = [[cell(counts, a, b) for b in indexes] for a in indexes]
    top = max((abs(_value(c, measure)) for row in grid for c in row if c.a != c.b), default=0)
    rows = [
        Row(codes[a], counts["holding"][a], [_shown(c, measure, top) for c in row])
        for a, row in zip(indexes, grid, strict=True)
    ]
    roots = [codes[a]["root"] for a in indexes]
    order = list(dict.fromkeys(roots))
    return Table(
        level=level,
        groups=[
            Group(codes[root], [row for row, own in zip(rows, roots, strict=True) if own == root])
            for root in order
        ],
        columns=[codes[b] for b in indexes],
        spans=[(codes[root], roots.count(root)) for root in order],
    )


def _shown(cell: Cell, measure: str, top: float) -> Shown:
    value = cell.figures.get(measure)
    if value is None:
        return Shown(cell, "", 0)
    text = f"{value:,}" if measure in COUNTS else f"{value:.2f}"
    # The diagonal is a code with itself: shown, but it must not set the scale.
    shade = 0 if cell.a == cell.b or not top else round(SHADES * max(0.0, value) / top)
    if value > 0 and cell.a != cell.b:
        shade = max(1, shade)
    return Shown(cell, text if value else "·", shade)


def _value(cell: Cell, measure: str) -> float:
    return cell.figures.get(measure) or 0
