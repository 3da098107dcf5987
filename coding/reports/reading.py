"""Reading what a report is computed from: blocks, or rows where a block cannot serve."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coding.stats.intervals import IntArray
from fieldnotes.models import Project

from .copying import id_list, numbers, packed
from .parameters import Base, Parameters
from .rows import earlier_rows, present_rows

SEGMENTS_AT_ONCE = 1 << 16
"""Segments of a part, give or take a document: documents are never cut."""
DOCUMENTS_AT_ONCE = 4096

_DOCUMENTS = """
    SELECT d.id, d.revision::bigint, d.length::bigint, coalesce(b.revision, -1)::bigint,
    coalesce(octet_length(b.segments), 0)::bigint / 16
    FROM fieldnotes_document d LEFT JOIN coding_segmentblock b ON b.document_id = d.id
    WHERE d.project_id = %s"""
_CHOSEN_DOCUMENTS = _DOCUMENTS + " AND d.id = ANY(%s::bigint[])"

_UNITS_OF = {
    Base.PARAGRAPH: "paragraphs",
    Base.NEAR_PARAGRAPHS: "paragraphs",
    Base.TURN: "turns",
    Base.WINDOW: "turns",
}


@dataclass(frozen=True, eq=False)
class Documents:
    """The documents of a report in order of id; columns of equal length."""

    pk: IntArray
    wanted: IntArray
    """The revision as of which they are read."""
    length: IntArray
    block: IntArray
    """The revision of the block, -1 without one."""
    now: IntArray
    segments: IntArray
    """Of the block."""

    def take(self, rows: slice) -> "Documents":
        columns = (self.pk, self.wanted, self.length, self.block, self.now, self.segments)
        return Documents(*(column[rows] for column in columns))


@dataclass(frozen=True, eq=False)
class Packed:
    """Rows of some documents, with the border of each document in them."""

    rows: IntArray
    borders: IntArray

    @property
    def document(self) -> IntArray:
        return np.repeat(np.arange(len(self.borders) - 1), np.diff(self.borders))


@dataclass(frozen=True, eq=False)
class Read:
    """What was read of some documents, `first` being the number of the first."""

    first: int
    documents: Documents
    segments: Packed
    units: Packed | None
    turns: IntArray | None
    """document, start, end, participant (-1: nobody known), interviewer: columns."""


def documents_of(
    project: Project, parameters: Parameters, revisions: Mapping[int, int] | None
) -> Documents:
    filters = parameters.filters
    if revisions is not None:
        chosen: list[int] | None = list(revisions)
    elif filters.kinds or filters.sites or filters.date_from or filters.date_to:
        chosen = list(filters.documents(project).values_list("pk", flat=True))
    else:
        chosen = None
    query = _DOCUMENTS if chosen is None else _CHOSEN_DOCUMENTS
    named = [project.pk] if chosen is None else [project.pk, chosen]
    pk, now, length, block, segments = numbers(query + " ORDER BY d.id", named, 5)
    wanted = now if revisions is None else np.array([revisions[n] for n in pk.tolist()], dtype=int)
    return Documents(pk, wanted, length, block, now, segments)


def borders_of_parts(documents: Documents) -> list[int]:
    """Documents are taken together up to SEGMENTS_AT_ONCE segments and DOCUMENTS_AT_ONCE."""
    upto = np.cumsum(documents.segments)
    borders, n = [0], len(upto)
    while borders[-1] < n:
        begin = borders[-1]
        before = upto[begin - 1] if begin else 0
        full = int(np.searchsorted(upto, before + SEGMENTS_AT_ONCE, side="left")) + 1
        borders.append(min(full, begin + DOCUMENTS_AT_ONCE, n))
    return borders


def read_part(documents: Documents, first: int, parameters: Parameters) -> Read:
    name = _UNITS_OF.get(parameters.kind)
    turns = None
    if parameters.filters.of_speakers or parameters.kind == Base.PARTICIPANT:
        turns = _turns(documents)
        turns[0] += first
    return Read(
        first=first,
        documents=documents,
        segments=_segments(documents),
        units=_packed_units(documents, name) if name else None,
        turns=turns,
    )


def _segments(documents: Documents) -> Packed:
    in_block = documents.block == documents.wanted
    rows, borders = packed(
        "SELECT segments FROM coding_segmentblock WHERE document_id = ANY(%s::bigint[])"
        " ORDER BY document_id",
        [id_list(documents.pk[in_block])],
        4,
    )
    if in_block.all():
        return Packed(rows, borders)
    pieces = np.split(rows, borders[1:-1]) if in_block.any() else []
    for place in np.flatnonzero(~in_block):
        pk, wanted = int(documents.pk[place]), int(documents.wanted[place])
        is_now = documents.now[place] == wanted
        pieces.insert(int(place), present_rows(pk) if is_now else earlier_rows(pk, wanted))
    return _joined(pieces)


def _packed_units(documents: Documents, name: str) -> Packed:
    """Paragraphs and turns never change: a block of whatever revision will do."""
    in_block = documents.block >= 0
    rows, borders = packed(
        f"SELECT {name} FROM coding_segmentblock WHERE document_id = ANY(%s::bigint[])"  # noqa: S608
        " ORDER BY document_id",
        [id_list(documents.pk[in_block])],
        2,
    )
    if in_block.all():
        return Packed(rows, borders)
    pieces = np.split(rows, borders[1:-1]) if in_block.any() else []
    table = "fieldnotes_paragraph" if name == "paragraphs" else "fieldnotes_speakerturn"
    for place in np.flatnonzero(~in_block):
        query = (
            f'SELECT start::bigint, "end"::bigint FROM {table} WHERE document_id = %s ORDER BY 1'  # noqa: S608
        )
        pieces.insert(int(place), numbers(query, [int(documents.pk[place])], 2).T)
    return _joined(pieces)


def _joined(pieces: list[IntArray]) -> Packed:
    borders = np.cumsum([0, *map(len, pieces)])
    return Packed(np.concatenate(pieces), borders)


def _turns(documents: Documents) -> IntArray:
    """Columns document (place among these), start, end, participant, interviewer, in order."""
    turns = numbers(
        'SELECT document_id, start::bigint, "end"::bigint, coalesce(participant_id, -1),'
        " interviewer::int::bigint FROM fieldnotes_speakerturn"
        " WHERE document_id = ANY(%s::bigint[]) ORDER BY document_id, start",
        [id_list(documents.pk)],
        5,
    )
    turns[0] = np.searchsorted(documents.pk, turns[0])
    return turns
