"""The cells of a report that say most, each with passages to read aloud."""

from dataclasses import dataclass
from typing import Any

from coding.models import Report

from .heatmap import default_measure
from .measures import Cell, cells
from .passages import Passage, places, with_text

CELLS = 10
EXAMPLES = 2


@dataclass(frozen=True)
class Strong:
    """Two codes, their figures, and the first passages behind them."""

    a: dict[str, Any]
    b: dict[str, Any]
    cell: Cell
    examples: list[Passage]


def strongest(report: Report) -> list[Strong]:
    """The CELLS largest cells of two different codes; of equal ones the first in the codebook."""
    codes, measure = report.figures["codes"], default_measure(report)
    every = cells(report.figures["levels"]["codes"], list(range(len(codes))))
    found = [c for c in every if c.a != c.b and c.figures[measure]]
    found.sort(key=lambda c: -(c.figures[measure] or 0))
    return [
        Strong(
            codes[c.a],
            codes[c.b],
            c,
            with_text(places(report, "codes", c.a, c.b, 0, EXAMPLES)),
        )
        for c in found[:CELLS]
    ]
