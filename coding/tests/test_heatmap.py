"""The table of a report: how codes are grouped, what a cell shows and how dark it is."""

import pytest

from coding.models import Report
from coding.reports.heatmap import SHADES, default_measure, measures, table

# Two dilemmas with two codes below the first; characters of a text of 100.
CODES = [
    {"id": 1, "key": "power", "root": 0},
    {"id": 2, "key": "power.define", "root": 0},
    {"id": 3, "key": "power.status", "root": 0},
    {"id": 4, "key": "culture", "root": 3},
]
TOGETHER = [[0, 0, 0, 0], [0, 40, 10, 20], [0, 10, 10, 1], [0, 20, 1, 30]]
PAIRS = [[0, 0, 0, 0], [0, 3, 2, 9], [0, 2, 0, 1], [0, 9, 1, 0]]


@pytest.fixture
def report():
    level = {
        "n": 100,
        "holding": [TOGETHER[n][n] for n in range(4)],
        "together": TOGETHER,
        "segments": [0, 4, 2, 3],
        "pairs": PAIRS,
        **dict.fromkeys(("within", "enclosing", "equal", "crossing"), PAIRS),
    }
    return Report(
        parameters={"base": "overlap", "layer": "any"},
        result={"codes": CODES, "levels": {"codes": level, "dilemmas": level}},
        fingerprint={},
    )


def shown(report, level, measure):
    """(text, shade) of each cell."""
    rows = [row for group in table(report, level, measure).groups for row in group.rows]
    return [[(cell.text, cell.shade) for cell in row.cells] for row in rows]


def test_codes_are_grouped_under_their_dilemmas(report):
    heatmap = table(report, "codes", "pairs")
    keys = [
        (group.root["key"], [row.code["key"] for row in group.rows]) for group in heatmap.groups
    ]
    assert keys == [("power", ["power", "power.define", "power.status"]), ("culture", ["culture"])]
    assert [(root["key"], span) for root, span in heatmap.spans] == [("power", 3), ("culture", 1)]
    assert [code["key"] for code in heatmap.columns] == [code["key"] for code in CODES]
    assert [row.holding for group in heatmap.groups for row in group.rows] == [0, 40, 10, 30]


def test_the_dilemmas_stand_alone(report):
    heatmap = table(report, "dilemmas", "pairs")
    assert [code["key"] for code in heatmap.columns] == ["power", "culture"]
    assert [(root["key"], span) for root, span in heatmap.spans] == [("power", 1), ("culture", 1)]


def test_the_darkest_cell_is_the_largest_off_the_diagonal(report):
    assert shown(report, "codes", "pairs") == [
        [("·", 0)] * 4,
        [("·", 0), ("3", 0), ("2", 2), ("9", SHADES)],
        [("·", 0), ("2", 2), ("·", 0), ("1", 1)],
        [("·", 0), ("9", SHADES), ("1", 1), ("·", 0)],
    ]


def test_what_is_little_is_shaded_and_what_is_undefined_is_empty(report):
    figures = shown(report, "codes", "jaccard")
    assert figures[0] == [("", 0), ("·", 0), ("·", 0), ("·", 0)]  # none with itself
    assert figures[2][3] == ("0.03", 1)
    assert figures[1][3] == ("0.40", SHADES)


def test_what_is_below_zero_has_no_shade(report):
    assert shown(report, "codes", "pmi")[2][3] == ("-1.58", 0)


@pytest.mark.parametrize(
    ("base", "default", "has_pairs"), [("overlap", "pairs", True), ("turn", "k", False)]
)
def test_the_measures_of_a_base(report, base, default, has_pairs):
    report.parameters["base"] = base
    assert default_measure(report) == default
    assert ("pairs" in measures(report)) is ("c" in measures(report)) is has_pairs
    assert table(report, "codes", "nonsense") == table(report, "codes", default)
