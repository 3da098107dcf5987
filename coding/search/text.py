"""Hits in the text of documents: PostgreSQL says which paragraphs, their text says where."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from coding.models import CodedSegment
from coding.text.query import Range, found, tsquery
from fieldnotes.importers.words import words
from fieldnotes.models import Document, Paragraph, ParagraphWords, Project
from fieldnotes.queries import stems_of

from .asked import Asked
from .hits import Hit

ORDER = ("document__fieldwork_date", "document__title", "document", "index")
PARAGRAPHS_AT_ONCE = 2_000  # of which the text is read


class LexemeQuery(SearchQuery):
    """A tsquery literal that PostgreSQL takes as it is, without its parser and dictionaries."""

    template = "(%(expressions)s)::tsquery"


class TextHits:
    """The paragraphs of a project that a query asks for.

    With codes asked for, only the places that lie in one of `segments` with such a code.
    Raises QueryProblem.
    """

    def __init__(self, project: Project, asked: Asked, *, segments: QuerySet[CodedSegment]) -> None:
        self.project, self.asked, self.tree = project, asked, asked.tree()
        self.segments = segments.filter(code__in=asked.codes)

    def __len__(self) -> int:
        return sum(hits for _document, hits in self._counts)

    def count_documents(self) -> int:
        return len(self._counts)

    def chosen(self, pks: Iterable[int]) -> list[Hit]:
        return self._read(self._rows.filter(pk__in=list(pks)).order_by(*ORDER))

    def __getitem__(self, part: slice) -> list[Hit]:
        start, stop, _step = part.indices(len(self))
        documents, skipped, seen = [], 0, 0
        for document, hits in self._counts:
            if seen + hits <= start:
                skipped = seen + hits
            elif seen < stop:
                documents.append(document)
            seen += hits
        rows = self._rows.filter(document__in=documents).order_by(*ORDER)
        return self._read(rows[start - skipped : stop - skipped])

    @cached_property
    def _counts(self) -> list[tuple[int, int]]:
        """The documents with hits, in order, and how many hits each has."""
        counts = dict(self._rows.values_list("document").annotate(Count("pk")))
        documents = Document.objects.filter(pk__in=counts)
        ordered = documents.order_by("fieldwork_date", "title", "pk").values_list("pk", flat=True)
        return [(document, counts[document]) for document in ordered]

    @cached_property
    def _rows(self) -> QuerySet[Paragraph]:
        """Exactly the paragraphs that are hits."""
        rows = self._filtered()
        indexed = Q(words__vector=LexemeQuery(tsquery(self.tree)))
        unindexed = Q(pk__in=ParagraphWords.objects.filter(vector=None).values("pk"))
        if not self.asked.codes:
            read = self._verified(rows.filter(unindexed))
            return rows.filter(indexed | Q(pk__in=read) if read else indexed)
        # Whether a place lies in a segment of a part of the paragraph, only the text tells.
        whole = Q(Exists(self._around(start__lte=OuterRef("start"), end__gte=OuterRef("end"))))
        sure = rows.filter(indexed, whole).values_list("pk", flat=True)
        read = self._verified(rows.filter(indexed & ~whole)) + self._verified(
            rows.filter(unindexed)
        )
        return Paragraph.objects.filter(pk__in=[*sure, *read])

    def _filtered(self) -> QuerySet[Paragraph]:
        rows = Paragraph.objects.filter(
            self.asked.spoken_there(), document__in=self.asked.documents(self.project)
        )
        if self.asked.codes:
            touching = self._around(start__lt=OuterRef("end"), end__gt=OuterRef("start"))
            rows = rows.filter(Exists(touching))
        return rows

    def _around(self, **place: OuterRef) -> QuerySet[CodedSegment]:
        return self.segments.filter(document=OuterRef("document"), **place)

    def _verified(self, rows: QuerySet[Paragraph]) -> list[int]:
        """The ids of those that hold what is asked for, by a look at their text."""
        pks = list(rows.order_by("document", "start").values_list("pk", flat=True))
        parts = (pks[at : at + PARAGRAPHS_AT_ONCE] for at in range(0, len(pks), PARAGRAPHS_AT_ONCE))
        return [
            hit.pk for part in parts for hit in self._read(Paragraph.objects.filter(pk__in=part))
        ]

    def _read(self, rows: Iterable[Paragraph]) -> list[Hit]:
        rows = list(rows)
        documents = (
            Document.objects.filter(pk__in={row.document_id for row in rows})
            .prefetch_related("participants__agency")
            .in_bulk()
        )
        cut = [words(documents[row.document_id].text[row.start : row.end]) for row in rows]
        stems = (
            stems_of(w.key for its_words in cut for w in its_words) if self.asked.language else {}
        )
        ranges = self._coded(documents) if self.asked.codes else None
        hits = []
        for row, its_words in zip(rows, cut, strict=True):
            inside = found(self.tree, its_words, stems) or []
            places = [(row.start + start, row.start + end) for start, end in inside]
            if ranges is not None:
                places = _within(places, ranges[row.document_id])
            if places:
                document = documents[row.document_id]
                hits.append(Hit(row.pk, document, (row.start, row.end), places))
        return hits

    def _coded(self, documents: Iterable[int]) -> dict[int, list[Range]]:
        ranges = defaultdict(list)
        rows = self.segments.filter(document__in=list(documents)).order_by()
        for document, start, end in rows.values_list("document", "start", "end").distinct():
            ranges[document].append((start, end))
        return ranges


def _within(places: Sequence[Range], ranges: Sequence[Range]) -> list[Range]:
    return [
        place
        for place in places
        if any(start <= place[0] and place[1] <= end for start, end in ranges)
    ]
