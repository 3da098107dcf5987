"""The line chart of codes over time: its scale, its gaps, what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.models import Report
from coding.reports.chart import LINES, chart, scale, undated
from coding.reports.table import Shown


@pytest.mark.parametrize(
    ("largest", "expected"),
    [(0, (1, 1)), (1, (1, 0.2)), (5, (5, 1)), (6, (6, 2)), (34, (40, 10)), (101, (150, 50))],
)
def test_scale(largest, expected):
    assert scale(largest) == pytest.approx(expected)


@given(st.floats(1e-3, 1e9))
def test_a_scale_holds_the_largest_in_at_most_five_steps(largest):
    top, step = scale(largest)
    assert top >= largest * (1 - 1e-6)
    assert 1 <= round(top / step) <= 5
    assert top - step < largest


def report_of(segments, words, labels, below=1):
    """Segments of one dilemma's own code in each month; `below` codes below it have none."""
    codes = [{"key": str(n), "name": f"C{n}", "root": 0, "depth": int(n > 0)} for n in range(below)]
    cells = {
        "row": [0] * len(segments),
        "column": list(range(len(segments))),
        **dict.fromkeys(("segments", "units", "characters"), segments),
    }
    result = {
        "codes": codes,
        "columns": [{"label": label, "members": []} for label in labels],
        "text": {"words": words, "characters": words, "documents": [1] * len(words)},
        "levels": {"codes": cells, "dilemmas": cells},
    }
    return Report(kind=Report.Kind.TIME, result=result, fingerprint={})


def test_a_month_without_text_is_a_gap():
    labels = ["2007-01", "2007-02", "2007-03", "2007-04", "2007-05"]
    report = report_of([1, 2, 0, 4, 8], [100, 100, 0, 100, 100, 400], labels)
    (line,) = chart(report, Shown("rate"), "").lines
    assert len(line.points) == 4
    assert len(line.paths) == 2
    assert line.said == "C0: most in 2007-05, 800.0."
    assert line.points[0].said == "C0, 2007-01: 100.0"
    (counted,) = chart(report, Shown("segments"), "").lines
    assert len(counted.points) == 5  # nothing was coded is a figure


def test_what_is_hidden_is_a_gap_too():
    labels = ["2007-01", "2007-02", "2007-03"]
    report = report_of([9, 2, 9], [100, 100, 100, 300], labels)
    (line,) = chart(report, Shown("segments", hide=True), "").lines
    assert len(line.points) == 2
    assert line.paths == []


def test_the_codes_below_a_dilemma_and_no_more_lines_than_marks():
    report = report_of([9], [100, 100], ["2007-01"], below=9)
    drawn = chart(report, Shown("segments"), "0")
    assert len(drawn.lines) == LINES
    assert drawn.left_out == 3
    assert drawn.lines[0].name == "C0"
    assert chart(report, Shown("segments"), "77").chosen == ""


def test_documents_without_a_date():
    report = report_of([9, 9], [100, 100, 200], [None])
    assert undated(report) == 1
    assert chart(report, Shown("segments"), "") is None
