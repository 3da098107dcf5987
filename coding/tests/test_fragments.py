"""Texts cut at the borders of ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.text.fragments import Fragment, Mark, context, fragments

TEXT = "One two. 😀\nThree four five.\nSix."
offset = st.integers(0, len(TEXT))
stretch = st.tuples(offset, offset).map(sorted)
marks = st.lists(st.builds(lambda s, name: Mark(*s, name), stretch, st.sampled_from("ab")))


@given(stretch, marks)
def test_each_character_is_under_the_marks_that_cover_it(stretch, marks):
    start, end = stretch
    found = fragments(TEXT, start, end, marks)
    assert "".join(fragment.text for fragment in found) == TEXT[start:end]
    under = [fragment.under for fragment in found for _character in fragment.text]
    assert under == [
        {mark.name for mark in marks if mark.start <= place < mark.end}
        for place in range(start, end)
    ]
    assert all(fragment.text for fragment in found)


def test_two_ranges_that_cross():
    found = fragments("abcdef", 0, 6, [Mark(1, 4, "a"), Mark(3, 9, "b")])
    assert found == [
        Fragment("a", frozenset()),
        Fragment("bc", frozenset("a")),
        Fragment("d", frozenset("ab")),
        Fragment("ef", frozenset("b")),
    ]


@given(stretch, st.integers(0, 40))
def test_the_context_is_whole_words_of_the_same_paragraph(stretch, around):
    start, end = stretch
    left, right = context(TEXT, start, end, around=around)
    assert max(0, start - around) <= left <= start
    assert end <= right <= min(len(TEXT), end + around)
    assert "\n" not in TEXT[left:start] + TEXT[end:right]
    for border, given_border in ((left, start), (right, end)):
        inside_a_word = 0 < border < len(TEXT) and not (
            TEXT[border - 1].isspace() or TEXT[border].isspace()
        )
        assert border == given_border or not inside_a_word


@pytest.mark.parametrize(
    ("around", "shown"),
    [(0, "four"), (5, "four"), (6, "Three four five."), (99, "Three four five.")],
)
def test_how_much_is_shown(around, shown):
    start = TEXT.index("four")
    left, right = context(TEXT, start, start + 4, around=around)
    assert TEXT[left:right].strip() == shown
