from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.importers import ImportProblem
from fieldnotes.importers.dates import parse_date


@pytest.mark.parametrize(
    "value",
    [
        *("2007-03-01", "01/03/2007", "1/3/2007", "01.03.2007", "1.3.2007", "01-03-2007"),
        *(" 2007-03-01 ", "2007-03-01 14:30:00", "2007-03-01T14:30"),
    ],
)
def test_the_first_of_march(value):
    assert parse_date(value) == date(2007, 3, 1)


@pytest.mark.parametrize(
    "value",
    ["31/02/2007", "03/13/2007", "2007-02-30", "29.02.2007", "0/1/2007", "01/01/0000"],
)
def test_days_that_never_were(value):
    with pytest.raises(ImportProblem, match=f'no such day as "{value}"'):
        parse_date(value)


@pytest.mark.parametrize(
    "value", ["March 2007", "1/3/07", "01/03.2007", "2007", "39142", "٠١/٠٣/٢٠٠٧", "2007-3-1"]
)
def test_other_forms(value):
    with pytest.raises(ImportProblem, match=f'"{value}" is not a date'):
        parse_date(value)


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]))
def test_every_day_comes_back(day, form):
    value = form.replace("%Y", f"{day.year:04}").replace("%m", f"{day.month:02}")
    assert parse_date(value.replace("%d", f"{day.day:02}")) == day
