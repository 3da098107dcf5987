"""The tree of codes: which code lies in whose subtree."""

import numpy as np
import numpy.typing as npt

from coding.stats.intervals import BoolArray


def subtrees(parent: npt.ArrayLike) -> BoolArray:
    """Return the K x K table whose cell [A, B] says that code B is A or one of A's descendants.

    parent: for each of K codes the index of its parent, -1 for a root.
    Raises ValueError when a code is its own ancestor.
    """
    parents = np.asarray(parent, dtype=np.int64)
    inside = np.eye(len(parents), dtype=np.bool_)
    code, ancestor = np.arange(len(parents)), parents
    for _ in range(len(parents)):
        code, ancestor = code[ancestor >= 0], ancestor[ancestor >= 0]
        inside[ancestor, code] = True
        ancestor = parents[ancestor]
    if (ancestor >= 0).any():
        raise ValueError("a code is its own ancestor")
    return inside
