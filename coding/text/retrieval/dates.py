"""Periods as they are written in a query: 2007, 2007-03, 2007-03-31, 2007-03..2007-05, 2007-03.."""

import calendar
import re
from datetime import date

from .tree import Range, RetrievalProblem


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators and return it unchanged."""
    return message


BAD_DATE = gettext_noop(
    "“%(text)s” is no date: write 2007, 2007-03, 2007-03-31 or a period, 2007-03..2007-05."
)
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def period(written: str, at: Range) -> tuple[date, date]:
    """The first and the last day, both included; an open end reaches for ever.

    Raises:
        RetrievalProblem
    """
    first, dots, last = written.partition("..")
    try:
        begin = _days(first)[0] if first else date.min
        end = _days(last if dots else first)[1] if last or not dots else date.max
    except ValueError:
        raise RetrievalProblem(BAD_DATE, at, text=written) from None
    if begin > end or written == "..":
        raise RetrievalProblem(BAD_DATE, at, text=written)
    return begin, end


def _days(written: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    match = _DAY.fullmatch(written)
    if match is None:
        raise ValueError(written)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 1 <= year <= 9998:
        raise ValueError(written)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(written)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
