"""What a search finds, whether in the text or in one's notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from coding.models import Code
from coding.text.fragments import Fragment, Mark, context, fragments
from coding.text.kwic import AROUND, Line, lines
from coding.text.query import Range
from coding.text.widen import sentence
from fieldnotes.models import Document

from .asked import Passage

LINES_A_HIT = 3


@dataclass(frozen=True)
class Note:
    """The code and the memo of one's segment, in fragments; what was found is under "found"."""

    code: Code
    name: list[Fragment]
    memo: list[Fragment]


@dataclass(frozen=True)
class Hit:
    """A paragraph of a document with the places in it that were found, in code points.

    For a note, the place is that of its segment, and `paragraph` all the paragraphs it touches.
    `pk` is the paragraph's, or the segment's.
    """

    pk: int
    document: Document = field(repr=False)
    paragraph: Range
    places: Sequence[Range]
    note: Note | None = None

    @cached_property
    def _lines(self) -> list[Line]:
        return list(lines(self.document.text, self.paragraph, self.places))

    def lines(self) -> list[Line]:
        """The first few lines of the concordance."""
        return self._lines[:LINES_A_HIT]

    def further_lines(self) -> int:
        return max(0, len(self._lines) - LINES_A_HIT)

    def excerpts(self, width: Passage) -> list[list[Fragment]]:
        """Its passages with some context, the passage under "passage" and what was found under
        "found"."""
        text = self.document.text
        marks = [Mark(start, end, "found") for start, end in self.places]
        return [
            fragments(
                text,
                *context(text, start, end, around=AROUND),
                [*marks, Mark(start, end, "passage")],
            )
            for start, end in sorted(self.passages(width))
        ]

    def passages(self, width: Passage) -> set[Range]:
        """The ranges that are tagged for this hit."""
        if width == Passage.HIT:
            return set(self.places)
        if width == Passage.SENTENCE:
            text = self.document.text
            return {sentence(text, self.paragraph, place) for place in self.places}
        return {self.paragraph}


class Hits(Protocol):
    """Hits in the order of documents and text; a Paginator can leaf through them."""

    def __len__(self) -> int: ...

    def count_documents(self) -> int: ...

    def chosen(self, pks: Iterable[int]) -> list[Hit]:
        """Those of `pks` that are hits."""

    def __getitem__(self, part: slice) -> list[Hit]: ...
