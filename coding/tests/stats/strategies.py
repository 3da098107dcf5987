"""Small corpora, crowded on purpose: nested, equal, touching and doubly coded segments."""

from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from coding.tests.stats.oracle import Row

CODERS = 3


class Project(NamedTuple):
    rows: list[Row]  # in no order
    lengths: list[int]  # of the documents; some are empty, some uncoded
    n_codes: int  # some are never used


@st.composite
def projects(draw, max_codes=5, max_segments=14):
    lengths = draw(st.lists(st.integers(0, 16), max_size=4))
    n_codes = draw(st.integers(1, max_codes))
    coded = [document for document, length in enumerate(lengths) if length]
    rows = draw(st.lists(segments(lengths, coded, n_codes), max_size=max_segments)) if coded else []
    again = draw(st.lists(st.sampled_from(rows), max_size=6)) if rows else []
    doubled = [row._replace(coder=(row.coder + 1) % CODERS) for row in again]
    unique = list(dict.fromkeys(rows + doubled))
    return Project(draw(st.permutations(unique)), lengths, n_codes)


@st.composite
def segments(draw, lengths, documents, n_codes):
    document = draw(st.sampled_from(documents))
    start = draw(st.integers(0, lengths[document] - 1))
    end = draw(st.integers(start + 1, lengths[document]))
    return Row(document, start, end, draw(st.integers(0, n_codes - 1)), draw(st.integers(0, 2)))


@st.composite
def stretches(draw, lengths, *, gaps):
    """Stretches (document, start, end) of the documents that never overlap, some of length zero."""
    found = []
    for document, length in enumerate(lengths):
        borders = [0, *sorted(draw(st.lists(st.integers(0, length), max_size=6))), length]
        for start, end in pairwise(borders):
            if not gaps or draw(st.booleans()):
                found.append((document, start, end))
    return draw(st.permutations(found))


@st.composite
def trees(draw, n_codes):
    """Parents of n_codes codes, numbered in no order: bushes, forests, or one long chain."""
    chain = draw(st.booleans())
    names = draw(st.permutations(range(n_codes)))
    parent = [-1] * n_codes
    for position in range(1, n_codes):
        above = position - 1 if chain else draw(st.integers(-1, position - 1))
        parent[names[position]] = names[above] if above >= 0 else -1
    return parent
