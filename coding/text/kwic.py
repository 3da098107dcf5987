"""What was found, in context: the lines of a concordance (key word in context)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .fragments import Fragment, Mark, context, fragments

Range = tuple[int, int]

AROUND = 90
"""Code points of context on each side, more than a screen shows."""
NEAR = 40
"""Code points behind a place within which another is sure to be seen on its line."""
LONGEST = 240
"""Code points of what was found that a line shows."""


@dataclass(frozen=True)
class Line:
    """A place `[start, end)` of a text with what stands before and after it in its paragraph.

    `left` and `right` are fragments, of which those that were found too are under "found"; `cut`
    says that the middle shows the beginning of a longer place.
    """

    start: int
    end: int
    left: list[Fragment]
    middle: str
    right: list[Fragment]
    cut: bool


def lines(text: str, paragraph: Range, places: Sequence[Range]) -> Iterator[Line]:
    """A line for every place that is not near behind the place of the line before.

    Args:
        places: in order, in code points of `text`, within `paragraph`.
    """
    marks = [Mark(start, end, "found") for start, end in places]
    shown = paragraph[0]
    for start, end in places:
        if end <= shown:
            continue
        left, right = context(text, start, end, around=AROUND)
        left, right = max(left, paragraph[0]), min(right, paragraph[1])
        cut = end - start > LONGEST
        yield Line(
            start,
            end,
            fragments(text, left, start, marks) if left < start else [],
            text[start : start + LONGEST] if cut else text[start:end],
            fragments(text, end, right, marks) if end < right and not cut else [],
            cut,
        )
        shown = min(end + NEAR, right)
