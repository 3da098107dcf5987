"""Dates as people write them in a sheet: ISO, or day first."""

import re
from datetime import date

from .problems import ImportProblem, gettext_noop

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")


def parse_date(value: str) -> date:
    """ "2007-03-01", also with a time after it, "1/3/2007", "01.03.2007" or "01-03-2007".

    Raises ImportProblem naming the value where it has another form or there is no such day; a
    month-first date is therefore refused or, up to the 12th, read day-first.
    """
    text = value.strip()
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif day_first := _DAY_FIRST.fullmatch(text):
        day, _, month, year = day_first.groups()
    else:
        raise ImportProblem(
            gettext_noop('"%(value)s" is not a date: write 2007-03-01 or 01/03/2007 (day first).'),
            value=value,
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise ImportProblem(
            gettext_noop('There is no such day as "%(value)s" (year-month-day or day first).'),
            value=value,
        ) from error
