"""Rows as files: CSV, XLSX and JSON, whatever report they are of."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook

CSV = "text/csv; charset=utf-8"
TYPES = {
    "csv": CSV,
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Rows = Iterable[dict[str, Any]]


def as_csv(names: list[str], rows: Rows) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to read it as such."""
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: harmless(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Mapping[str, tuple[list[str], Rows]]) -> bytes:
    """A workbook; each sheet is the names of its columns and its rows."""
    book = Workbook(write_only=True)
    for title, (names, rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(names)
        for row in rows:
            sheet.append([harmless(row[name]) for name in names])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
