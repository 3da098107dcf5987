"""The figures of one cell of a co-occurrence report, from the counts that are kept."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coding.stats.coefficients import coefficients, count_coefficient

COEFFICIENTS = (
    "jaccard", "dice", "cosine", "inclusion_a", "inclusion_b", "lift", "pmi", "phi",
)  # fmt: skip
RELATIONS = ("pairs", "within", "enclosing", "equal", "crossing", "apart")
NAMES: dict[str, str | Promise] = {
    "n": _("n (all)"),
    "a": _("a (row)"),
    "b": _("b (column)"),
    "k": _("k (both)"),
    "jaccard": "Jaccard",
    "dice": "Dice",
    "cosine": _("Cosine"),
    "inclusion_a": "k/a",
    "inclusion_b": "k/b",
    "lift": "Lift",
    "pmi": "PMI",
    "phi": "Phi",
    "pairs": _("Pairs"),
    "within": _("Row within column"),
    "enclosing": _("Row encloses column"),
    "equal": _("Equal"),
    "crossing": _("Crossing"),
    "apart": _("Apart"),
    "met": _("met (column, meeting)"),
    "segments_a": _("Segments, row"),
    "segments_b": _("Segments, column"),
    "c": _("c (can pass 1)"),
}


DISTANCE_NAMES = NAMES | {
    "n": _("n (all segments)"),
    "k": _("k (row, meeting)"),
    "inclusion_b": "met/b",
}


def names_of(cell: "Cell") -> dict[str, str | Promise]:
    """What the figures of a cell are called on a screen; only those that its base has."""
    if "met" not in cell.figures:
        return {name: NAMES[name] for name in cell.figures}
    without = set(COEFFICIENTS) - {"inclusion_a", "inclusion_b"}
    return {name: DISTANCE_NAMES[name] for name in cell.figures if name not in without}


def named(cell: "Cell") -> list[tuple[str | Promise, int | float | None]]:
    """The figures of a cell with their names."""
    return [(name, cell.figures[figure]) for figure, name in names_of(cell).items()]


@dataclass(frozen=True)
class Cell:
    """Codes `a` (row) and `b` (column) as indexes, and every figure about them.

    n, a, b, k: units of the base; characters for the base `overlap`. For the bases of a distance
    segments: all, those of the row and of the column; k those of the row that meet one of the
    column, `met` those of the column that meet one of the row. What is undefined is None.
    """

    a: int
    b: int
    figures: dict[str, int | float | None]


def cell(level: dict[str, Any], a: int, b: int) -> Cell:
    """One cell of a level (`codes` or `dilemmas`) of a report's result."""
    n, k = level["n"], level["together"][a][b]
    count_a, count_b = level["holding"][a], level["holding"][b]
    figures: dict[str, int | float | None] = {"n": n, "a": count_a, "b": count_b, "k": k}
    figures |= dict.fromkeys(COEFFICIENTS)
    if "met" in level:
        met = level["met"][a][b]
        figures["met"] = met
        if a != b:
            figures["inclusion_a"] = k / count_a if count_a else None
            figures["inclusion_b"] = met / count_b if count_b else None
    elif a != b:  # a code with itself: the counts stand, a coefficient would say nothing
        figures |= asdict(coefficients(n, count_a, count_b, k))
    if "pairs" in level:
        figures |= {name: level[name][a][b] for name in RELATIONS if name in level}
    if "crossing" in level:
        segments_a, segments_b = level["segments"][a], level["segments"][b]
        figures |= {"segments_a": segments_a, "segments_b": segments_b}
        pairs = level["pairs"][a][b]
        figures["c"] = count_coefficient(pairs, segments_a, segments_b) if a != b else None
    return Cell(a, b, figures)


def cells(level: dict[str, Any], indexes: list[int]) -> Iterator[Cell]:
    """The cells of the upper triangle with its diagonal, row by row; all where the order of the
    codes matters."""
    directed = "pairs" in level and "crossing" not in level
    for position, a in enumerate(indexes):
        for b in indexes if directed else indexes[position:]:
            yield cell(level, a, b)
