"""The words of a text as the search knows them, and as PostgreSQL's full text keeps them.

PostgreSQL's own parser would take "and/or" for a path and "end.Next" for a host, drop `<laughs>`,
and fold letters as the server's locale says. Cutting the words here makes the index and what the
search marks in a text agree by construction; PostgreSQL never looks inside a word.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# Letters and digits, with what may stand inside a word unseen: combining accents, soft hyphens,
# joiners. An underscore is no letter; an apostrophe divides: "l'enfant" is "l", then "enfant".
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_WORD = re.compile(rf"[^\W_]+(?:[{_INSIDE}]+[^\W_]*)*")
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060))

LONGEST_KEY = 500  # code points; PostgreSQL's lexemes end at 2046 bytes
MOST_WORDS, MOST_REPETITIONS, MOST_BYTES = 16_000, 250, 500_000  # of a tsvector, on the safe side


class Word(NamedTuple):
    """A word at `[start, end)`, in code points; words of one key are the same to the search."""

    start: int
    end: int
    key: str


def words(text: str) -> list[Word]:
    """The words of `text` in order."""
    return [Word(*match.span(), _key(match[0])) for match in _WORD.finditer(text)]


def word_starts(text: str) -> list[int]:
    """Where the words of `text` begin: as many as there are words, without their keys."""
    return [match.start() for match in _WORD.finditer(text)]


def _key(word: str) -> str:
    """Without regard to case, to the way accents are composed, to ligatures and soft hyphens."""
    if word.isascii():
        return word.lower()[:LONGEST_KEY]
    folded = word.translate(_UNSEEN).casefold()
    return unicodedata.normalize("NFKC", folded)[:LONGEST_KEY]


def vector(words: Sequence[Word], stems: Mapping[str, Sequence[str]]) -> str | None:
    """A tsvector literal of the words' keys and stems with their positions.

    Args:
        stems: further lexemes for a key, which stand at the same positions.

    Returns:
        None where a tsvector would forget some of it: too many words, or one of them too often.
    """
    positions = defaultdict(list)
    for position, word in enumerate(words, start=1):
        for lexeme in (word.key, *stems.get(word.key, ())):
            positions[lexeme].append(str(position))
    repetitions = max(map(len, positions.values()), default=0)
    literal = " ".join(f"{quoted(lexeme)}:{','.join(at)}" for lexeme, at in positions.items())
    if len(words) > MOST_WORDS or repetitions > MOST_REPETITIONS:
        return None
    return literal if len(literal.encode()) <= MOST_BYTES else None


def quoted(lexeme: str) -> str:
    """A lexeme as tsvector and tsquery literals write it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
