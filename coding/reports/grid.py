"""The figures of a table report: counts, shares and percentages of every cell, small ones hidden.

Rows are the codes in the codebook's order and a last one for all codes; columns are those of the
report and a last one for all text.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from coding.models import Report

from .breakdown import MEASURES
from .codelist import CodeList

PERCENTAGES = ("row", "column", "total")
SMALL = 5
"""A cell of fewer segments or units, but not of none, can be hidden."""
LITTLE, HIDDEN = f"<{SMALL}", "hidden"
WORDS = 10_000
NOTHING = dict.fromkeys(MEASURES, 0)


@dataclass(frozen=True)
class Grid:
    """One level of a finished table report; `hide` hides small cells, and what would betray them.

    A cell is small when it counts 1 to 4 segments or 1 to 4 units; 0 is shown. Hidden with it are
    the totals of its row and of its column, the total of all, every percentage of such a total, and
    the cell of its dilemma. So each hidden cell stands in no sum whose other parts are all shown.
    """

    report: Report
    level: str
    hide: bool = False

    @cached_property
    def codes(self) -> CodeList:
        return CodeList(self.report.figures["codes"])

    @property
    def rows(self) -> list[int]:
        """The rows of the level, without the last one."""
        everything = list(range(self.all_codes))
        return everything if self.level == "codes" else self.codes.roots

    @property
    def all_codes(self) -> int:
        return len(self.report.figures["codes"])

    @property
    def all_text(self) -> int:
        return len(self.report.figures["columns"])

    @property
    def named(self) -> int:
        """How many columns have a label: these set the scale of the shades."""
        labels = [column["label"] for column in self.report.figures["columns"]]
        return sum(label is not None for label in labels)

    def counts(self, row: int, column: int) -> dict[str, int]:
        """`segments`, `units` and `characters` of a cell, hidden or not."""
        return self._counts[self.level].get((row, column), NOTHING)

    def hidden(self, row: int, column: int) -> bool:
        return (row, column) in self._hidden

    def instead(self, row: int, column: int) -> str:
        """What is said in place of a hidden cell: "<5" where it is of few segments, "hidden"
        where it would betray another."""
        return LITTLE if self.counts(row, column)["segments"] < SMALL else HIDDEN

    def figure(self, row: int, column: int, measure: str, percent: str = "") -> float | None:
        """One figure; None where it is hidden or not defined.

        measure: `segments`, `units`, `characters`; `share`, the percentage of the column's text
        that is under the code; `rate`, segments per 10,000 words of that text. percent: empty for
        the count itself, else of which total.
        """
        if self.hidden(row, column):
            return None
        counts = self.counts(row, column)
        if measure == "share":
            return _percentage(counts["characters"], self.text("characters", column))
        if measure == "rate":
            words = self.text("words", column)
            return WORDS * counts["segments"] / words if words else None
        if not percent:
            return counts[measure]
        whole = {
            "row": (row, self.all_text),
            "column": (self.all_codes, column),
            "total": (self.all_codes, self.all_text),
        }[percent]
        return (
            None
            if self.hidden(*whole)
            else _percentage(counts[measure], self.counts(*whole)[measure])
        )

    def text(self, name: str, column: int) -> int | None:
        """`characters`, `units`, `documents` or `words` of a column's text, coded or not; None
        where they were not counted."""
        row = self.report.figures["text"].get(name)
        return int(row[column]) if row else None

    @cached_property
    def _counts(self) -> dict[str, dict[tuple[int, int], dict[str, int]]]:
        return {
            level: {
                (row, column): dict(zip(MEASURES, values, strict=True))
                for row, column, *values in zip(
                    *(cells[name] for name in ("row", "column", *MEASURES)), strict=True
                )
            }
            for level, cells in self.report.figures["levels"].items()
        }

    @cached_property
    def _hidden(self) -> set[tuple[int, int]]:
        if not self.hide:
            return set()
        hidden = set()
        for (row, column), counts in self._counts["codes"].items():
            inside = row < self.all_codes and column < self.all_text
            # A dilemma is only small when a code of it is.
            if inside and any(0 < counts[name] < SMALL for name in ("segments", "units")):
                own = row if self.level == "codes" else self.codes.codes[row]["root"]
                hidden |= set(product((own, self.all_codes), (column, self.all_text)))
        return hidden


def _percentage(part: int, whole: int | None) -> float | None:
    return 100 * part / whole if whole else None


def written(value: float | None, measure: str, percent: str) -> str:
    """A figure as it is shown in a cell."""
    if value is None:
        return ""
    if not value:
        return "·"
    if measure == "rate":
        return f"{value:,.1f}"
    return f"{value:.1f} %" if percent or measure == "share" else f"{value:,}"


def column_labels(report: Report, none: str) -> list[Any]:
    """What the columns are called; `none` for text that belongs to nobody."""
    labels = [column["label"] for column in report.figures["columns"]]
    return [none if label is None else label for label in labels]
