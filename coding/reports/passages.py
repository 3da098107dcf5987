"""The passages behind a cell: the segments that were counted, by the code that counted them."""

from dataclasses import dataclass
from itertools import groupby

from coding.models import Report
from coding.stats.cooccurrence import overlapping_pairs, units_holding
from coding.stats.corpus import Corpus
from coding.text.fragments import Fragment, Mark, context, fragments
from fieldnotes.models import Document

from .cooccurrence import Parameters, source_of
from .source import Source, units_of

AROUND = 160
"""Code points of context shown on each side of a passage."""
LONGEST_UNIT = 3_000
"""Code points; of a longer unit (a whole document) only the segments are shown."""


@dataclass(frozen=True)
class Place:
    """Where the figures of a cell come from: a stretch of a document, and the segments in it."""

    document_id: int
    start: int
    end: int
    marks: list[Mark]


@dataclass(frozen=True)
class Passage:
    """A place with its text, ready to be shown: excerpts of fragments under `a`, `b` or both."""

    document: Document
    start: int
    end: int
    marks: list[Mark]
    excerpts: list[list[Fragment]]


def places(report: Report, level: str, a: int, b: int) -> list[Place]:
    """All places behind the cell (a, b) of a level, in the order of documents and text; as many
    as the cell's `pairs` (base `overlap`) or `k` (the other bases)."""
    source = source_of(report)
    base = Parameters.of(report).base
    return _pairs(source, level, a, b) if base == "overlap" else _units(source, base, level, a, b)


def with_text(chosen: list[Place]) -> list[Passage]:
    """Load the texts of a page of places and cut their excerpts."""
    documents = Document.objects.select_related("project").in_bulk(
        {place.document_id for place in chosen}
    )
    return [_passage(documents[place.document_id], place) for place in chosen]


def _pairs(source: Source, level: str, a: int, b: int) -> list[Place]:
    corpus = source.at_level(level)
    rows_a, rows_b = overlapping_pairs(corpus, a, b)
    found = []
    for i, j in zip(rows_a.tolist(), rows_b.tolist(), strict=True):
        marks = [_mark(corpus, i, "a"), _mark(corpus, j, "b")]
        start, end = min(m.start for m in marks), max(m.end for m in marks)
        found.append(Place(source.documents[corpus.document[i]], start, end, marks))
    return found


def _units(source: Source, base: str, level: str, a: int, b: int) -> list[Place]:
    corpus = source.at_level(level)
    units = units_of(base, source.documents)
    unit_numbers, rows = units_holding(corpus, units, a, b)
    found = []
    pairs = zip(unit_numbers.tolist(), rows.tolist(), strict=True)
    for unit, group in groupby(pairs, key=lambda pair: pair[0]):
        marks = [
            _mark(corpus, row, name)
            for _unit, row in group
            for name, code in (("a", a), ("b", b))
            if corpus.code[row] == code
        ]
        document = source.documents[units.document[unit]]
        found.append(Place(document, int(units.start[unit]), int(units.end[unit]), marks))
    return found


def _mark(corpus: Corpus, row: int, name: str) -> Mark:
    return Mark(int(corpus.start[row]), int(corpus.end[row]), name)


def _passage(document: Document, place: Place) -> Passage:
    excerpts = []
    for start, end in _stretches(place):
        left, right = context(document.text, start, end, around=AROUND)
        excerpts.append(fragments(document.text, left, right, place.marks))
    return Passage(document, place.start, place.end, place.marks, excerpts)


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
