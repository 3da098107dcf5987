"""Two reports side by side: every pair of codes with both values and their difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coding.models import Report
from coding.queries import reports_of

from .heatmap import COUNTS
from .measures import cell
from .parameters import Parameters

Number = int | float | None


@dataclass(frozen=True)
class Side:
    """A pair of codes in one report; `place` is its cell there, None where the report has not
    both codes."""

    place: tuple[int, int] | None
    value: Number


@dataclass(frozen=True)
class Pair:
    """Codes are those of the later report, or of the earlier one when only that has them."""

    a: dict[str, Any]
    b: dict[str, Any]
    earlier: Side
    later: Side

    @property
    def changed(self) -> bool:
        return self.earlier.value != self.later.value

    @property
    def difference(self) -> Number:
        """Later minus earlier; None where one of them is not defined."""
        if self.earlier.value is None or self.later.value is None:
            return None
        return self.later.value - self.earlier.value

    @property
    def direction(self) -> str:
        """`more`, `less`, `same`, or `other` where only one of the values is defined."""
        if not self.changed:
            return "same"
        difference = self.difference
        return "other" if difference is None else "more" if difference > 0 else "less"


def comparable(report: Report) -> list[Report]:
    """Finished reports of the project on the same base, newest first, without this one."""
    rows = reports_of(report.project).filter(
        kind=report.kind, status=Report.Status.DONE, parameters__base=report.parameters["base"]
    )
    return list(rows.exclude(pk=report.pk)[:50])


def in_order(one: Report, other: Report) -> tuple[Report, Report]:
    """The earlier report and the later one."""
    first, second = sorted((one, other), key=lambda report: (report.created_at, report.pk))
    return first, second


def pairs(earlier: Report, later: Report, level: str, measure: str) -> Iterator[Pair]:
    """All pairs of codes of a level, matched by the codes' ids, in the later report's order."""
    sides = [_Level(report, level) for report in (earlier, later)]
    before, after = sides
    codes = after.codes | {pk: code for pk, code in before.codes.items() if pk not in after.codes}
    ids = list(codes)
    for position, a in enumerate(ids):
        for b in ids if _directed(later, measure) else ids[position:]:
            yield Pair(codes[a], codes[b], before.side(a, b, measure), after.side(a, b, measure))


def _directed(report: Report, measure: str) -> bool:
    """Whether the cell (a, b) may say something else than (b, a)."""
    kept = report.figures["levels"]["codes"]
    return measure == "inclusion_a" or ("pairs" in kept and "crossing" not in kept)


class _Level:
    """One level of a report by the ids of its codes."""

    def __init__(self, report: Report, level: str) -> None:
        listed = report.figures["codes"]
        self.index = {
            code["id"]: index
            for index, code in enumerate(listed)
            if level == "codes" or code["root"] == index
        }
        self.codes = {pk: listed[index] for pk, index in self.index.items()}
        self.counts = report.figures["levels"][level]

    def side(self, a: int, b: int, measure: str) -> Side:
        if a not in self.index or b not in self.index:
            return Side(None, None)
        place = self.index[a], self.index[b]
        return Side(place, cell(self.counts, *place).figures.get(measure))


def written(value: Number, measure: str, *, signed: bool = False) -> str:
    """A value as the pages show it; empty where it is not defined."""
    if value is None:
        return ""
    form = ("+" if signed else "") + (",d" if measure in COUNTS else ",.3f")
    return format(value, form).replace("-", "−")


def parameter_differences(earlier: Report, later: Report) -> list[str]:
    """Names of the parameters in which two reports differ."""
    one, other = (Parameters.of(report) for report in (earlier, later))
    names = ("layer", "pairs", "filters", "triple")
    return [name for name in names if getattr(one, name) != getattr(other, name)]
