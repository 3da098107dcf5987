"""A report of code frequencies as CSV, XLSX or JSON, and documents by codes."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from coding.models import Report
from coding.reports.frequencies import Frequencies
from coding.reports.question import Question

from .downloads import CSV, TYPES, as_csv, as_json, as_xlsx

FIGURES = ("segments", "documents", "coders", "paragraphs", "characters", "share_of_text")
COLUMNS = ["level", "layer", "filters", "code", *FIGURES, "text_characters", "text_documents"]


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """One dictionary a code, dilemmas after codes; `code` is None for all codes together."""
    frequencies, text = Frequencies(report), report.figures["text"]
    filters = report.parameters.get("filters")
    for level in ("codes", "dilemmas"):
        for found in frequencies.of_level(level):
            yield {
                "level": level,
                "layer": Question.of(report).layer,
                "filters": json.dumps(filters, ensure_ascii=False) if filters else None,
                "code": found.code["key"] if found.code else None,
                "segments": found.segments,
                "documents": found.documents,
                "coders": found.coders,
                "paragraphs": found.units,
                "characters": found.characters,
                "share_of_text": found.share,
                "text_characters": text["characters"][-1],
                "text_documents": text["documents"][-1],
            }


def documents_by_codes(report: Report, measure: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Names of the columns, and one row a document: `segments` or `characters` of each code."""
    keys = [code["key"] for code in report.figures["codes"]]
    cells = report.figures["levels"]["codes"]
    table: list[dict[str, Any]] = [
        {
            "document_id": column["members"][0],
            "document": column["label"],
            "text_characters": report.figures["text"]["characters"][number],
            **dict.fromkeys(keys, 0),
        }
        for number, column in enumerate(report.figures["columns"])
    ]
    for row, column, value in zip(cells["row"], cells["column"], cells[measure], strict=True):
        if row < len(keys) and column < len(table):
            table[column][keys[row]] = value
    return ["document_id", "document", "text_characters", *keys], table


def to_csv(report: Report) -> bytes:
    return as_csv(COLUMNS, rows(report))


def documents_to_csv(report: Report) -> bytes:
    return as_csv(*documents_by_codes(report, "segments"))


def to_xlsx(report: Report) -> bytes:
    return as_xlsx(
        {
            "codes": (COLUMNS, rows(report)),
            "segments by document": documents_by_codes(report, "segments"),
            "characters by document": documents_by_codes(report, "characters"),
        }
    )


def to_json(report: Report) -> bytes:
    content = {
        "parameters": report.parameters,
        "fingerprint": report.fingerprint,
        "rows": list(rows(report)),
        "segments_by_document": documents_by_codes(report, "segments")[1],
        "characters_by_document": documents_by_codes(report, "characters")[1],
    }
    return as_json(content)


FORMATS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "csv": (CSV, to_csv),
    "json": (TYPES["json"], to_json),
    "xlsx": (TYPES["xlsx"], to_xlsx),
}
