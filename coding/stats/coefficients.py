"""Coefficients of co-occurrence, from counts alone."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coefficients:
    """How strongly two codes A and B go together. None is undefined, which is not 0."""

    jaccard: float | None
    dice: float | None
    cosine: float | None
    inclusion_a: float | None
    inclusion_b: float | None
    lift: float | None
    pmi: float | None
    phi: float | None


def coefficients(n: int, a: int, b: int, k: int) -> Coefficients:
    """Compute every coefficient of a 2 x 2 table of units.

    n: all units; a, b: units that hold A, B; k: units that hold both. Jaccard, Dice, cosine and the
    inclusions lie in 0..1, phi in -1..1; lift is 1 and pmi (base 2, in bits) 0 under independence.
    pmi has no value where A and B never meet, phi none where a code is in no unit or in all.
    Raises ValueError for counts that no set of units can have.
    """
    n, a, b, k = int(n), int(a), int(b), int(k)  # numpy integers would overflow in the products
    if not (0 <= k <= min(a, b) and a + b - k <= n):
        raise ValueError(f"no {n} units can hold A in {a}, B in {b} and both in {k}")
    lift = _ratio(k * n, a * b)
    return Coefficients(
        jaccard=_ratio(k, a + b - k),
        dice=_ratio(2 * k, a + b),
        cosine=_ratio(k, math.sqrt(a * b)),
        inclusion_a=_ratio(k, a),
        inclusion_b=_ratio(k, b),
        lift=lift,
        pmi=math.log2(lift) if lift else None,
        phi=_ratio(k * n - a * b, math.sqrt(a * b * (n - a) * (n - b))),
    )


def count_coefficient(pairs: int, segments_a: int, segments_b: int) -> float | None:
    """Compute the c coefficient of ATLAS.ti: n12 / (n1 + n2 - n12).

    pairs: overlapping pairs of segments; segments_a, segments_b: segments of A, of B. It sets pairs
    against segments, so it is no proportion: it passes 1 when one long segment meets several short
    ones, and where there are as many pairs as segments, or more, it has no value (None).
    """
    rest = int(segments_a) + int(segments_b) - int(pairs)
    return _ratio(int(pairs), max(rest, 0))


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
