"""What an importer hands back. Offsets count Unicode code points: `text[span.start:span.end]`."""

from dataclasses import dataclass

from .problems import Note


@dataclass(frozen=True, slots=True)
class Source:
    """The blocks of a file in reading order, before they become one text.

    A block is what the format calls a paragraph: a line of a .txt, a paragraph or table row of a
    .docx. It may be blank, and a newline inside it is a soft line break.
    """

    blocks: tuple[str, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open range `[start, end)` of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go, from its label up to the next label."""

    start: int
    end: int
    speaker: str


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """A text with LF newlines, no byte order mark and no normalisation, and what was found in it.

    Paragraphs and turns are in order and do not overlap; a turn starts and ends with a paragraph.
    """

    text: str
    paragraphs: tuple[Span, ...]
    turns: tuple[Turn, ...]
    notes: tuple[Note, ...] = ()
