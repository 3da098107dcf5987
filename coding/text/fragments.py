"""A stretch of text cut where ranges begin and end, so that each piece can be marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Fragment:
    """A piece of text and the names of the ranges that cover it."""

    text: str
    under: frozenset[str]


@dataclass(frozen=True)
class Mark:
    """The half-open range `[start, end)`, in code points, under a name."""

    start: int
    end: int
    name: str


def fragments(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Fragment]:
    """`text[start:end]` in pieces at the borders of `marks`; offsets are those of `text`.

    The pieces put together give exactly `text[start:end]`; none is empty.
    """
    within = [mark for mark in marks if mark.start < end and mark.end > start]
    inner = {border for mark in within for border in (mark.start, mark.end) if start < border < end}
    borders = [start, *sorted(inner), end]
    return [
        Fragment(
            text[left:right],
            frozenset(mark.name for mark in within if mark.start <= left and right <= mark.end),
        )
        for left, right in pairwise(borders)
        if left < right
    ]


def context(text: str, start: int, end: int, *, around: int) -> tuple[int, int]:
    """`[start, end)` widened by up to `around` code points on each side, to whole words and
    without leaving the paragraph (a newline)."""
    left = max(text.rfind("\n", 0, start) + 1, start - around)
    line_end = text.find("\n", end)
    right = min(len(text) if line_end < 0 else line_end, end + around)
    while left > 0 and left < start and not text[left - 1].isspace():
        left += 1
    while right < len(text) and right > end and not text[right].isspace():
        right -= 1
    return left, right
