"""Cutting a passage into parts, and what stands between two passages."""

from collections.abc import Iterable
from itertools import pairwise

Range = tuple[int, int]


def parts(text: str, passage: Range, places: Iterable[int]) -> list[Range]:
    """`passage` cut at `places`, each part without the blanks at its ends, blank parts left out.

    All in code points of `text`; places outside the passage, or at its ends, cut nothing.
    """
    start, end = passage
    cuts = sorted({start, end, *(place for place in places if start < place < end)})
    trimmed = (_trimmed(text, *part) for part in pairwise(cuts))
    return [part for part in trimmed if part[0] < part[1]]


def touch(text: str, one: Range, other: Range) -> bool:
    """Whether two passages overlap, or nothing but blanks stands between them."""
    (_, end), (start, _) = sorted([one, other])
    return start <= end or not text[end:start].strip()


def _trimmed(text: str, start: int, end: int) -> Range:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return start + left, max(start + left, start + len(words.rstrip()))
