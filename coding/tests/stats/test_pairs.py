"""Pairs of a distance, whose they are, and what a cut text, windows and consensus make of them."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.stats import pairs
from coding.stats.characters import shared_characters
from coding.stats.corpus import Corpus
from coding.stats.kept import Kept
from coding.stats.layers import Consensus, EveryCoder, select_layer
from coding.stats.pairs import (
    Between,
    Follows,
    Near,
    NearParagraphs,
    Overlap,
    forward_relations,
    meeting_segments,
    pair_counts,
    pairs_between,
    relabelled,
)
from coding.stats.triples import regions_of_characters, regions_of_units
from coding.stats.units import Units, Windows
from coding.tests.stats import oracle
from coding.tests.stats.strategies import projects, stretches

thorough = settings(max_examples=200, deadline=None)
BETWEEN = {between.value: between for between in Between}
whose = st.sampled_from(list(BETWEEN))


def rule_of(kind, distance, paragraphs):
    units = Units.of(*np.array(paragraphs, dtype=np.int64).reshape(-1, 3).T)
    rules = {"overlap": Overlap(), "near": Near(distance), "follows": Follows(distance)}
    return rules.get(kind) or NearParagraphs(distance, units)


@st.composite
def cut_projects(draw):
    project = draw(projects())
    spans = [oracle.Unit(*s) for s in draw(stretches(project.lengths, gaps=True))]
    return project, sorted(span for span in spans if span.start < span.end)


@pytest.mark.parametrize("kind", ["overlap", "near", "near-paragraphs", "follows"])
@thorough
@given(cut_projects(), st.integers(0, 4), whose, st.sampled_from([1, 3, 1 << 16]))
def test_every_rule_against_looking_at_all_pairs(kind, drawn, distance, between, at_once):
    (rows, _lengths, n), paragraphs = drawn
    rows = sorted(rows)
    corpus, rule = Corpus.of_rows(rows), rule_of(kind, distance, paragraphs)
    wanted = oracle.distance_figures(rows, n, kind, distance, paragraphs, between)
    with patch.object(pairs, "PAIRS_AT_ONCE", at_once):
        forward = forward_relations(corpus, n, rule, BETWEEN[between])
        meeting, met = meeting_segments(corpus, n, rule, BETWEEN[between])
    assert meeting.tolist() == wanted["together"]
    assert met.tolist() == wanted["met"]
    if kind == "follows":
        assert forward.sum(axis=0).tolist() == wanted["pairs"]
    else:
        counts = pair_counts(forward)
        for name in ("pairs", "within", "enclosing", "equal", "crossing", "apart"):
            assert getattr(counts, name).tolist() == wanted[name]
    for a in range(n):
        for b in range(n):
            i, j = pairs_between(corpus, a, b, rule, BETWEEN[between])
            assert len(set(zip(i.tolist(), j.tolist(), strict=True))) == wanted["pairs"][a][b]
            assert all(rows[x].code == a for x in i) and all(rows[x].code == b for x in j)


@thorough
@given(projects(), whose)
def test_shared_characters_of_whose_coding(project, between):
    under, shared = shared_characters(
        Corpus.of_rows(project.rows), project.n_codes, BETWEEN[between]
    )
    assert shared.tolist() == oracle.shared_by(project.rows, project.n_codes, between)
    alone = oracle.shared_by(project.rows, project.n_codes, "all")
    assert under.tolist() == [alone[code][code] for code in range(project.n_codes)]


@thorough
@given(projects())
def test_consensus(project):
    found = select_layer(Corpus.of_rows(project.rows), Consensus())
    columns = (found.document, found.start, found.end, found.code, found.coder)
    assert list(zip(*(c.tolist() for c in columns), strict=True)) == oracle.consensus(project.rows)


@thorough
@given(cut_projects())
def test_what_is_kept_and_where_it_stands(drawn):
    project, spans = drawn
    kept = Kept.of(Units.of(*np.array(spans, dtype=np.int64).reshape(-1, 3).T))
    places = {(s.document, place) for s in spans for place in range(s.start, s.end)}
    found = kept.cut(Corpus.of_rows(project.rows))
    columns = (found.document, found.start, found.end, found.code, found.coder)
    rows = [oracle.Row(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]
    assert rows == sorted(oracle.cut(project.rows, places))
    start, end = kept.in_text(found.document, found.start, found.end)
    for row, first, behind in zip(rows, start.tolist(), end.tolist(), strict=True):
        own = sorted(place for document, place in places if document == row.document)
        assert (first, behind - 1) == (own[row.start], own[row.end - 1])


@thorough
@given(cut_projects(), st.integers(1, 4))
def test_windows_and_triples(drawn, size):
    project, turns = drawn
    windows = Windows.of(Units.of(*np.array(turns, dtype=np.int64).reshape(-1, 3).T), size)
    wanted = oracle.windows(turns, size)
    assert len(windows) == len(wanted)
    assert windows.start.tolist() == [window[0].start for window in wanted]
    assert windows.end.tolist() == [window[-1].end for window in wanted]
    text = [{(t.document, p) for t in w for p in range(t.start, t.end)} for w in wanted]
    under = [
        set().union(*(row.characters for row in project.rows if row.code == code))
        for code in range(3)
    ]
    corpus = Corpus.of_rows(project.rows)
    held = [{n for n, window in enumerate(text) if window & codes} for codes in under]
    regions = regions_of_units(corpus, windows, [0, 1, 2])
    assert regions.tolist() == oracle.regions(held, range(len(text)))
    everything = [(d, p) for d, length in enumerate(project.lengths) for p in range(length)]
    regions = regions_of_characters(corpus, len(everything), [0, 1, 2])
    assert regions.tolist() == oracle.regions(under, everything)


@pytest.mark.parametrize(
    ("second", "near", "follows"),
    [
        ((5, 15), True, False),  # overlaps
        ((10, 15), True, True),  # touches: nothing between them
        ((13, 15), True, True),  # three characters between them
        ((14, 15), False, False),
    ],
)
def test_a_gap_of_at_most_three_characters(second, near, follows):
    corpus = Corpus.of_rows([(0, 0, 10, 0, 1), (0, *second, 1, 1), (1, 0, 9, 1, 1)])
    assert forward_relations(corpus, 2, Near(3)).sum() == near
    assert forward_relations(corpus, 2, Follows(3)).sum() == follows


def test_follows_has_a_direction():
    corpus = Corpus.of_rows([(0, 0, 5, 0, 1), (0, 5, 9, 1, 1)])
    assert forward_relations(corpus, 2, Follows(0)).sum(axis=0).tolist() == [[0, 1], [0, 0]]
    assert [len(rows) for rows in pairs_between(corpus, 1, 0, Follows(0))] == [0, 0]


def test_pairs_add_up_under_new_numbers():
    corpus = Corpus.of_rows([(0, 0, 5, 0, 1), (0, 0, 5, 1, 1), (0, 2, 9, 2, 1)])
    counts = pair_counts(relabelled(forward_relations(corpus, 3, Overlap()), [0, 0, 2]))
    assert counts.pairs.tolist() == [[1, 0, 2], [0, 0, 0], [2, 0, 0]]


def test_everybodys_segments_as_coded():
    corpus = Corpus.of_rows([(0, 0, 5, 0, 1), (0, 0, 5, 0, 2)])
    assert len(select_layer(corpus, EveryCoder())) == 2
    across = forward_relations(corpus, 1, Overlap(), Between.TWO_CODERS)
    assert (across.sum(), forward_relations(corpus, 1, Overlap(), Between.ONE_CODER).sum()) == (
        1,
        0,
    )


def test_a_window_has_a_turn():
    with pytest.raises(ValueError, match="at least one turn"):
        Windows.of(Units.of([], [], []), 0)
