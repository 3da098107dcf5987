"""A co-occurrence report as the table that is shown: cells with a value and a shade."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coding.models import Report

from .arranging import View, arrange
from .measures import Cell, cell
from .parameters import PAIRS, Base, Parameters

SHADES = 9
PLAIN = View()
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

    @property
    def opens(self) -> bool:
        """Whether there are passages behind it."""
        return bool(self.cell.figures["k"] or self.cell.figures.get("pairs"))


@dataclass(frozen=True)
class Row:
    """A row; `index` is its code's in the report."""

    index: int
    code: dict[str, Any]
    holding: int
    cells: list[Shown]


@dataclass(frozen=True)
class Group:
    """A dilemma with its rows; without one all rows, when they are sorted."""

    root: dict[str, Any] | None
    rows: list[Row]


@dataclass(frozen=True)
class Table:
    level: str
    groups: list[Group]
    columns: list[dict[str, Any]]
    spans: list[tuple[dict[str, Any], int]]
    """The dilemmas over the columns, each with how many columns it spans; none when the
    columns are sorted."""


def measures(report: Report) -> dict[str, str | Promise]:
    """The measures that this report's base has."""
    kind = Parameters.of(report).kind
    if kind == Base.OVERLAP:
        return MEASURES | {"k": _("Shared characters")}
    if kind in PAIRS:
        names: dict[str, str | Promise] = {
            "pairs": _("Pairs"),
            "k": _("Segments of the row that meet the column"),
        }
        names["inclusion_a"] = _("Share of the row's segments")
        return names if kind == Base.FOLLOWS else names | {"c": MEASURES["c"]}
    return {name: label for name, label in MEASURES.items() if name not in ("pairs", "c")}


def default_measure(report: Report) -> str:
    return "pairs" if Parameters.of(report).kind in PAIRS else "k"


@dataclass(frozen=True)
class Triple:
    """The eight regions of three codes: which of them it is under, and how many units it has."""

    codes: list[dict[str, Any]]
    regions: list[tuple[list[bool], int]]


def triple(report: Report) -> Triple | None:
    """The report's triple, all three first; None where it has none."""
    kept = report.figures.get("triple")
    if kept is None:
        return None
    codes = [report.figures["codes"][index] for index in kept["codes"]]
    held = [[bool(region >> n & 1) for n in range(3)] for region in range(8)]
    regions = sorted(zip(held, kept["regions"], strict=True), key=lambda r: (-sum(r[0]), r[0]))
    return Triple(codes, regions)


def table(report: Report, level: str, measure: str, view: View = PLAIN) -> Table:
    """One level of a finished report. An unknown measure is taken for the default one."""
    if measure not in measures(report):
        measure = default_measure(report)
    codes, counts = report.figures["codes"], report.figures["levels"][level]
    arranged = arrange(codes, level, counts, measure, view)
    grid = [[cell(counts, a, b) for b in arranged.columns] for a in arranged.rows]
    top = max((abs(_value(c, measure)) for row in grid for c in row if c.a != c.b), default=0)
    rows = [
        Row(a, codes[a], counts["holding"][a], [_shown(c, measure, top) for c in row])
        for a, row in zip(arranged.rows, grid, strict=True)
    ]
    return Table(
        level=level,
        groups=_groups(codes, rows) if arranged.grouped_rows else [Group(None, rows)],
        columns=[codes[b] for b in arranged.columns],
        spans=_spans(codes, arranged.columns) if arranged.grouped_columns else [],
    )


def _groups(codes: list[dict[str, Any]], rows: list[Row]) -> list[Group]:
    order = dict.fromkeys(row.code["root"] for row in rows)
    return [Group(codes[root], [r for r in rows if r.code["root"] == root]) for root in order]


def _spans(codes: list[dict[str, Any]], columns: list[int]) -> list[tuple[dict[str, Any], int]]:
    counted = Counter(codes[b]["root"] for b in columns)
    return [(codes[root], count) for root, count in counted.items()]


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
