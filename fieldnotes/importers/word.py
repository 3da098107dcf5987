"""Word documents (.docx): the text of the body, in the order it is read.

Taken: paragraphs, tables (a row is one paragraph), content controls, links, fields as they were
last shown, text boxes and tracked insertions. Left out: tracked deletions, headers and footers;
footnotes, endnotes and comments, with a note. Element names: ECMA-376 part 1, clause 17.
"""

from collections import Counter

from .document import Source
from .limits import Limits
from .package import main_part, new_parser, open_package, parse
from .problems import ImportProblem, Note, gettext_noop

_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
# Properties hold no text but elements named as those of text (tab stops); a fallback repeats
# what stands beside it.
_SKIPPED = {"pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "del", "moveFrom", _FALLBACK}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_CELL_SEPARATOR = " | "
_MAX_DEPTH = 20
_NOTES = {
    "footnoteReference": gettext_noop("Footnotes were left out: %(count)d."),
    "endnoteReference": gettext_noop("Endnotes were left out: %(count)d."),
    "commentReference": gettext_noop("Comments were left out: %(count)d."),
    "del": gettext_noop("Tracked deletions were left out: %(count)d."),
}
_NOT_WORD = gettext_noop("The file is not a Word document (.docx).")


def read(data: bytes, limits: Limits) -> Source:
    """The paragraphs and table rows of a .docx. Raises ImportProblem where it is none."""
    with open_package(data, limits, otherwise=_NOT_WORD) as package:
        part = main_part(package)
        if part not in package.sizes:
            raise ImportProblem(_NOT_WORD)
        body = _Body(limits)
        parser = new_parser()
        parser.StartElementHandler = body.start
        parser.EndElementHandler = body.end
        parser.CharacterDataHandler = body.characters
        parse(parser, package.chunks(part), part)
    return Source(tuple(body.blocks), body.notes())


class _Body:
    """Collects blocks while the parser walks through the document part."""

    def __init__(self, limits: Limits) -> None:
        self.blocks: list[str] = []
        self._limits = limits
        self._length = 0
        self._is_word = False
        self._in_text = False
        self._skipped_depth = 0
        self._seen: Counter[str] = Counter()
        self._paragraphs: list[list[str]] = []  # Text boxes put paragraphs inside paragraphs.
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []

    def notes(self) -> tuple[Note, ...]:
        return tuple(
            Note(message, {"count": self._seen[name]})
            for name, message in _NOTES.items()
            if self._seen[name]
        )

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = _local(qualified)
        if not self._is_word:
            self._is_word = name == "document"
            if not self._is_word:
                raise ImportProblem(_NOT_WORD)
        if self._skipped_depth or name in _SKIPPED:
            self._skipped_depth += 1
        # A `del` inside properties marks a paragraph or a row, whose text has a `del` of its own.
        if self._skipped_depth > 1:
            return
        if name in _NOTES:
            self._seen[name] += 1
        elif name == "p":
            self._open(self._paragraphs)
        elif name == "tr":
            self._open(self._rows)
        elif name == "tc":
            self._open(self._cells)
        elif name == "t":
            self._in_text = True
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name])
        elif name == "br" and _attribute(attributes, "type") in ("", "textWrapping"):
            self._add("\n")

    def end(self, qualified: str) -> None:
        name = _local(qualified)
        if self._skipped_depth:
            self._skipped_depth -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p":
            self._emit("".join(self._paragraphs.pop()))
        elif name == "tc":
            lines = [text for text in self._cells.pop() if text.strip()]
            if self._rows:
                self._rows[-1].append("\n".join(lines))
        elif name == "tr":
            cells = self._rows.pop()
            self._emit(_CELL_SEPARATOR.join(cells) if any(cells) else "")

    def characters(self, text: str) -> None:
        if self._in_text and not self._skipped_depth:
            self._add(text.replace("\r", "\n"))

    def _add(self, text: str) -> None:
        if self._paragraphs:
            self._length += len(text)
            self._limits.check_text(self._length)
            self._paragraphs[-1].append(text)

    def _emit(self, text: str) -> None:
        (self._cells[-1] if self._cells else self.blocks).append(text)

    def _open(self, stack: list[list[str]]) -> None:
        if len(stack) >= _MAX_DEPTH:
            raise ImportProblem(
                gettext_noop("The file nests tables or text boxes more than %(limit)d deep."),
                limit=_MAX_DEPTH,
            )
        stack.append([])


def _local(qualified: str) -> str:
    """The name alone for elements of Word, with its namespace for all others."""
    namespace, _, name = qualified.rpartition(" ")
    return name if namespace in _WORD else qualified


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if _local(key) == name), "")
