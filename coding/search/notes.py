"""Hits in one's own notes: the names of the codes that one gave, and the memos beside them."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db.models import QuerySet

from coding.models import Code, CodedSegment
from coding.text.fragments import Mark, fragments
from coding.text.query import Range, found
from fieldnotes.importers.words import Word, words
from fieldnotes.models import Document, Project, User
from fieldnotes.queries import stems_of

from .asked import Asked
from .hits import Hit, Note

Found = tuple[int, int, list[Range]]
"""A segment, its document, and the places in its note."""


class NoteHits:
    """The segments of `coder` whose code's name and memo hold, together, what a query asks for.

    Raises QueryProblem.
    """

    def __init__(self, project: Project, asked: Asked, *, coder: User) -> None:
        self.project, self.asked, self.coder = project, asked, coder
        self.tree = asked.tree()

    def __len__(self) -> int:
        return len(self._found)

    def count_documents(self) -> int:
        return len({document for _segment, document, _places in self._found})

    def chosen(self, pks: Iterable[int]) -> list[Hit]:
        wanted = set(pks)
        return _read([found for found in self._found if found[0] in wanted])

    def __getitem__(self, part: slice) -> list[Hit]:
        return _read(self._found[part])

    def _segments(self) -> QuerySet[CodedSegment]:
        rows = CodedSegment.objects.filter(
            self.asked.spoken_there(),
            coder=self.coder,
            document__in=self.asked.documents(self.project),
        )
        if self.asked.codes:
            rows = rows.filter(code__in=self.asked.codes)
        return rows.order_by(
            "document__fieldwork_date", "document__title", "document", "start", "end", "pk"
        )

    @cached_property
    def _found(self) -> list[Found]:
        """Notes are short, and most are alike: each is read once."""
        rows = list(self._segments().values_list("pk", "document", "code__name", "memo"))
        cut = {row[2:]: _words(*row[2:]) for row in rows}
        keys = (word.key for its_words in cut.values() for word in its_words)
        stems = stems_of(keys) if self.asked.language else {}
        places = {note: found(self.tree, its_words, stems) for note, its_words in cut.items()}
        return [(row[0], row[1], at) for row in rows if (at := places[row[2:]])]


def _words(name: str, memo: str) -> list[Word]:
    """The words of both, as if the memo stood right behind the name; no phrase spans them."""
    gap = Word(len(name), len(name), "")
    behind = [Word(w.start + len(name), w.end + len(name), w.key) for w in words(memo)]
    return [*words(name), gap, *behind]


def _read(found: Sequence[Found]) -> list[Hit]:
    pks = [segment for segment, _document, _places in found]
    segments = CodedSegment.objects.select_related("code").in_bulk(pks)
    rows = Document.objects.filter(pk__in={document for _segment, document, _places in found})
    documents = rows.prefetch_related("participants__agency", "paragraphs").in_bulk()
    return [_hit(documents[document], segments[pk], places) for pk, document, places in found]


def _hit(document: Document, segment: CodedSegment, places: Sequence[Range]) -> Hit:
    touched = [
        paragraph
        for paragraph in document.paragraphs.all()
        if paragraph.start < segment.end and segment.start < paragraph.end
    ]
    start = min([segment.start, *(paragraph.start for paragraph in touched)])
    end = max([segment.end, *(paragraph.end for paragraph in touched)])
    place = (segment.start, segment.end)
    return Hit(
        segment.pk, document, (start, end), [place], _marked(segment.code, segment.memo, places)
    )


def _marked(code: Code, memo: str, places: Iterable[Range]) -> Note:
    both = code.name + memo
    marks = [Mark(start, end, "found") for start, end in places]
    length = len(code.name)
    return Note(code, fragments(both, 0, length, marks), fragments(both, length, len(both), marks))
