"""From a file to a text with its paragraphs and speaker turns.

Pure functions: bytes in, frozen dataclasses out, ImportProblem for everything that cannot be read.
A format is one module with `read(data, limits) -> Source` and one line in FORMATS.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

from . import plain_text, word
from .document import ImportedDocument, Source, Span, Turn
from .limits import Limits
from .paragraphs import join_blocks
from .problems import ImportProblem, Note, gettext_noop
from .speakers import turns

__all__ = [
    "FORMATS",
    "ImportProblem",
    "ImportedDocument",
    "Limits",
    "Note",
    "Span",
    "Turn",
    "is_archive",
    "is_sheet",
    "read",
]

FORMATS: dict[str, Callable[[bytes, Limits], Source]] = {
    ".docx": word.read,
    ".txt": plain_text.read,
}


def read(name: str, data: bytes, limits: Limits | None = None) -> ImportedDocument:
    """Read one file; its format is told by the suffix of `name`.

    Raises ImportProblem for an unknown suffix, for what passes the limits (the default ones when
    none are given), for empty texts and for everything the format refuses.
    """
    limits = limits or Limits()
    limits.check_file(len(data))
    suffix = _suffix(name)
    if suffix not in FORMATS:
        raise ImportProblem(
            gettext_noop("%(name)s is of a kind that is not read; these are: %(suffixes)s."),
            name=name,
            suffixes=", ".join(sorted(FORMATS)),
        )
    return _assemble(FORMATS[suffix](data, limits), limits)


def is_archive(name: str) -> bool:
    """Whether the file is a container of documents, to be opened with `archive.Archive`."""
    return _suffix(name) == ".zip"


def is_sheet(name: str) -> bool:
    """Whether the file is a sheet of metadata, to be read with `sheet.read_sheet`."""
    return _suffix(name) in {".csv", ".xlsx"}


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower()).suffix


def _assemble(source: Source, limits: Limits) -> ImportedDocument:
    limits.check_paragraphs(sum(1 for block in source.blocks if block.strip()))
    text, spans = join_blocks(source.blocks)
    if not spans:
        raise ImportProblem(gettext_noop("The file holds no text."))
    limits.check_text(len(text))
    return ImportedDocument(text, spans, turns(text, spans), source.notes)
