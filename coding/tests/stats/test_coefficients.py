from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.stats.coefficients import Coefficients, coefficients, count_coefficient

NOTHING = Coefficients(*[None] * 8)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            (200, 40, 10, 8),
            {
                "jaccard": 0.190476,
                "dice": 0.32,
                "cosine": 0.4,
                "inclusion_a": 0.2,
                "inclusion_b": 0.8,
                "lift": 4,
                "pmi": 2,
                "phi": 0.344124,
            },
        ),
        ((200, 100, 10, 5), {"jaccard": 0.047619, "lift": 1, "pmi": 0, "phi": 0}),
        ((8, 4, 4, 4), {"jaccard": 1, "dice": 1, "cosine": 1, "lift": 2, "pmi": 1, "phi": 1}),
        ((8, 4, 4, 0), {"jaccard": 0, "lift": 0, "pmi": None, "phi": -1}),  # never meet
        ((5, 5, 2, 2), {"inclusion_a": 0.4, "lift": 1, "phi": None}),  # A is everywhere
    ],
)
def test_values(counts, expected):
    found = coefficients(*counts)
    assert {name: getattr(found, name) for name in expected} == pytest.approx(expected, abs=5e-7)


def test_what_is_undefined_is_none():
    assert coefficients(0, 0, 0, 0) == NOTHING
    assert coefficients(9, 0, 0, 0) == NOTHING
    assert coefficients(9, 3, 0, 0) == replace(NOTHING, jaccard=0, dice=0, inclusion_a=0)


@pytest.mark.parametrize("counts", [(9, 3, 2, 3), (4, 3, 2, 0), (9, 1, 1, -1), (2, 3, 3, 3)])
def test_impossible_counts_are_refused(counts):
    with pytest.raises(ValueError, match="can hold A"):
        coefficients(*counts)


def test_products_of_numpy_counts_do_not_overflow():
    n, a, b, k = np.array([4_000_000_000, 2_000_000_000, 2_000_000_000, 1_500_000_000])
    assert coefficients(n, a, b, k).phi == 0.5
    assert coefficients(n, a, b, k).lift == 1.5


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)), st.integers(22, 40))
def test_against_sets_and_symmetry(a, b, n):
    there = coefficients(n, len(a), len(b), len(a & b))
    back = coefficients(n, len(b), len(a), len(a & b))
    assert back == replace(there, inclusion_a=there.inclusion_b, inclusion_b=there.inclusion_a)
    assert there.jaccard == (len(a & b) / len(a | b) if a | b else None)
    in_a, in_b = ([unit in codes for unit in range(n)] for codes in (a, b))
    if a and b:  # n > 21, so neither is everywhere
        assert there.phi == pytest.approx(np.corrcoef(in_a, in_b)[0, 1])
    for value in astuple(there)[:5]:
        assert value is None or 0 <= value <= 1


@pytest.mark.parametrize(
    ("pairs", "segments_a", "segments_b", "expected"),
    [
        (3, 1, 3, 3.0),  # one long segment over three short ones
        (1, 1, 1, 1.0),
        (2, 4, 3, 0.4),
        (0, 2, 3, 0.0),
        (0, 0, 0, None),
        (4, 2, 2, None),  # as many pairs as segments
        (6, 2, 3, None),  # more
    ],
)
def test_count_coefficient(pairs, segments_a, segments_b, expected):
    assert count_coefficient(pairs, segments_a, segments_b) == expected
