"""The figures of a table, and that what is hidden cannot be computed from what is shown."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.models import Report
from coding.reports.grid import SMALL, Grid

# Two dilemmas; the first has two codes below it.
ROOTS = [0, 0, 0, 3]
COUNTS = st.sampled_from([0, 0, 1, 2, 4, 5, 9, 40])


def report_of(counts):
    """A report of these segments (codes x columns); a unit and three characters each."""
    counts = np.array(counts)
    roots = np.zeros_like(counts)
    np.add.at(roots, ROOTS, counts)

    def cells(table):
        full = np.block([[table, table.sum(1, keepdims=True)], [table.sum(0), table.sum()]])
        row, column = np.nonzero(full)
        values = full[row, column]
        return {
            "row": row.tolist(),
            "column": column.tolist(),
            "segments": values.tolist(),
            "units": values.tolist(),
            "characters": (3 * values).tolist(),
        }

    columns = counts.shape[1]
    result = {
        "codes": [{"key": str(n), "root": r, "depth": int(n != r)} for n, r in enumerate(ROOTS)],
        "columns": [{"label": str(n), "members": []} for n in range(columns)],
        "text": {"characters": [1000] * columns + [1000 * columns]},
        "levels": {"codes": cells(counts), "dilemmas": cells(roots)},
    }
    return Report(result=result, fingerprint={})


EXAMPLE = [[0, 0], [10, 30], [2, 8], [0, 50]]


@pytest.mark.parametrize(
    ("cell", "measure", "percent", "expected"),
    [
        ((1, 0), "segments", "", 10),
        ((1, 0), "characters", "", 30),
        ((1, 0), "segments", "row", 25),
        ((1, 1), "units", "column", 100 * 30 / 88),
        ((1, 1), "segments", "total", 30),
        ((1, 1), "share", "", 9),
        ((4, 2), "segments", "", 100),
        ((0, 0), "segments", "row", None),  # of nothing
        ((0, 0), "segments", "", 0),
    ],
)
def test_figures(cell, measure, percent, expected):
    assert Grid(report_of(EXAMPLE), "codes").figure(*cell, measure, percent) == expected


def test_what_is_hidden_with_a_small_cell():
    def hidden(level):
        grid = Grid(report_of(EXAMPLE), level, hide=True)
        return {
            (r, c) for r, c in product([*grid.rows, grid.all_codes], range(3)) if grid.hidden(r, c)
        }

    assert hidden("codes") == {(2, 0), (2, 2), (4, 0), (4, 2)}
    assert hidden("dilemmas") == {(0, 0), (0, 2), (4, 0), (4, 2)}
    grid = Grid(report_of(EXAMPLE), "codes", hide=True)
    assert grid.figure(1, 0, "segments", "column") is None
    assert grid.figure(1, 0, "segments", "row") == 25
    assert grid.figure(2, 0, "share") is None


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(COUNTS, min_size=n, max_size=n), min_size=4, max_size=4)
    )
)
def test_no_hidden_cell_follows_from_what_is_shown(counts):
    """Every shown count and every total behind a shown percentage is an equation about the codes'
    cells: none of the hidden ones may be a combination of them."""
    report = report_of(counts)
    columns = len(counts[0])
    cells = [(r, c) for r in range(4) for c in range(columns)]
    known = []
    for level, percent in product(("codes", "dilemmas"), ("", "row", "column", "total")):
        grid = Grid(report, level, hide=True)
        for row, column in product([*grid.rows, grid.all_codes], range(columns + 1)):
            if not grid.figure(row, column, "segments", percent):
                continue
            ends = {
                "": (row, column),
                "row": (row, columns),
                "column": (grid.all_codes, column),
                "total": (grid.all_codes, columns),
            }[percent]
            known.append([_part_of(level, ends, cell, columns) for cell in cells])
    rank = np.linalg.matrix_rank(known) if known else 0
    for number, (row, column) in enumerate(cells):
        if 0 < counts[row][column] < SMALL:
            unit = [n == number for n in range(len(cells))]
            assert np.linalg.matrix_rank([*known, unit]) == rank + 1


def _part_of(level, sum_of, cell, columns):
    row, column = sum_of
    own = cell[0] if level == "codes" else ROOTS[cell[0]]
    return int((row in (4, own)) and column in (columns, cell[1]))
