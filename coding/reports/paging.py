"""A page of the passages behind a cell, found without finding all of them.

A place of most bases lies in one document, and documents do not know each other: a page reads
documents from where it begins, few at first, until it is full. So it costs about the same wherever
it stands, and there is nothing to keep or to count twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from coding.models import CodedSegment, Report
from coding.reports.cooccurrence import source_of
from coding.reports.passages import Place, places, places_in
from fieldnotes.models import Document

from .codelist import CodeList
from .parameters import Base, Parameters

FEWEST, MOST, THEN_TIMES = 2, 500, 4
"""Documents that are read first, and how many times as many each time after."""


@dataclass(frozen=True, order=True)
class Cursor:
    """The place with this number in its document, `seen` places standing before it."""

    document: int = 0
    number: int = 0
    seen: int = 0

    @classmethod
    def of(cls, written: str) -> Self:
        """What `str` wrote; the beginning for anything else."""
        parts = written.split("-")
        good = len(parts) == 3 and all(p.isascii() and p.isdecimal() and len(p) < 16 for p in parts)
        return cls(*map(int, parts)) if good else cls()

    def __str__(self) -> str:
        return f"{self.document}-{self.number}-{self.seen}"


@dataclass(frozen=True)
class Page:
    """Places of a cell; `first` is the number of the first, from 1. `previous` is the place
    before which the page before ends, `next` the one at which the next begins."""

    places: list[Place]
    first: int
    previous: Cursor | None
    next: Cursor | None

    @property
    def last(self) -> int:
        return self.first + len(self.places) - 1


@dataclass(frozen=True)
class Cell:
    """A cell of a finished report and how many places it counted."""

    report: Report
    level: str
    a: int
    b: int
    count: int

    def page(self, at: Cursor, size: int) -> Page:
        """The page that begins at a place."""
        found: list[tuple[tuple[int, int], Place]] = []
        every = self._documents()
        documents = [pk for pk in every if pk >= at.document]
        for some in _growing(documents, self._first_read(every, size)):
            found += [entry for entry in self._numbered(some) if entry[0] >= _place(at)]
            if len(found) > size:
                break
        further = Cursor(*found[size][0], at.seen + size) if len(found) > size else None
        shown = [place for _number, place in found[:size]]
        return Page(shown, at.seen + 1, at if at.seen else None, further)

    def page_before(self, stop: Cursor, size: int) -> Page:
        """The page that ends before a place."""
        found: list[tuple[tuple[int, int], Place]] = []
        every = self._documents()
        documents = [pk for pk in every if pk <= stop.document]
        for some in _growing(documents[::-1], self._first_read(every, size)):
            earlier = [entry for entry in self._numbered(sorted(some)) if entry[0] < _place(stop)]
            found = earlier + found
            if len(found) >= size:
                break
        found = found[-size:]
        seen = max(stop.seen - len(found), 0)
        begin = Cursor(*found[0][0], seen) if found and seen else None
        return Page([place for _number, place in found], seen + 1, begin, stop)

    def _documents(self) -> list[int]:
        """The documents that can have places, in order. Of a rare cell those with both codes, and
        those that moved on, of which that is not known; else all that were counted."""
        counted = {int(pk): revision for pk, revision in self._revisions.items()}
        if self.count >= len(counted):
            return sorted(counted)
        held = [self._holding(code) for code in {self.a, self.b}]
        now = Document.objects.filter(project=self.report.project).values_list("pk", "revision")
        moved = {pk for pk, revision in now if counted.get(pk) != revision}
        return sorted(counted.keys() & (set.intersection(*held) | moved))

    def _first_read(self, documents: Sequence[int], size: int) -> int:
        """Twice as many documents as hold a page when the places are spread evenly."""
        return min(max(2 * size * len(documents) // max(self.count, 1), FEWEST), MOST)

    def _holding(self, code: int) -> set[int]:
        codes = CodeList(self.report.figures["codes"])
        indexes = [n for n, own in enumerate(codes.at_level(self.level).tolist()) if own == code]
        ids = [codes.codes[index]["id"] for index in indexes]
        rows = CodedSegment.objects.filter(code__in=ids)
        return set(rows.order_by().values_list("document", flat=True).distinct())

    @property
    def _revisions(self) -> dict[str, int]:
        revisions: dict[str, int] = (self.report.fingerprint or {})["documents"]
        return revisions

    def _numbered(self, documents: Sequence[int]) -> list[tuple[tuple[int, int], Place]]:
        source = source_of(self.report, only=documents)
        found = places_in(source, self.level, self.a, self.b)
        return [
            ((document, number), place)
            for document, own in groupby(found, lambda place: place.document_id)
            for number, place in enumerate(own)
        ]


def page_of(cell: Cell, *, at: Cursor, before: Cursor | None, size: int) -> Page:
    """A page of a cell. A participant speaks in several documents: for that base all places are
    found, and cut."""
    if Parameters.of(cell.report).kind != Base.PARTICIPANT:
        return cell.page_before(before, size) if before else cell.page(at, size)
    begin = max(before.seen - size, 0) if before else at.seen
    every = places(cell.report, cell.level, cell.a, cell.b)
    shown = every[begin : begin + size]
    further = Cursor(seen=begin + size) if begin + size < len(every) else None
    return Page(shown, begin + 1, Cursor(seen=begin) if begin else None, further)


def _place(cursor: Cursor) -> tuple[int, int]:
    return cursor.document, cursor.number


def _growing(documents: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    begin = 0
    while begin < len(documents):
        yield documents[begin : begin + size]
        begin, size = begin + size, size * THEN_TIMES
