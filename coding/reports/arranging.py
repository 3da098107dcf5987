"""Which codes the heatmap shows, and in which order: chosen by the address, so it can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from coding.stats.ordering import cluster_order

from .measures import cell

ORDERS = ("codebook", "cluster")


@dataclass(frozen=True)
class View:
    """Codes by id. A sort goes before the order; what the report does not have is ignored."""

    order: str = "codebook"
    by_column: int | None = None
    """The rows are sorted by this column, the largest first."""
    by_row: int | None = None
    rows_of: int | None = None
    """Only the rows of this dilemma."""
    columns_of: int | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        order = query.get("order", "")
        return cls(
            order if order in ORDERS else "codebook",
            *(
                _id(query.get(name, ""))
                for name in ("by_column", "by_row", "rows_of", "columns_of")
            ),
        )


def _id(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None


@dataclass(frozen=True)
class Arranged:
    """Indexes of codes in the order in which they are shown."""

    rows: list[int]
    columns: list[int]
    grouped_rows: bool
    """Whether the rows of a dilemma stand together, in the codebook's order."""
    grouped_columns: bool


def arrange(
    codes: list[dict[str, Any]], level: str, counts: dict[str, Any], measure: str, view: View
) -> Arranged:
    """Rows and columns of a level of a report's result, `counts`, as a view wants them."""
    indexes = [i for i, code in enumerate(codes) if level == "codes" or code["root"] == i]
    place = {codes[i]["id"]: i for i in indexes}
    roots = {code["root"] for code in codes}
    by_column, by_row = (place.get(pk or 0) for pk in (view.by_column, view.by_row))
    in_order = indexes
    if view.order == "cluster":
        table = [[_value(counts, a, b, measure) for b in indexes] for a in indexes]
        in_order = [indexes[i] for i in cluster_order(np.array(table, dtype=float))]

    def of(dilemma: int | None) -> list[int]:
        root = place.get(dilemma or 0)
        if level != "codes" or root not in roots:
            return in_order
        return [i for i in in_order if codes[i]["root"] == root]

    rows, columns = of(view.rows_of), of(view.columns_of)
    if by_column is not None:
        rows = _largest_first(rows, [_value(counts, a, by_column, measure) for a in rows])
    if by_row is not None:
        columns = _largest_first(columns, [_value(counts, by_row, b, measure) for b in columns])
    plain = view.order == "codebook"
    return Arranged(rows, columns, plain and by_column is None, plain and by_row is None)


def _largest_first(indexes: list[int], values: list[float]) -> list[int]:
    """Sorted by value; undefined ones last, equal ones as they were."""
    key = [-value if value == value else np.inf for value in values]
    return [index for _key, index in sorted(zip(key, indexes, strict=True), key=lambda p: p[0])]


def _value(counts: dict[str, Any], a: int, b: int, measure: str) -> float:
    """nan where the measure is not defined."""
    value = cell(counts, a, b).figures.get(measure)
    return float("nan") if value is None else float(value)
