"""Adding up the parts of a source: the figures of both levels, as they are kept in a report.

What each figure counts is said in docs/architecture.md ("The figures").
"""

from typing import Any, Protocol

import numpy as np

from coding.stats.characters import shared_characters
from coding.stats.cooccurrence import by_unit
from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray
from coding.stats.pairs import (
    RELATIONS,
    Follows,
    Near,
    NearParagraphs,
    Overlap,
    Rule,
    forward_relations,
    meeting_segments,
    pair_counts,
    relabelled,
)
from coding.stats.triples import (
    REGIONS,
    regions_of_characters,
    regions_of_participants,
    regions_of_units,
)

from .codelist import LEVELS, CodeList
from .parameters import PAIRS, Base, Parameters
from .source import Part, Source


class Counting(Protocol):
    """Takes the parts, each once, and gives the figures of the levels and of the triple."""

    def add(self, part: Part) -> None: ...

    def levels(self) -> dict[str, dict[str, Any]]: ...

    def triple(self) -> list[int] | None:
        """The eight regions; None where the base has no units or there are not three codes."""


def counting_for(source: Source) -> Counting:
    if source.parameters.kind == Base.OVERLAP:
        return OverlapCounting(source)
    if source.parameters.kind in PAIRS:
        return DistanceCounting(source)
    if source.parameters.kind == Base.PARTICIPANT:
        return ParticipantCounting(source)
    return UnitCounting(source)


def rule_of(parameters: Parameters, part: Part) -> Rule:
    """The rule of a base of pairs."""
    gap = parameters.distance or 0
    match parameters.kind:
        case Base.OVERLAP:
            return Overlap()
        case Base.NEAR:
            return Near(gap)
        case Base.FOLLOWS:
            return Follows(gap)
        case _:
            return NearParagraphs(gap, _units(part))


def at_level(corpus: Corpus, codes: CodeList, level: str) -> Corpus:
    """`codes`: as coded. `dilemmas`: each segment under the root of its code."""
    if level == "codes":
        return corpus
    code = codes.root_of[corpus.code]
    return Corpus(corpus.document, corpus.start, corpus.end, code, corpus.coder)


class OverlapCounting:
    """n, holding and together count characters; the rest counts segments and pairs of them."""

    def __init__(self, source: Source) -> None:
        self.codes, self.between = source.codes, source.parameters.between
        size = len(self.codes.codes)
        self.three = _three(source)
        self.forward = np.zeros((len(RELATIONS), size, size), dtype=np.int64)
        self.segments = np.zeros(size, dtype=np.int64)
        self.under = {level: np.zeros(size, dtype=np.int64) for level in LEVELS}
        self.shared = {level: np.zeros((size, size), dtype=np.int64) for level in LEVELS}
        self.regions = np.zeros(REGIONS, dtype=np.int64)
        self.n = 0

    def add(self, part: Part) -> None:
        size = len(self.segments)
        self.forward += forward_relations(part.corpus, size, Overlap(), self.between)
        self.segments += np.bincount(part.corpus.code, minlength=size)
        for level in LEVELS:
            corpus = at_level(part.corpus, self.codes, level)
            under, shared = shared_characters(corpus, size, self.between)
            self.under[level] += under
            self.shared[level] += shared
        if self.three:
            self.regions += regions_of_characters(part.corpus, part.characters, self.three)
        self.n += part.characters

    def levels(self) -> dict[str, dict[str, Any]]:
        return {level: self._level(level) for level in LEVELS}

    def _level(self, level: str) -> dict[str, Any]:
        counts = pair_counts(relabelled(self.forward, self.codes.at_level(level)))
        return {
            "n": self.n,
            "holding": self.under[level].tolist(),
            "together": self.shared[level].tolist(),
            "pairs": counts.pairs.tolist(),
            "within": counts.within.tolist(),
            "enclosing": counts.enclosing.tolist(),
            "equal": counts.equal.tolist(),
            "crossing": counts.crossing.tolist(),
            "segments": _summed(self.segments, self.codes, level),
        }

    def triple(self) -> list[int] | None:
        return self.regions.tolist() if self.three else None


