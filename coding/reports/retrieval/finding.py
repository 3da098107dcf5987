"""The ranges of a query's leaves, read in one snapshot."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.db import connection

from coding.reports.codelist import code_list
from coding.reports.copying import numbers
from coding.reports.source import read_source
from coding.stats.intervals import IntArray
from coding.stats.passages import Ranges
from coding.stats.units import Units, Windows
from coding.text.query import found as places_in
from coding.text.query import tsquery
from coding.text.retrieval.tree import Leaf, Unit
from fieldnotes.importers.words import words
from fieldnotes.models import Document, Project

from .answering import Found, Width
from .names import Meaning, Places, Segments, Words
from .parameters import Asked

_PARAGRAPHS = """
    SELECT p.document_id, p.start::bigint, p."end"::bigint
    FROM fieldnotes_paragraph p JOIN fieldnotes_document d ON d.id = p.document_id
    WHERE d.project_id = %s ORDER BY 1, 2"""
_TURNS = """
    SELECT t.document_id, t.start::bigint, t."end"::bigint, coalesce(t.participant_id, -1)
    FROM fieldnotes_speakerturn t JOIN fieldnotes_document d ON d.id = t.document_id
    WHERE d.project_id = %s ORDER BY 1, 2"""
# A paragraph without an index is read.
_HOLDING = """
    SELECT p.document_id, p.start, p."end"
    FROM fieldnotes_paragraph p JOIN fieldnotes_document d ON d.id = p.document_id
    JOIN fieldnotes_paragraphwords w ON w.paragraph_id = p.id
    WHERE d.project_id = %s AND (w.vector @@ %s::tsquery OR w.vector IS NULL)
    ORDER BY 1, 2"""
TEXTS_AT_ONCE = 200


class Coded(NamedTuple):
    """Segments as columns, in no order; codes and coders by id."""

    document: IntArray
    start: IntArray
    end: IntArray
    code: IntArray
    coder: IntArray


class Material:
    """What a query is answered from, read when it is first needed. Documents are numbered in the
    order of fieldwork: `documents` are their ids, `revisions` and `lengths` go with them."""

    def __init__(self, project: Project, asked: Asked) -> None:
        self.project, self.asked = project, asked
        rows = Document.objects.filter(project=project)
        ordered = rows.order_by("fieldwork_date", "title", "pk")
        columns = list(ordered.values_list("pk", "revision", "length"))
        table = np.array(columns, dtype=np.int64).reshape(-1, 3)
        self.documents, self.revisions, self.lengths = table.T
        self._order = np.argsort(self.documents)

    def number_of(self, ids: IntArray) -> IntArray:
        """Documents' numbers by their ids."""
        return self._order[np.searchsorted(self.documents, ids, sorter=self._order)]

    def found(self, meanings: Mapping[Leaf, Meaning]) -> dict[Leaf, Found]:
        named = [meaning for meaning in meanings.values() if isinstance(meaning, Segments)]
        corpus = self._corpus(frozenset().union(*(meaning.codes for meaning in named)))
        return {leaf: self._of(meaning, corpus) for leaf, meaning in meanings.items()}

    def units(self, unit: Unit, size: int) -> Units | Windows:
        if unit is Unit.PARAGRAPH:
            return self.paragraphs
        if unit is Unit.DOCUMENT:
            return Units.documents(self.lengths)
        document, start, end, _participant = self.turns
        turns = Units.of(document, start, end)
        return Windows.of(turns, size) if unit is Unit.WINDOW else turns

    @cached_property
    def paragraphs(self) -> Units:
        document, start, end = numbers(_PARAGRAPHS, [self.project.pk], 3)
        return Units.of(self.number_of(document), start, end)

    @cached_property
    def turns(self) -> IntArray:
        """Columns document, start, end, participant (-1: nobody known)."""
        turns = numbers(_TURNS, [self.project.pk], 4)
        turns[0] = self.number_of(turns[0])
        return turns

    def _of(self, meaning: Meaning, corpus: Coded) -> Found:
        match meaning:
            case Segments(codes, coders):
                rows = np.isin(corpus.code, list(codes))
                if coders is not None:
                    rows &= np.isin(corpus.coder, list(coders))
                return Found(Ranges.of(corpus.document[rows], corpus.start[rows], corpus.end[rows]))
            case Words():
                return Found(self._words(meaning))
            case Places():
                return self._places(meaning)

    def _corpus(self, ids: Collection[int]) -> Coded:
        """Segments of these codes on the layer."""
        codes = code_list(self.project)
        own = np.array([code["id"] for code in codes.codes], dtype=np.int64)
        wanted = np.flatnonzero(np.isin(own, list(ids))).tolist()
        source = read_source(self.project, self.asked.reading(), codes)
        rows = [np.empty((5, 0), dtype=np.int64)]
        for part in source.parts(only=wanted):
            c = part.corpus
            rows.append(np.array([c.document, c.start, c.end, c.code, c.coder]))
        document, start, end, code, coder = np.concatenate(rows, axis=1)
        document = self.number_of(source.documents.pk[document])
        return Coded(document, start, end, own[code], coder)

    def _places(self, meaning: Places) -> Found:
        document, start, end, participant = self.turns
        spoken = np.isin(participant, list(meaning.participants))
        turns = Ranges.of(document[spoken], start[spoken], end[spoken])
        if not meaning.of_documents:
            return Found(turns, Width.TURN)
        whole = self.number_of(np.array(sorted(meaning.documents), dtype=np.int64))
        documents = Ranges.of(whole, np.zeros_like(whole), self.lengths[whole])
        return Found(Ranges.union([documents, turns]), Width.DOCUMENT)

    def _words(self, meaning: Words) -> Ranges:
        """Where the words stand, as the project's search finds them: within a paragraph."""
        with connection.cursor() as cursor:
            cursor.execute(_HOLDING, [self.project.pk, tsquery(meaning.query)])
            rows = cursor.fetchall()
        by_document: dict[int, list[tuple[int, int]]] = {}
        for document, *paragraph in rows:
            by_document.setdefault(document, []).append((paragraph[0], paragraph[1]))
        held: list[tuple[int, int, int]] = []
        texts = Document.objects.filter(pk__in=list(by_document)).values_list("pk", "text")
        for document, text in texts.iterator(chunk_size=TEXTS_AT_ONCE):
            for first, behind in by_document[document]:
                inside = places_in(meaning.query, words(text[first:behind]), {}) or []
                held += [(document, first + start, first + end) for start, end in inside]
        columns = np.array(held, dtype=np.int64).reshape(-1, 3).T
        return Ranges.of(self.number_of(columns[0]), columns[1], columns[2])
