"""The rows of a .csv file as lists of strings."""

import csv
from collections.abc import Iterator
from io import StringIO

from .limits import MEBIBYTE, Limits
from .plain_text import decode
from .problems import ImportProblem, gettext_noop

_DELIMITERS = ",;\t|"
_MAX_LINE = MEBIBYTE


def read_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number as a spreadsheet shows it, from 1; blank rows have no cells.

    The delimiter is the one that parts the first row into most cells. Raises ImportProblem for
    what is no text or too long, for rows of absurd length and for open quotation marks.
    """
    text, _ = decode(data)
    limits.check_text(len(text))
    number = 0
    try:
        rows = csv.reader(_bounded_lines(text), delimiter=_delimiter(text), strict=True)
        for number, row in enumerate(rows, start=1):
            yield number, row
    except csv.Error as error:
        raise ImportProblem(
            gettext_noop("Row %(row)d: a quotation mark is not closed, or a cell is too long."),
            row=number + 1,
        ) from error


def _delimiter(text: str) -> str:
    first_line = text[:_MAX_LINE].lstrip("\n").partition("\n")[0]

    def width(delimiter: str) -> int:
        return len(next(csv.reader([first_line], delimiter=delimiter)))

    return max(_DELIMITERS, key=width)


def _bounded_lines(text: str) -> Iterator[str]:
    for line in StringIO(text, newline="\n"):
        if len(line) > _MAX_LINE:
            raise ImportProblem(
                gettext_noop("The sheet has a line of more than a million letters.")
            )
        yield line