class DistanceCounting:
    """n and holding count segments, together those of the row that meet one of the column and
    met those of the column that meet one of the row; the rest counts pairs."""

    def __init__(self, source: Source) -> None:
        self.codes, self.parameters = source.codes, source.parameters
        size = len(self.codes.codes)
        self.forward = np.zeros((len(RELATIONS), size, size), dtype=np.int64)
        self.segments = np.zeros(size, dtype=np.int64)
        self.meeting = {level: np.zeros((2, size, size), dtype=np.int64) for level in LEVELS}

    def add(self, part: Part) -> None:
        size, between = len(self.segments), self.parameters.between
        rule = rule_of(self.parameters, part)
        self.forward += forward_relations(part.corpus, size, rule, between)
        self.segments += np.bincount(part.corpus.code, minlength=size)
        for level in LEVELS:
            corpus = at_level(part.corpus, self.codes, level)
            self.meeting[level] += meeting_segments(corpus, size, rule, between)

    def levels(self) -> dict[str, dict[str, Any]]:
        return {level: self._level(level) for level in LEVELS}

    def _level(self, level: str) -> dict[str, Any]:
        segments = _summed(self.segments, self.codes, level)
        together, met = self.meeting[level].tolist()
        figures = {"n": int(self.segments.sum()), "holding": segments, "segments": segments}
        figures |= {"together": together, "met": met}
        forward = relabelled(self.forward, self.codes.at_level(level))
        if self.parameters.kind == Base.FOLLOWS:
            return figures | {"pairs": forward.sum(axis=0).tolist()}
        counts = pair_counts(forward)
        names = ("pairs", "within", "enclosing", "equal", "crossing", "apart")
        return figures | {name: getattr(counts, name).tolist() for name in names}

    def triple(self) -> list[int] | None:
        return None


class UnitCounting:
    """n, holding and together count units of the base."""

    def __init__(self, source: Source) -> None:
        self.codes = source.codes
        size = len(self.codes.codes)
        self.three = _three(source)
        self.together = {level: np.zeros((size, size), dtype=np.int64) for level in LEVELS}
        self.regions = np.zeros(REGIONS, dtype=np.int64)
        self.n = 0

    def add(self, part: Part) -> None:
        units = _units(part)
        for level in LEVELS:
            corpus = at_level(part.corpus, self.codes, level)
            self.together[level] += by_unit(corpus, units, len(self.codes.codes)).together
        if self.three:
            self.regions += regions_of_units(part.corpus, units, self.three)
        self.n += len(units)

    def levels(self) -> dict[str, dict[str, Any]]:
        return {level: _unit_figures(self.n, self.together[level]) for level in LEVELS}

    def triple(self) -> list[int] | None:
        return self.regions.tolist() if self.three else None


class ParticipantCounting:
    """n, holding and together count participants: those who speak in what is read."""

    def __init__(self, source: Source) -> None:
        self.codes = source.codes
        self.three = _three(source)
        shape = len(self.codes.codes), len(source.participants)
        self.holding = np.zeros(shape, dtype=np.bool_)
        self.speaking = np.zeros(shape[1], dtype=np.bool_)

    def add(self, part: Part) -> None:
        if part.speakers is None:
            raise ValueError("the turns were not read")
        self.speaking |= part.speakers.speaking(len(self.speaking))
        self.holding |= part.speakers.holding(part.corpus, *self.holding.shape)

    def levels(self) -> dict[str, dict[str, Any]]:
        roots = np.zeros_like(self.holding)
        for index, root in enumerate(self.codes.root_of.tolist()):
            roots[root] |= self.holding[index]
        n = int(self.speaking.sum())
        held = {"codes": self.holding, "dilemmas": roots}
        return {
            level: _unit_figures(n, table.astype(np.int64) @ table.T.astype(np.int64))
            for level, table in held.items()
        }

    def triple(self) -> list[int] | None:
        if not self.three:
            return None
        return _list(regions_of_participants(self.holding, self.speaking, self.three))


def _unit_figures(n: int, together: IntArray) -> dict[str, Any]:
    return {"n": n, "holding": together.diagonal().tolist(), "together": together.tolist()}


def _summed(counts: IntArray, codes: CodeList, level: str) -> list[int]:
    summed = np.zeros_like(counts)
    np.add.at(summed, codes.at_level(level), counts)
    return _list(summed)


def _list(counts: IntArray) -> list[int]:
    return [int(count) for count in counts]


def _three(source: Source) -> list[list[int]]:
    """The codes of the triple, each with those below it."""
    return [source.codes.subtree(i) for i in source.codes.triple(source.parameters.triple)]


def _units(part: Part) -> Any:
    if part.units is None:
        raise ValueError("the units were not read")
    return part.units
