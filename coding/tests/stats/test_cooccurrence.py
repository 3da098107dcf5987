from dataclasses import fields
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.stats import cooccurrence, pairs
from coding.stats.coefficients import count_coefficient
from coding.stats.cooccurrence import overlap, roll_up_pairs
from coding.stats.corpus import Corpus
from coding.stats.layers import AnyCoder, AtLeastTwoCoders, OneCoder, select_layer
from coding.stats.pairs import Overlap, pairs_between
from coding.tests.stats import oracle
from coding.tests.stats.strategies import projects, trees

thorough = settings(max_examples=250, deadline=None)
at_once = st.sampled_from([1, 2, 7, 1 << 16])


def as_lists(found):
    counts, shared = found
    values = {field.name: getattr(counts, field.name) for field in fields(counts)}
    values["shared"] = shared
    assert {value.dtype for value in values.values()} == {np.dtype(np.int64)}
    assert not values.pop("apart").any()
    return {name: value.tolist() for name, value in values.items()}


def overlapping_pairs(corpus, a, b):
    return pairs_between(corpus, a, b, Overlap())


def by_definition(rows, n_codes):
    figures = oracle.overlap(rows, n_codes)
    return {name: figures[name] for name in figures if name not in ("segments", "characters")}


@thorough
@given(projects(), at_once, at_once)
def test_overlap_against_sets(project, segments_at_once, pairs_at_once):
    with (
        patch.object(cooccurrence, "SEGMENTS_AT_ONCE", segments_at_once),
        patch.object(pairs, "PAIRS_AT_ONCE", pairs_at_once),
    ):
        found = as_lists(overlap(Corpus.of_rows(project.rows), project.n_codes))
    assert found == by_definition(project.rows, project.n_codes)


@thorough
@given(projects())
def test_overlap_on_every_layer(project):
    corpus = Corpus.of_rows(project.rows)
    layers = {
        AnyCoder(): oracle.any_coder(project.rows),
        AtLeastTwoCoders(): oracle.at_least_two_coders(project.rows),
        OneCoder(1): [row for row in project.rows if row.coder == 1],
    }
    for layer, rows in layers.items():
        found = overlap(select_layer(corpus, layer), project.n_codes)
        assert as_lists(found) == by_definition(rows, project.n_codes)


@settings(max_examples=150, deadline=None)
@given(projects(), at_once)
def test_the_pairs_behind_every_cell(project, pairs_at_once):
    corpus = Corpus.of_rows(project.rows)
    rows = sorted(project.rows)
    for a in range(project.n_codes):
        for b in range(project.n_codes):
            with patch.object(pairs, "PAIRS_AT_ONCE", pairs_at_once):
                found = list(zip(*overlapping_pairs(corpus, a, b), strict=True))
            assert all(rows[i].code == a and rows[j].code == b for i, j in found)
            assert all(i < j for i, j in found if a == b)
            assert sorted(tuple(sorted((rows[i], rows[j]))) for i, j in found) == sorted(
                oracle.pairs_between(rows, {a}, {b})
            )


@settings(max_examples=150, deadline=None)
@given(st.data(), projects(max_segments=10))
def test_roll_up_counts_each_pair_once_in_every_cell(data, project):
    parent = data.draw(trees(project.n_codes))
    corpus = Corpus.of_rows(project.rows)
    rolled = roll_up_pairs(overlap(corpus, project.n_codes)[0].pairs, parent)
    for a in range(project.n_codes):
        for b in range(project.n_codes):
            of_a, of_b = oracle.subtree(a, parent), oracle.subtree(b, parent)
            assert rolled[a, b] == len(oracle.pairs_between(project.rows, of_a, of_b))
            i, j = overlapping_pairs(corpus, sorted(of_a), sorted(of_b))
            assert len(i) == rolled[a, b]
            assert set(corpus.code[i]) <= of_a
            assert set(corpus.code[j]) <= of_b


def test_only_symmetric_counts_are_rolled_up():
    with pytest.raises(ValueError, match="symmetric"):
        roll_up_pairs([[0, 1], [0, 0]], [-1, -1])


@pytest.mark.parametrize(
    ("b", "relation"),
    [
        ((10, 20), "equal"),
        ((10, 25), "within"),
        ((5, 20), "within"),
        ((5, 25), "within"),
        ((10, 15), "enclosing"),
        ((15, 20), "enclosing"),
        ((12, 18), "enclosing"),
        ((5, 15), "crossing"),
        ((15, 25), "crossing"),
        ((0, 10), None),  # touches
        ((20, 30), None),
    ],
)
def test_every_relation_of_two_segments(b, relation):
    counts, _shared = overlap(Corpus.of_rows([(0, 10, 20, 0, 1), (0, *b, 1, 1)]), 2)
    names = ("within", "enclosing", "equal", "crossing")
    found = [name for name in names if getattr(counts, name)[0, 1]]
    assert found == ([relation] if relation else [])
    assert counts.pairs[0, 1] == len(found)


def test_one_long_segment_over_three_short_ones():
    rows = [(0, 0, 90, 0, 1), (0, 1, 9, 1, 1), (0, 20, 30, 1, 1), (0, 40, 50, 1, 1)]
    counts, _shared = overlap(Corpus.of_rows(rows), 2)
    assert counts.enclosing[0, 1] == counts.pairs[0, 1] == 3
    assert count_coefficient(counts.pairs[0, 1], 1, 3) == 3.0


def test_an_overlapping_code_of_its_own_shares_each_character_once():
    rows = [(0, 0, 10, 0, 1), (0, 5, 15, 0, 1), (0, 0, 12, 1, 1)]
    _counts, shared = overlap(Corpus.of_rows(rows), 2)
    assert shared.tolist() == [[15, 12], [12, 12]]


def test_documents_never_meet_however_long_they_are():
    end = 2**31
    rows = [(0, end - 4, end, 0, 1), (1, 0, 4, 0, 1), (100_000, end - 4, end, 1, 1)]
    counts, shared = overlap(Corpus.of_rows(rows), 2)
    assert counts.pairs.sum() == 0
    assert shared.tolist() == [[8, 0], [0, 4]]


def test_numbers_beyond_32_bits():
    far, last = 2**31 + 7, 2**30
    rows = [(last, 0, far, 0, 1), (last, 3, far, 1, 1), (last + 1, 0, far, 0, 2)]
    counts, shared = overlap(Corpus.of_rows(rows), 2)
    assert counts.pairs[0, 1] == counts.enclosing[0, 1] == 1
    assert shared[0, 1] == far - 3
    assert shared.diagonal().tolist() == [2 * far, far - 3]


def test_more_codes_on_one_passage_than_a_16_bit_cell_number_holds():
    codes = np.arange(300)
    same = np.zeros(300)
    counts, shared = overlap(Corpus.of(same, same, same + 5, codes, same), 300)
    assert np.array_equal(counts.equal, 1 - np.eye(300))
    assert (shared == 5).all()


@pytest.mark.parametrize("n_codes", [0, 3])
def test_nothing_coded(n_codes):
    counts, shared = overlap(Corpus.of_rows([]), n_codes)
    assert counts.pairs.shape == shared.shape == (n_codes, n_codes)
    assert not any(getattr(counts, field.name).any() for field in fields(counts))


def test_a_code_beyond_the_codebook_is_refused():
    with pytest.raises(ValueError, match="beyond"):
        overlap(Corpus.of_rows([(0, 0, 1, 3, 1)]), 3)
