"""Where three codes meet: the eight regions of three sets of units."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from coding.stats.corpus import Corpus
from coding.stats.intervals import BoolArray, IntArray, merge
from coding.stats.units import Units, Windows

REGIONS = 8
"""Region r holds the units with code c of the three exactly when bit c of r is set."""


def regions_of_units(
    corpus: Corpus, units: Units | Windows, three: Sequence[npt.ArrayLike]
) -> IntArray:
    """Count the units by which of three codes they hold; each is a code or those of a subtree."""
    first, last = units.touched_by(corpus)
    return _regions([_touched(first, last, np.isin(corpus.code, c), len(units)) for c in three])


def regions_of_participants(
    holding: BoolArray, speaking: BoolArray, three: Sequence[npt.ArrayLike]
) -> IntArray:
    """The same for participants: `holding` (K x P) as from `Speakers`, `speaking` (P)."""
    sets = [holding[np.atleast_1d(np.asarray(code))].any(axis=0) for code in three]
    return _regions([held[speaking] for held in sets])


def regions_of_characters(
    corpus: Corpus, characters: int, three: Sequence[npt.ArrayLike]
) -> IntArray:
    """The same for characters, of which there are `characters`."""
    start, end = corpus.on_line(corpus.width())
    places, steps = [], []
    for bit, code in enumerate(three):
        rows = np.isin(corpus.code, code)
        opening, stop = merge(np.zeros(rows.sum(), dtype=np.int64), start[rows], end[rows])
        places += [start[rows][opening], stop]
        steps += [np.full(len(stop), 1 << bit), np.full(len(stop), -(1 << bit))]
    place, step = np.concatenate(places), np.concatenate(steps)
    order = np.argsort(place, kind="stable")
    place = place[order]
    region = np.cumsum(step[order])[:-1]
    counts = np.bincount(region, np.diff(place), minlength=REGIONS).astype(np.int64)
    counts[0] = characters - counts[1:].sum()
    return counts


def _touched(first: IntArray, last: IntArray, rows: BoolArray, units: int) -> BoolArray:
    rows = rows & (first < last)
    depth = np.bincount(first[rows], minlength=units + 1) - np.bincount(
        last[rows], minlength=units + 1
    )
    held: BoolArray = np.cumsum(depth)[:units] > 0
    return held


def _regions(sets: Iterable[BoolArray]) -> IntArray:
    region = sum(held.astype(np.int64) << bit for bit, held in enumerate(sets))
    return np.bincount(np.asarray(region), minlength=REGIONS)
