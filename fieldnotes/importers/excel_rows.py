"""The rows of an Excel workbook (.xlsx) as lists of strings."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook

from .limits import Limits
from .package import new_parser, open_package, parse
from .problems import ImportProblem, gettext_noop

_NOT_EXCEL = gettext_noop("The file is not an Excel workbook (.xlsx), or it is damaged.")
_MAX_ROW = 1_048_576  # Excel's last row: sheets may claim any.
_MAX_ELEMENTS = 1_000_000  # openpyxl needs some 300 bytes for each.
# openpyxl checks little of what it reads, so anything broken surfaces as one of these.
_UNREADABLE = (
    *(ArithmeticError, AssertionError, AttributeError, BadZipFile, LookupError, OSError),
    *(RuntimeError, SyntaxError, TypeError, ValueError),
)


def read_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each row of the first sheet that holds something, with its number from 1.

    Formulas give the value they last had. Raises ImportProblem where the file is no workbook, is
    broken or unpacks to too much.
    """
    _check_parts(data, limits)
    try:
        with closing(load_workbook(BytesIO(data), read_only=True, data_only=True)) as book:
            # Bounds of our own, since the dimension that a sheet claims may be a lie.
            rows = book.worksheets[0].iter_rows(
                max_row=_MAX_ROW, max_col=limits.max_columns + 1, values_only=True
            )
            for number, cells in enumerate(rows, start=1):
                if cells.count(None) < len(cells):
                    yield number, [_shown(cell) for cell in cells]
    except _UNREADABLE as error:
        raise ImportProblem(_NOT_EXCEL) from error


def _check_parts(data: bytes, limits: Limits) -> None:
    """Bound what openpyxl is about to read, and refuse document types in every part."""
    count = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MAX_ELEMENTS:
            raise ImportProblem(
                gettext_noop("The workbook has more than %(limit)s elements."),
                limit=f"{_MAX_ELEMENTS:,}",
            )

    with open_package(data, limits, otherwise=_NOT_EXCEL) as package:
        limits.check_file(sum(package.sizes.values()))
        for name in package.sizes:
            if name.endswith((".xml", ".rels")):
                parser = new_parser()
                parser.StartElementHandler = start
                parse(parser, package.chunks(name), name)


def _shown(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
