"""Plain text (.txt): bytes to Unicode, in the open about every guess."""

import codecs
import re

from charset_normalizer import from_bytes

from .document import Source
from .limits import MEBIBYTE, Limits
from .problems import ImportProblem, Note, gettext_noop

# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Windows and old Macs wrote. Taken when nothing fits better: on short texts the guess is
# often a neighbour that turns French accents into Czech ones.
_USUAL_ENCODINGS = ("cp1252", "mac_roman")
# Told by their byte order mark or their NUL bytes, never guessed.
_NOT_GUESSED = ["utf_7", "utf_8", "utf_16", "utf_16_le", "utf_16_be"]
_NOT_GUESSED += ["utf_32", "utf_32_le", "utf_32_be"]
_GUESS_BYTES = MEBIBYTE
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MAX_CONTROL_SHARE = 0.01

_NOT_TEXT = gettext_noop("The file is not plain text.")


def read(data: bytes, limits: Limits) -> Source:
    """The lines of a text file. Raises ImportProblem where it is no text or too long."""
    text, note = decode(data)
    limits.check_text(len(text))
    return Source(tuple(text.split("\n")), (note,) if note else ())


def decode(data: bytes) -> tuple[str, Note | None]:
    """Text with LF newlines and no byte order mark, and a note where the encoding was guessed.

    In this order: a byte order mark, UTF-8, UTF-16 without its mark, a guess from the bytes.
    Raises ImportProblem for what is empty, holds NUL characters or is no text.
    """
    text, note = _decoded(data)
    if "\0" in text:
        raise ImportProblem(gettext_noop("The file holds NUL characters, which no text has."))
    if len(_CONTROLS.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise ImportProblem(_NOT_TEXT)
    if not text.strip():
        raise ImportProblem(gettext_noop("The file is empty."))
    return text.replace("\r\n", "\n").replace("\r", "\n"), note


def _decoded(data: bytes) -> tuple[str, Note | None]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text, None
    if not data:
        return "", None
    encoding = _unmarked_utf_16(data) if b"\0" in data else _guess(data)
    return _strictly(data, encoding), Note(
        gettext_noop("Read as %(encoding)s, which is a guess: check accents and quotation marks."),
        {"encoding": encoding},
    )


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportProblem(
            gettext_noop("The file looks like %(encoding)s text but is damaged at byte %(byte)d."),
            encoding=encoding.removesuffix("-sig"),
            byte=error.start,
        ) from error


def _unmarked_utf_16(data: bytes) -> str:
    """In western UTF-16 every second byte is NUL, always on the same side."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and min(even, odd) == 0 and max(even, odd) > len(data) / 8:
        return "utf-16-le" if odd else "utf-16-be"
    raise ImportProblem(gettext_noop("The file holds NUL bytes, so it is not plain text."))


def _guess(data: bytes) -> str:
    sample = data[:_GUESS_BYTES]
    if len(data) > _GUESS_BYTES:
        # Ending with a whole line keeps a character of several bytes in one piece.
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    matches = from_bytes(sample, cp_exclusion=_NOT_GUESSED)
    best = matches.best()
    if best is None:
        raise ImportProblem(_NOT_TEXT)
    as_good = {
        name
        for match in matches
        if match.chaos <= best.chaos
        for name in (match.encoding, *match.could_be_from_charset)
    }
    return next((name for name in _USUAL_ENCODINGS if name in as_good), best.encoding)
