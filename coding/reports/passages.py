"""The passages behind a cell: the segments that were counted, by the code that counted them."""

import sys
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from coding.models import Report
from coding.stats.cooccurrence import units_holding
from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray
from coding.stats.pairs import pairs_between
from coding.stats.units import Units, Windows
from coding.text.fragments import Fragment, Mark, context, fragments
from fieldnotes.models import Document, Participant

from .cooccurrence import snapshot, source_of
from .counting import at_level, rule_of
from .parameters import PAIRS, Base
from .source import Part, Source

AROUND = 160
"""Code points of context shown on each side of a passage."""
LONGEST_UNIT = 3_000
"""Code points; of a longer unit (a whole document) only the segments are shown."""


@dataclass(frozen=True)
class Place:
    """Where the figures of a cell come from: a stretch of a document, and the segments in it.

    Of the base `participant` a place is a person: `further` are their other turns.
    """

    document_id: int
    start: int
    end: int
    marks: list[Mark]
    participant_id: int | None = None
    further: tuple["Place", ...] = ()


@dataclass(frozen=True)
class Passage:
    """A place with its text, ready to be shown: excerpts of fragments under `a`, `b` or both."""

    document: Document
    start: int
    end: int
    marks: list[Mark]
    excerpts: list[list[Fragment]]
    participant: Participant | None = None
    further: tuple["Passage", ...] = ()


def passages_of(level: dict[str, Any], a: int, b: int) -> int:
    """How many places a cell of a report's level has: its pairs, or the units that hold both."""
    return int(level["pairs" if "pairs" in level else "together"][a][b])


def places(
    report: Report, level: str, a: int, b: int, first: int = 0, last: int = sys.maxsize
) -> list[Place]:
    """The places behind the cell (a, b) of a level, in the order of documents and text; as many
    as the cell's `pairs` (bases of pairs) or `k` (the other bases). `first` and `last` choose a
    page of them: the documents behind it are not even read."""
    with snapshot():
        source = source_of(report)
        if source.parameters.kind == Base.PARTICIPANT:
            return _people(source, level, a, b)[first:last]
        find = _pairs if source.parameters.kind in PAIRS else _units
        found: list[Place] = []
        passed = 0
        for part in source.parts(only=_codes_of(source, level, a, b)):
            if passed >= last:
                break
            corpus = at_level(part.corpus, source.codes, level)
            page = slice(max(first - passed, 0), max(last - passed, 0))
            number, wanted = find(source, part, corpus, a, b, page)
            passed += number
            found += wanted
    return found


def _codes_of(source: Source, level: str, a: int, b: int) -> list[int]:
    """The codes whose segments count in a cell; only these are read."""
    behind = np.isin(source.codes.at_level(level), [a, b])
    return [int(code) for code in np.flatnonzero(behind)]


def _people(source: Source, level: str, a: int, b: int) -> list[Place]:
    turns: list[Place] = []
    for part in source.parts(only=_codes_of(source, level, a, b)):
        turns += _turns(source, part, at_level(part.corpus, source.codes, level), a, b)
    return _by_participant(turns)


def with_text(chosen: list[Place]) -> list[Passage]:
    """Load the texts of a page of places and cut their excerpts."""
    every = [place for first in chosen for place in (first, *first.further)]
    documents = Document.objects.select_related("project").in_bulk(
        {place.document_id for place in every}
    )
    people = Participant.objects.in_bulk({p.participant_id for p in every if p.participant_id})
    return [_passage(documents, people, place) for place in chosen]


def _pairs(
    source: Source, part: Part, corpus: Corpus, a: int, b: int, page: slice
) -> tuple[int, list[Place]]:
    """How many pairs the part has, and the places of a page of them."""
    rule = rule_of(source.parameters, part)
    rows_a, rows_b = pairs_between(corpus, a, b, rule, source.parameters.between)
    number, rows_a, rows_b, found = len(rows_a), rows_a[page], rows_b[page], []
    marks_of_a, marks_of_b = (
        _marks(part, corpus, rows, name) for rows, name in ((rows_a, "a"), (rows_b, "b"))
    )
    documents = source.documents.pk[corpus.document[rows_a]].tolist()
    for document, *marks in zip(documents, marks_of_a, marks_of_b, strict=True):
        start, end = min(m.start for m in marks), max(m.end for m in marks)
        found.append(Place(document, start, end, marks))
    return number, found


