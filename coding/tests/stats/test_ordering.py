"""An order of codes by what they have in common."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coding.stats.ordering import cluster_order

VALUES = st.floats(-5, 100) | st.just(float("nan"))


def blocks(*groups):
    """Items of one group meet 10 times, others once."""
    n = sum(map(len, groups))
    table = np.ones((n, n))
    for group in groups:
        table[np.ix_(group, group)] = 10
    return table


@pytest.mark.parametrize("size", [0, 1, 2])
def test_few_stay_as_they_are(size):
    assert cluster_order(np.zeros((size, size))) == list(range(size))


def test_what_meets_stands_together():
    order = cluster_order(blocks([0, 3, 5], [1, 4], [2, 6]))
    places = [{order.index(item) for item in group} for group in ([0, 3, 5], [1, 4], [2, 6])]
    for place in places:
        assert max(place) - min(place) == len(place) - 1


@settings(deadline=None)
@given(st.integers(3, 12).flatmap(lambda n: arrays(float, (n, n), elements=VALUES)))
def test_every_table_has_an_order_and_always_the_same(table):
    order = cluster_order(table)
    assert sorted(order) == list(range(len(table)))
    assert cluster_order(table.copy()) == order
    assert cluster_order(table.T.copy()) == order


def test_many_are_ordered_too():
    rng = np.random.default_rng(7)
    assert sorted(cluster_order(rng.random((200, 200)))) == list(range(200))
