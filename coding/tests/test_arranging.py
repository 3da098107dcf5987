"""Rows and columns of the heatmap as the address wants them."""

import pytest

from coding.reports.arranging import Arranged, View, arrange

CODES = [
    {"id": 10, "root": 0},
    {"id": 11, "root": 0},
    {"id": 12, "root": 0},
    {"id": 20, "root": 3},
    {"id": 21, "root": 3},
]
TOGETHER = [
    [9, 0, 0, 0, 0],
    [0, 9, 2, 9, 0],
    [0, 2, 9, 1, 5],
    [0, 9, 1, 9, 0],
    [0, 0, 5, 0, 9],
]
LEVEL = {"n": 100, "holding": [9] * 5, "together": TOGETHER}


def arranged(level="codes", measure="k", **view):
    return arrange(CODES, level, LEVEL, measure, View(**view))


def test_the_codebook_first():
    assert arranged() == Arranged([0, 1, 2, 3, 4], [0, 1, 2, 3, 4], True, True)
    assert arranged("dilemmas") == Arranged([0, 3], [0, 3], True, True)


def test_sorted_by_a_column_and_by_a_row():
    assert arranged(by_column=12) == Arranged([2, 4, 1, 3, 0], [0, 1, 2, 3, 4], False, True)
    assert arranged(by_row=11).columns == [1, 3, 2, 0, 4]  # equal ones as in the codebook
    assert arranged(by_column=12, by_row=11).columns == [1, 3, 2, 0, 4]


def test_undefined_ones_come_last():
    assert arranged(measure="jaccard", by_column=11).rows == [3, 2, 0, 4, 1]


def test_dilemma_against_dilemma():
    assert arranged(rows_of=20, columns_of=10) == Arranged([3, 4], [0, 1, 2], True, True)
    assert arranged("dilemmas", rows_of=20).rows == [0, 3]
    assert arranged(rows_of=20, by_column=12).rows == [4, 3]


def test_clusters_stand_together_in_rows_and_columns():
    found = arranged(order="cluster")
    assert found.rows == found.columns
    assert not found.grouped_rows
    assert abs(found.rows.index(1) - found.rows.index(3)) == 1
    assert abs(found.rows.index(2) - found.rows.index(4)) == 1


def test_what_the_report_does_not_have_is_ignored():
    assert arranged(rows_of=11, columns_of=99, by_column=99, by_row=99).rows == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({}, View()),
        ({"order": "cluster", "by_column": "7"}, View("cluster", 7)),
        ({"order": "size", "by_row": "x", "rows_of": "²", "columns_of": "9" * 30}, View()),
        ({"rows_of": "3", "columns_of": ""}, View(rows_of=3)),
    ],
)
def test_the_view_of_an_address(query, view):
    assert View.from_query(query) == view
