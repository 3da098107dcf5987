"""An order of codes in which those that occur together stand together."""

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

FloatArray = NDArray[np.float64]
LARGEST_TO_TURN = 120
"""Codes; the branches of a larger tree are not turned so that neighbours fit best: that takes
the cube of their number."""


def cluster_order(similarity: FloatArray) -> list[int]:
    """The leaves of an average-linkage tree on a square table, n x n; nan is taken for the least
    similarity there is. The same table gives the same order; both triangles count alike."""
    n = len(similarity)
    if n < 3:
        return list(range(n))
    known = np.where(np.isnan(similarity), np.inf, similarity)
    off = ~np.eye(n, dtype=bool)
    least = known[off].min()
    filled = np.where(np.isinf(known), least if np.isfinite(least) else 0.0, known)
    both = (filled + filled.T) / 2
    distance = np.where(off, both[off].max() - both, 0.0)
    condensed = squareform(distance, checks=False)
    tree = linkage(condensed, method="average")
    if n <= LARGEST_TO_TURN:
        tree = optimal_leaf_ordering(tree, condensed)
    return [int(leaf) for leaf in leaves_list(tree)]
