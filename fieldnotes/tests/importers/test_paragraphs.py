import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.importers.paragraphs import join_blocks, paragraphs

TEXTS = st.text(st.sampled_from("ab \t\n\u00a0\u2028é😀"))


def shown(text):
    return [text[span.start : span.end] for span in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", ["one"]),
        ("one\ntwo", ["one", "two"]),
        ("\n\none\n \n\ttwo \n", ["one", "\ttwo "]),
        ("one\u2028still one", ["one\u2028still one"]),
        ("é😀\ntwo", ["é😀", "two"]),
        ("", []),
        (" \n\u00a0\n", []),
    ],
)
def test_a_paragraph_is_a_line_that_is_not_blank(text, expected):
    assert shown(text) == expected


@given(TEXTS)
def test_paragraphs_cover_every_visible_character_once_and_no_newline(text):
    covered = [offset for span in paragraphs(text) for offset in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert "\n" not in {text[offset] for offset in covered}
    assert {i for i, character in enumerate(text) if not character.isspace()} <= set(covered)


@given(st.lists(TEXTS))
def test_blocks_keep_their_text_and_their_soft_breaks(blocks):
    text, spans = join_blocks(blocks)
    expected = [block.strip("\n") for block in blocks]
    assert text == "\n".join(expected)
    assert [text[span.start : span.end] for span in spans] == [b for b in expected if b.strip()]