def _units(
    source: Source, part: Part, corpus: Corpus, a: int, b: int, page: slice
) -> tuple[int, list[Place]]:
    """How many units of the part hold both, and the places of a page of them."""
    units = part.units
    if units is None:
        raise ValueError("the units were not read")
    unit, row = units_holding(corpus, units, a, b)
    numbers = np.unique(unit)
    wanted = np.isin(unit, numbers[page])
    found = _places(source, part, corpus, units, unit[wanted], row[wanted], a, b)
    return len(numbers), found


def _turns(source: Source, part: Part, corpus: Corpus, a: int, b: int) -> list[Place]:
    """The turns of everybody that a segment of one of both codes touches."""
    speakers = part.speakers
    if speakers is None:
        raise ValueError("the turns were not read")
    rows = np.flatnonzero(np.isin(corpus.code, [a, b]))
    row, turn, participant = speakers.rows_spoken(corpus.take(rows))
    order = np.lexsort((row, turn))
    turn, row, participant = turn[order], rows[row[order]], participant[order]
    found = _places(source, part, corpus, speakers.turns, turn, row, a, b)
    people = source.participants[participant[np.flatnonzero(np.diff(turn, prepend=-1))]]
    return [
        replace(place, participant_id=person)
        for place, person in zip(found, people.tolist(), strict=True)
    ]


def _by_participant(turns: list[Place]) -> list[Place]:
    """One place a participant whose turns hold both codes, in the order of their first turns."""
    spoken: dict[int | None, list[Place]] = {}
    for turn in turns:
        spoken.setdefault(turn.participant_id, []).append(turn)
    return [
        replace(first, further=tuple(further))
        for first, *further in spoken.values()
        if {mark.name for turn in (first, *further) for mark in turn.marks} == {"a", "b"}
    ]


def _places(
    source: Source,
    part: Part,
    corpus: Corpus,
    units: Units | Windows,
    unit: IntArray,
    row: IntArray,
    a: int,
    b: int,
) -> list[Place]:
    """One place a unit, from the sorted columns (unit, row) of what lies in it."""
    marks: dict[int, list[Mark]] = {number: [] for number in unit.tolist()}
    for name, code in (("a", a), ("b", b)):
        of_code = np.flatnonzero(corpus.code[row] == code)
        own = _marks(part, corpus, row[of_code], name)
        for number, mark in zip(unit[of_code].tolist(), own, strict=True):
            marks[number].append(mark)
    numbers = np.array(list(marks), dtype=np.int64)
    document = units.document[numbers]
    start, end = part.in_text(document, units.start[numbers], units.end[numbers])
    stretches = zip(
        source.documents.pk[document].tolist(), start.tolist(), end.tolist(), strict=True
    )
    return [
        Place(pk, first, last, sorted(marks[number], key=lambda mark: (mark.start, mark.end)))
        for number, (pk, first, last) in zip(numbers.tolist(), stretches, strict=True)
    ]


def _marks(part: Part, corpus: Corpus, rows: IntArray, name: str) -> list[Mark]:
    start, end = part.in_text(corpus.document[rows], corpus.start[rows], corpus.end[rows])
    return [Mark(*ends, name) for ends in zip(start.tolist(), end.tolist(), strict=True)]


def _passage(
    documents: dict[int, Document], people: dict[int, Participant], place: Place
) -> Passage:
    document, excerpts = documents[place.document_id], []
    for start, end in _stretches(place):
        left, right = context(document.text, start, end, around=AROUND)
        excerpts.append(fragments(document.text, left, right, place.marks))
    return Passage(
        document,
        place.start,
        place.end,
        place.marks,
        excerpts,
        people.get(place.participant_id or 0),
        tuple(_passage(documents, people, further) for further in place.further),
    )


def _stretches(place: Place) -> list[tuple[int, int]]:
    """The whole place; of a very long one the stretches that its marks cover."""
    if place.end - place.start <= LONGEST_UNIT:
        return [(place.start, place.end)]
    covered: list[tuple[int, int]] = []
    for mark in sorted(place.marks, key=lambda mark: mark.start):
        start, end = max(mark.start, place.start), min(mark.end, place.end)
        if covered and start <= covered[-1][1]:
            covered[-1] = covered[-1][0], max(covered[-1][1], end)
        else:
            covered.append((start, end))
    return covered
