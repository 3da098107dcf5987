"""A line chart of a table report over time: where its lines, marks and ticks stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from django.utils.translation import gettext as _

from coding.models import Report

from .grid import Grid, written
from .table import Shown

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 14, 34
LINES = 6
"""How many lines can be told apart, by mark and dash as well as by colour."""
LABELS = 15
MARKS = (
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",  # circle
    "M-4,-4h8v8h-8z",  # square
    "M0,-5L5,4H-5z",  # triangle
    "M0,-5L5,0L0,5L-5,0z",  # diamond
    "M0,5L5,-4H-5z",  # triangle on its point
    "M-4,-4L4,4M-4,4L4,-4",  # cross
)


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    said: str


@dataclass(frozen=True)
class Line:
    """A code over time. `paths` are the stretches between months that have a figure."""

    number: int
    name: str
    mark: str
    points: list[Point]
    paths: list[str]
    said: str


@dataclass(frozen=True)
class Chart:
    lines: list[Line]
    months: list[tuple[float, str]]
    ticks: list[tuple[float, str]]
    choices: list[tuple[str, str]]
    """What can be drawn: the dilemmas, or the codes below one."""
    chosen: str
    left_out: int
    """Codes below the dilemma for which there is no line left."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def chart(report: Report, shown: Shown, wanted: str) -> Chart | None:
    """The dilemmas, or with `wanted` the codes below the root of that number; None without
    months."""
    months = [c["label"] for c in report.figures["columns"] if c["label"] is not None]
    if not months:
        return None
    codes = Grid(report, "codes", shown.hide).codes
    roots = {str(root): codes.codes[root]["name"] for root in codes.roots}
    rows = codes.subtree(int(wanted)) if wanted in roots else codes.roots
    grid = Grid(report, "codes" if wanted in roots else "dilemmas", shown.hide)
    series = [
        (row, [grid.figure(row, n, shown.measure) for n in range(len(months))]) for row in rows
    ]
    series = sorted(series, key=lambda one: -sum(value or 0 for value in one[1]))
    drawn = sorted(series[:LINES], key=lambda one: one[0])
    top, step = scale(max((v or 0 for _row, values in drawn for v in values), default=0))
    ticks = [(_y(step * n, top), f"{step * n:g}") for n in range(round(top / step) + 1)]
    return Chart(
        lines=[
            _line(number, codes.codes[row]["name"], months, values, top, shown.measure)
            for number, (row, values) in enumerate(drawn)
        ],
        months=_labels(months),
        ticks=ticks,
        choices=[("", _("the dilemmas")), *roots.items()],
        chosen=wanted if wanted in roots else "",
        left_out=len(series) - len(drawn),
    )


def undated(report: Report) -> int:
    """How many documents have text and no date of fieldwork."""
    columns = zip(report.figures["columns"], report.figures["text"]["documents"], strict=False)
    return sum(documents for column, documents in columns if column["label"] is None)


def scale(largest: float) -> tuple[float, float]:
    """The end of an axis that starts at 0 and holds `largest`, and the step of its ticks: 1, 2 or
    5 times a power of ten, at most five steps."""
    if largest <= 0:
        return 1, 1
    power = 10.0 ** floor(log10(largest / 5))
    step = next(f * power for f in (1, 2, 5, 10) if 5 * f * power >= largest * (1 - 1e-9))
    return step * ceil(largest / step - 1e-9), step


def _line(
    number: int, name: str, months: list[str], values: list[float | None], top: float, measure: str
) -> Line:
    points = [
        None
        if value is None
        else Point(_x(n, len(months)), _y(value, top), f"{name}, {month}: {_said(value, measure)}")
        for n, (month, value) in enumerate(zip(months, values, strict=True))
    ]
    known = [(value, month) for value, month in zip(values, months, strict=True) if value]
    most = max(known, default=None, key=lambda pair: pair[0])
    said = _("%(code)s: nothing.") % {"code": name}
    if most:
        said = _("%(code)s: most in %(month)s, %(figure)s.") % {
            "code": name,
            "month": most[1],
            "figure": _said(most[0], measure),
        }
    paths = ["M" + "L".join(f"{p.x:.1f},{p.y:.1f}" for p in run) for run in _runs(points)]
    return Line(number, name, MARKS[number], [p for p in points if p], paths, said)


def _runs(points: list[Point | None]) -> Iterator[list[Point]]:
    """Neighbouring points that are known; a gap ends a line."""
    gaps = [-1, *(n for n, point in enumerate(points) if point is None), len(points)]
    for before, behind in pairwise(gaps):
        run = [point for point in points[before + 1 : behind] if point]
        if len(run) > 1:
            yield run


def _labels(months: list[str]) -> list[tuple[float, str]]:
    every = -(-len(months) // LABELS)
    return [(_x(n, len(months)), m) for n, m in enumerate(months) if n % every == 0]


def _x(number: int, count: int) -> float:
    span = WIDTH - LEFT - RIGHT - 40
    return round(LEFT + 20 + span * (number / (count - 1) if count > 1 else 0.5), 1)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)


def _said(value: float, measure: str) -> str:
    return written(value, measure, "") if value else "0"
