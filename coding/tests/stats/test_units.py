from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.stats import cooccurrence
from coding.stats.cooccurrence import by_unit, units_holding
from coding.stats.corpus import Corpus, with_ancestors
from coding.stats.layers import AnyCoder, AtLeastTwoCoders, OneCoder, select_layer
from coding.stats.units import Units
from coding.tests.stats import oracle
from coding.tests.stats.strategies import projects, stretches, trees

thorough = settings(max_examples=250, deadline=None)
bases = pytest.mark.parametrize("base", ["paragraph", "turn", "document"])


def cut(data, base, lengths):
    """Units of a base, and the same for the oracle; turns leave gaps, paragraphs do not."""
    if base == "document":
        spans = [(document, 0, length) for document, length in enumerate(lengths)]
        units = Units.documents(lengths)
    else:
        spans = data.draw(stretches(lengths, gaps=base == "turn"))
        units = Units.of(*zip(*spans, strict=True)) if spans else Units.of([], [], [])
    return units, sorted(span for span in spans if span[1] < span[2])


@bases
@thorough
@given(st.data(), projects(), st.sampled_from([1, 3, 1 << 16]))
def test_by_unit_against_sets(base, data, project, segments_at_once):
    units, spans = cut(data, base, project.lengths)
    with patch.object(cooccurrence, "SEGMENTS_AT_ONCE", segments_at_once):
        found = by_unit(Corpus.of_rows(project.rows), units, project.n_codes)
    assert found.n == len(units) == len(spans)
    assert found.together.tolist() == oracle.by_unit(project.rows, spans, project.n_codes)
    assert found.holding.tolist() == found.together.diagonal().tolist()


@bases
@settings(max_examples=100, deadline=None)
@given(st.data(), projects())
def test_by_unit_on_every_layer(base, data, project):
    units, spans = cut(data, base, project.lengths)
    corpus = Corpus.of_rows(project.rows)
    layers = {
        AnyCoder(): oracle.any_coder(project.rows),
        AtLeastTwoCoders(): oracle.at_least_two_coders(project.rows),
        OneCoder(2): [row for row in project.rows if row.coder == 2],
    }
    for layer, rows in layers.items():
        found = by_unit(select_layer(corpus, layer), units, project.n_codes)
        assert found.together.tolist() == oracle.by_unit(rows, spans, project.n_codes)


@settings(max_examples=150, deadline=None)
@given(st.data(), projects())
def test_units_roll_up_as_unions(data, project):
    units, spans = cut(data, "turn", project.lengths)
    parent = data.draw(trees(project.n_codes))
    corpus = Corpus.of_rows(project.rows)
    together = by_unit(with_ancestors(corpus, parent), units, project.n_codes).together
    for a in range(project.n_codes):
        for b in range(project.n_codes):
            of_a, of_b = oracle.subtree(a, parent), oracle.subtree(b, parent)
            both = oracle.units_with(project.rows, spans, of_a) & oracle.units_with(
                project.rows, spans, of_b
            )
            assert together[a, b] == len(both)
            unit, _ = units_holding(corpus, units, sorted(of_a), sorted(of_b))
            assert set(unit) == both


@bases
@settings(max_examples=150, deadline=None)
@given(st.data(), projects())
def test_the_units_behind_every_cell(base, data, project):
    units, spans = cut(data, base, project.lengths)
    corpus, rows = Corpus.of_rows(project.rows), sorted(project.rows)
    together = by_unit(corpus, units, project.n_codes).together
    for a in range(project.n_codes):
        for b in range(project.n_codes):
            found = list(zip(*units_holding(corpus, units, a, b), strict=True))
            both = oracle.units_with(rows, spans, {a}) & oracle.units_with(rows, spans, {b})
            assert len({unit for unit, _ in found}) == len(both) == together[a, b]
            assert found == [
                (unit, number)
                for unit in sorted(both)
                for number, row in enumerate(rows)
                if row.code in (a, b) and oracle.units_with([row], [spans[unit]], {row.code})
            ]


@pytest.mark.parametrize(
    ("segment", "held"),
    [
        ((0, 0, 10), [0]),  # ends where the next paragraph starts
        ((0, 9, 11), [0, 1]),
        ((0, 10, 20), [1]),
        ((0, 20, 30), []),  # in the gap
        ((0, 19, 31), [1, 2]),  # across it
        ((0, 30, 99), [2]),  # beyond the last unit
        ((1, 0, 10), []),  # a document without units
        ((2, 0, 1), [3]),
    ],
)
def test_a_unit_holds_a_code_from_one_shared_character_on(segment, held):
    units = Units.of([0, 0, 0, 2], [0, 10, 30, 0], [10, 20, 40, 5])
    corpus = Corpus.of_rows([(*segment, 0, 1)])
    assert units_holding(corpus, units, 0, 0)[0].tolist() == held
    assert by_unit(corpus, units, 1).holding.tolist() == [len(held)]


def test_units_of_length_zero_are_no_units():
    assert len(Units.documents([0, 5, 0])) == 1
    assert Units.documents([0, 5, 0]).document.tolist() == [1]
    assert len(Units.of([0, 0, 0], [0, 3, 3], [3, 3, 6])) == 2


@pytest.mark.parametrize(
    "columns",
    [
        ([0, 0], [0, 4], [5, 9]),
        ([0], [5], [4]),
        ([0], [-1], [4]),
        ([-1], [0], [4]),
        ([0, 0], [0], [4]),
    ],
)
def test_impossible_units_are_refused(columns):
    with pytest.raises(ValueError, match="unit"):
        Units.of(*columns)


def test_numbers_beyond_32_bits():
    far = 2**31 + 7
    units = Units.of([2**30, 2**30 + 1], [far, 0], [far + 9, 5])
    corpus = Corpus.of_rows([(2**30, far + 8, far + 9, 0, 1), (2**30 + 1, 4, far, 1, 1)])
    assert by_unit(corpus, units, 2).together.tolist() == [[1, 0], [0, 1]]


def test_nothing_coded_and_nothing_to_code():
    nothing = Corpus.of_rows([])
    assert by_unit(nothing, Units.documents([4, 4]), 2).n == 2
    assert by_unit(nothing, Units.documents([4, 4]), 2).together.tolist() == [[0, 0], [0, 0]]
    assert by_unit(nothing, Units.documents([]), 0).together.shape == (0, 0)
    assert by_unit(Corpus.of_rows([(0, 0, 4, 0, 1)]), Units.documents([]), 1).holding.tolist() == [
        0
    ]


def test_a_code_beyond_the_codebook_is_refused():
    with pytest.raises(ValueError, match="beyond"):
        by_unit(Corpus.of_rows([(0, 0, 1, 3, 1)]), Units.documents([1]), 3)
