"""A co-occurrence report as CSV, XLSX or JSON: one row a pair of codes, every count beside every
coefficient, so that each figure can be made again by hand."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from coding.models import Report
from coding.reports.measures import COEFFICIENTS, cell, cells
from coding.reports.parameters import Parameters

from .downloads import CSV, TYPES, Rows, as_csv, as_json, as_xlsx

COUNTS = ("n", "a", "b", "k")
ASKED = ("base", "layer", "pairs_of", "filters")


def columns(report: Report) -> list[str]:
    figures = (
        cell(report.figures["levels"]["codes"], 0, 0).figures if report.figures["codes"] else {}
    )
    rest = [name for name in figures if name not in (*COUNTS, *COEFFICIENTS)]
    return ["level", *ASKED, "code_a", "code_b", *COUNTS, *COEFFICIENTS, *rest]


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """One dictionary a pair of codes, dilemmas after codes; undefined figures are None."""
    codes = report.figures["codes"]
    roots = [index for index, code in enumerate(codes) if code["root"] == index]
    for level, indexes in (("codes", list(range(len(codes)))), ("dilemmas", roots)):
        for found in cells(report.figures["levels"][level], indexes):
            yield {
                "level": level,
                **asked(report),
                "code_a": codes[found.a]["key"],
                "code_b": codes[found.b]["key"],
                **found.figures,
            }


def asked(report: Report) -> dict[str, str | None]:
    """What the report was asked for, the filters as JSON."""
    parameters = Parameters.of(report)
    filters = report.parameters.get("filters")
    return {
        "base": parameters.base,
        "layer": parameters.layer,
        "pairs_of": parameters.pairs,
        "filters": json.dumps(filters, ensure_ascii=False) if filters else None,
    }


def triple_rows(report: Report) -> list[dict[str, Any]]:
    """The eight regions of the report's triple: which of the three codes, and how many units."""
    triple = report.figures.get("triple")
    if triple is None:
        return []
    keys = [report.figures["codes"][index]["key"] for index in triple["codes"]]
    return [
        {
            **asked(report),
            **{f"code_{n + 1}": key for n, key in enumerate(keys)},
            **{f"in_{n + 1}": region >> n & 1 for n in range(3)},
            "units": count,
        }
        for region, count in enumerate(triple["regions"])
    ]


def to_csv(report: Report) -> bytes:
    return as_csv(columns(report), rows(report))


def triple_to_csv(report: Report) -> bytes:
    """Raises ValueError for a report without a triple."""
    found = triple_rows(report)
    if not found:
        raise ValueError("the report has no triple")
    return as_csv(list(found[0]), found)


def to_xlsx(report: Report) -> bytes:
    sheets: dict[str, tuple[list[str], Rows]] = {"co-occurrence": (columns(report), rows(report))}
    triple = triple_rows(report)
    if triple:
        sheets["triple"] = (list(triple[0]), triple)
    return as_xlsx(sheets)


def to_json(report: Report) -> bytes:
    content = {
        "parameters": report.parameters,
        "fingerprint": report.fingerprint,
        "rows": list(rows(report)),
        "triple": triple_rows(report),
    }
    return as_json(content)


FORMATS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "csv": (CSV, to_csv),
    "json": (TYPES["json"], to_json),
    "xlsx": (TYPES["xlsx"], to_xlsx),
}
