"""The text of what is read, divided among the columns of a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from coding.stats.breakdown import Columns
from coding.stats.intervals import IntArray, covered
from coding.stats.units import Units

from .columns import Divided
from .copying import numbers
from .reading import borders_of_parts
from .source import Part, Source

TABLES = {"turn": "fieldnotes_speakerturn", "paragraph": "fieldnotes_paragraph"}
NOBODY = -1


@dataclass(frozen=True, eq=False)
class Counted:
    """Some documents' segments on the layer, with the columns and units of their text."""

    part: Part
    columns: Columns
    units: Units


@dataclass(frozen=True, eq=False)
class Text:
    """Turns and units of the documents of a source, in the documents' places."""

    turns: IntArray
    """Columns document, start, end, participant (NOBODY: nobody known)."""
    paragraphs: IntArray
    """Columns document, start, end."""
    units: Units

    @classmethod
    def read(cls, source: Source, units: str) -> "Text":
        pk = source.documents.pk
        turns = _rows(pk, TABLES["turn"], f"coalesce(participant_id, {NOBODY})")
        paragraphs = _rows(pk, TABLES["paragraph"], "0::bigint")[:3]
        return cls(turns, paragraphs, Units(*(turns[:3] if units == "turn" else paragraphs)))

    def participants(self, chosen: list[int] | None) -> list[int]:
        """Ids of those who speak in what is read."""
        speaking: list[int] = np.unique(self.turns[3]).tolist()
        return [pk for pk in speaking if pk != NOBODY and (chosen is None or pk in set(chosen))]

    def parts(self, source: Source, divided: Divided) -> Iterator[Counted]:
        borders = pairwise(borders_of_parts(source.documents))
        stretches, column = self._divided(source, divided)
        number = len(divided.labels) + 1
        for (first, last), part in zip(borders, source.parts(), strict=True):
            begin, end = np.searchsorted(stretches.document, [first, last])
            own = Units(*(c[begin:end] for c in _columns(stretches)))
            begin_u, end_u = np.searchsorted(self.units.document, [first, last])
            units = Units(*(c[begin_u:end_u] for c in _columns(self.units)))
            of_own = column[begin:end]
            if part.kept:
                own, rows = part.kept.cut_units(own)
                of_own = of_own[rows]
                units = part.kept.cut_units(units)[0]
            yield Counted(part, Columns(own, of_own, number), units)

    def _divided(self, source: Source, divided: Divided) -> tuple[Units, IntArray]:
        """All text of the documents in stretches, with the column of each. What lies between two
        paragraphs and in no turn is in none: it is nobody's words."""
        none = len(divided.labels)
        column_of = {pk: n for n, members in enumerate(divided.members) for pk in members}
        length = source.documents.length
        if not divided.of_speakers:
            held = np.flatnonzero(length)
            columns = [column_of.get(pk, none) for pk in source.documents.pk[held].tolist()]
            whole = Units(held, np.zeros_like(held), length[held])
            return whole, np.array(columns, dtype=np.int64)
        document, start, end, participant = self.turns
        spoken = np.array([column_of.get(pk, none) for pk in participant.tolist()], dtype=np.int64)
        gaps = _between(self.paragraphs[0], self.paragraphs[1], self.paragraphs[2], length)
        rest = _between(*_union((document, start, end), _columns(gaps)), length)
        order = np.lexsort(
            (np.concatenate([start, rest.start]), np.concatenate([document, rest.document]))
        )
        joined = [
            np.concatenate(pair)[order]
            for pair in zip((document, start, end), _columns(rest), strict=True)
        ]
        nobodys = np.full(len(rest), none, dtype=np.int64)
        return Units(*joined), np.concatenate([spoken, nobodys])[order]


def _columns(units: Units) -> tuple[IntArray, IntArray, IntArray]:
    return units.document, units.start, units.end


Ranges = tuple[IntArray, IntArray, IntArray]


def _union(one: Ranges, other: Ranges) -> Ranges:
    """The maximal stretches that either covers, sorted."""
    document, start, end = (np.concatenate(pair) for pair in zip(one, other, strict=True))
    row, start, end = covered(document, start, end, np.ones_like(document))
    return document[row], start, end


def _between(document: IntArray, start: IntArray, end: IntArray, length: IntArray) -> Units:
    """The text of all documents that lies in no turn, given the turns and the lengths."""
    width = int(length.max(initial=0)) + 1
    whole = np.arange(len(length)) * width
    line = document * width
    starts = np.sort(np.concatenate([whole, line + end]))
    ends = np.sort(np.concatenate([whole + length, line + start]))
    held = starts < ends
    document, start = np.divmod(starts[held], width)
    return Units(document, start, ends[held] - document * width)


def _rows(pk: IntArray, table: str, value: str) -> IntArray:
    """Columns document (place among pk), start, end and a further value, in reading order."""
    rows = numbers(
        f'SELECT document_id, start::bigint, "end"::bigint, {value} FROM {table}'  # noqa: S608
        " WHERE document_id = ANY(%s::bigint[]) ORDER BY document_id, start",
        ["{" + ",".join(map(str, pk.tolist())) + "}"],
        4,
    )
    rows[0] = np.searchsorted(pk, rows[0])
    return rows
