from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.stats.corpus import Corpus, with_ancestors
from coding.stats.layers import AnyCoder, AtLeastTwoCoders, OneCoder, select_layer
from coding.tests.stats import oracle
from coding.tests.stats.oracle import Row
from coding.tests.stats.strategies import CODERS, projects, trees

thorough = settings(max_examples=250, deadline=None)


def rows_of(corpus):
    columns = (corpus.document, corpus.start, corpus.end, corpus.code, corpus.coder)
    assert {column.dtype for column in columns} == {np.dtype(np.int64)}
    return [Row(*row) for row in np.stack(columns, axis=1).tolist()]


@given(projects())
def test_rows_are_sorted_and_none_is_lost(project):
    assert rows_of(Corpus.of_rows(project.rows)) == sorted(project.rows)
    columns = np.array(sorted(project.rows), dtype=np.int32).reshape(-1, 5).T
    assert rows_of(Corpus.of(*columns)) == sorted(project.rows)


@given(projects(), st.integers(1, 9))
def test_parts_are_whole_documents_and_no_longer_than_need_be(project, size):
    corpus = Corpus.of_rows(project.rows)
    parts = list(corpus.in_parts(size))
    assert list(chain.from_iterable(map(rows_of, parts))) == rows_of(corpus)
    assert all(len(part) for part in parts)
    for earlier, later in pairwise(parts):
        assert earlier.document[-1] < later.document[0]
    for part in parts:
        assert len(part) < size + np.bincount(part.document)[-1]


def test_a_part_ends_as_soon_as_it_is_long_enough():
    corpus = Corpus.of([0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [9] * 5, [0] * 5, [1] * 5)
    assert [len(part) for part in corpus.in_parts(2)] == [2, 2, 1]
    assert [len(part) for part in corpus.in_parts(3)] == [4, 1]


@pytest.mark.parametrize(
    "columns",
    [
        ([0], [4], [4], [0], [0]),
        ([0], [-1], [4], [0], [0]),
        ([-1], [0], [4], [0], [0]),
        ([0], [0], [4], [-1], [0]),
        ([0, 0], [0], [4], [0], [0]),
    ],
)
def test_impossible_segments_are_refused(columns):
    with pytest.raises(ValueError, match=r"segment needs|numbered|equally long"):
        Corpus.of(*columns)


@thorough
@given(projects())
def test_layers(project):
    corpus = Corpus.of_rows(project.rows)
    assert rows_of(select_layer(corpus, AnyCoder())) == oracle.any_coder(project.rows)
    assert rows_of(select_layer(corpus, AtLeastTwoCoders())) == oracle.at_least_two_coders(
        project.rows
    )
    for coder in range(CODERS):
        assert rows_of(select_layer(corpus, OneCoder(coder))) == sorted(
            row for row in project.rows if row.coder == coder
        )


@pytest.mark.parametrize(
    ("rows", "agreed"),
    [
        ([(0, 0, 9, 0, 1), (0, 4, 12, 0, 1)], []),  # one coder's own segments are no agreement
        ([(0, 0, 9, 0, 1), (0, 9, 12, 0, 2)], []),  # touching
        ([(0, 0, 9, 0, 1), (0, 0, 9, 1, 2)], []),  # another code
        ([(0, 0, 9, 0, 1), (1, 0, 9, 0, 2)], []),  # another document
        ([(0, 0, 9, 0, 1), (0, 4, 12, 0, 2)], [(0, 4, 9)]),
        # Coders 1 and 2 agree up to 5, coders 2 and 3 from there: one stretch.
        ([(0, 0, 5, 0, 1), (0, 0, 9, 0, 2), (0, 5, 9, 0, 3)], [(0, 0, 9)]),
        ([(0, 0, 9, 0, 1), (0, 1, 3, 0, 2), (0, 4, 6, 0, 2)], [(0, 1, 3), (0, 4, 6)]),
    ],
)
def test_at_least_two_coders(rows, agreed):
    found = rows_of(select_layer(Corpus.of_rows(rows), AtLeastTwoCoders()))
    assert [row[:3] for row in found] == agreed


@thorough
@given(st.data(), projects())
def test_ancestors(data, project):
    parent = data.draw(trees(project.n_codes))
    found = with_ancestors(Corpus.of_rows(project.rows), parent)
    assert rows_of(found) == oracle.with_ancestors(project.rows, parent)


def test_two_sub_codes_can_agree_on_their_parent():
    corpus = Corpus.of_rows([(0, 0, 9, 1, 1), (0, 5, 9, 2, 2)])
    parent = [-1, 0, 0]
    assert len(with_ancestors(select_layer(corpus, AtLeastTwoCoders()), parent)) == 0
    agreed = select_layer(with_ancestors(corpus, parent), AtLeastTwoCoders())
    assert rows_of(agreed) == [(0, 5, 9, 0, -1)]
