"""Blocks of a source into one text, and the paragraphs of that text."""

from collections.abc import Iterable

from .document import Span


def join_blocks(blocks: Iterable[str]) -> tuple[str, tuple[Span, ...]]:
    """Join blocks by one newline each; every block that is not blank is a paragraph.

    Newlines at the ends of a block are dropped, those inside stay within its paragraph. Blank
    blocks stay in the text, as the empty lines they were, and are no paragraphs.
    """
    trimmed = [block.strip("\n") for block in blocks]
    spans = []
    start = 0
    for block in trimmed:
        if block.strip():
            spans.append(Span(start, start + len(block)))
        start += len(block) + 1
    return "\n".join(trimmed), tuple(spans)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of plain text: its lines that are not blank, each without its newline."""
    return join_blocks(text.split("\n"))[1]
