"""Cutting passages, by examples and against what one would do character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.text.parts import parts, touch

TEXT = "one two  three"


@pytest.mark.parametrize(
    ("passage", "places", "expected"),
    [
        ((0, 14), [4], [(0, 3), (4, 14)]),
        ((0, 14), [3], [(0, 3), (4, 14)]),
        ((0, 14), [8], [(0, 7), (9, 14)]),
        ((0, 14), [4, 7], [(0, 3), (4, 7), (9, 14)]),
        ((0, 14), [7, 4, 7], [(0, 3), (4, 7), (9, 14)]),
        ((0, 14), [2], [(0, 2), (2, 14)]),
        ((4, 9), [7], [(4, 7)]),
        ((4, 7), [0, 4, 7, 14], [(4, 7)]),
        ((7, 9), [8], []),
    ],
)
def test_parts(passage, places, expected):
    assert parts(TEXT, passage, places) == expected


@given(st.text(alphabet="ab \n😀", max_size=20), st.data())
def test_parts_hold_every_letter_once_and_no_blank_at_an_end(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    places = data.draw(st.lists(st.integers(-2, 25), max_size=3))
    found = parts(text, (start, end), places)
    held = [at for part in found for at in range(*part)]
    letters = [at for at in range(start, end) if not text[at].isspace()]
    assert sorted(held) == held
    assert [at for at in held if not text[at].isspace()] == letters
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in found)
    assert not any(s < place < e for s, e in found for place in places)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 3), (4, 7), True),
        ((0, 3), (9, 14), False),
        ((4, 7), (9, 14), True),
        ((9, 14), (4, 7), True),
        ((0, 7), (4, 14), True),
        ((0, 14), (4, 7), True),
        ((0, 3), (3, 4), True),
    ],
)
def test_touch(one, other, expected):
    assert touch(TEXT, one, other) is expected
