"""A co-occurrence report as CSV, XLSX or JSON: one row a pair of codes, every count beside every
coefficient, so that each figure can be made again by hand."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from openpyxl import Workbook

from coding.models import Report
from coding.reports.measures import COEFFICIENTS, PAIR_COUNTS, cells

COUNTS = ("n", "a", "b", "k")
OVERLAP_COLUMNS = (*PAIR_COUNTS, "segments_a", "segments_b", "c")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def columns(report: Report) -> list[str]:
    overlap = OVERLAP_COLUMNS if report.parameters["base"] == "overlap" else ()
    return ["level", "base", "layer", "code_a", "code_b", *COUNTS, *COEFFICIENTS, *overlap]


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """One dictionary a pair of codes, dilemmas after codes; undefined figures are None."""
    codes = report.figures["codes"]
    roots = [index for index, code in enumerate(codes) if code["root"] == index]
    for level, indexes in (("codes", list(range(len(codes)))), ("dilemmas", roots)):
        for cell in cells(report.figures["levels"][level], indexes):
            yield {
                "level": level,
                **report.parameters,
                "code_a": codes[cell.a]["key"],
                "code_b": codes[cell.b]["key"],
                **cell.figures,
            }


def to_csv(report: Report) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to read it as such."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns(report))
    writer.writeheader()
    for row in rows(report):
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(report: Report) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("co-occurrence")
    names = columns(report)
    sheet.append(names)
    for row in rows(report):
        sheet.append([_harmless(row[name]) for name in names])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def to_json(report: Report) -> bytes:
    content = {
        "parameters": report.parameters,
        "fingerprint": report.fingerprint,
        "rows": list(rows(report)),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "json": ("application/json", to_json),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
