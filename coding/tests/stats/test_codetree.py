import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.stats.codetree import subtrees
from coding.tests.stats import oracle
from coding.tests.stats.strategies import trees


@given(st.integers(1, 12).flatmap(trees))
def test_against_walking_up(parent):
    inside = subtrees(parent)
    for code in range(len(parent)):
        assert set(np.flatnonzero(inside[code])) == oracle.subtree(code, parent)


def test_no_codes():
    assert subtrees([]).shape == (0, 0)


def test_a_chain_as_deep_as_it_can_be():
    assert np.array_equal(subtrees(np.arange(300) - 1), np.triu(np.ones((300, 300))))


@pytest.mark.parametrize("parent", [[0], [1, 0], [-1, 2, 3, 1]])
def test_a_circle_is_refused(parent):
    with pytest.raises(ValueError, match="its own ancestor"):
        subtrees(parent)
