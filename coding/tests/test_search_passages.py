"""From what was found to the line that shows it, and to the sentence that is tagged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.text.kwic import AROUND, LONGEST, NEAR, lines
from coding.text.widen import sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two @ here. Three.", "Two @ here."),
        ("@ first. Two.", "@ first."),
        ("One. Two @", "Two @"),
        ("Is it? @! No.", "@!"),
        ("Well … so @ I think. No.", "Well … so @ I think."),
        ("Well… @ Then", "@ Then"),
        ("Mr. Hale said @. No.", "Mr. Hale said @."),
        ("J. Smith and I. Then @ x.", "Then @ x."),
        ("He said no. Then @ x.", "Then @ x."),
        ('She says, "Stop." @ goes.', "@ goes."),
        ("« Non ! » @ rit. Il", "@ rit."),
        ("No end\n@ after a line break\nNext", "@ after a line break"),
        ("It was 4.5 and @. Yes", "It was 4.5 and @."),
        ("He left. and @ stayed.", "He left. and @ stayed."),
        ("  @  ", "@"),
    ],
)
def test_the_sentence_of_a_place(text, expected):
    at = text.index("@")
    start, end = sentence(text, (0, len(text)), (at, at + 1))
    assert text[start:end] == expected


def test_a_place_in_two_sentences_takes_both_and_leaves_the_paragraph_alone():
    text = "Before.\nOne. Two here. Three there. Four.\nAfter."
    paragraph = (8, text.index("\nAfter"))
    place = (text.index("here"), text.index("there"))
    assert text[slice(*sentence(text, paragraph, place))] == "Two here. Three there."


@given(st.text(alphabet='aB.!? »\n"Mr', min_size=1), st.data())
def test_the_sentence_holds_its_place(text, data):
    inked = [i for i, c in enumerate(text) if not c.isspace()]
    if not inked:
        return
    start = data.draw(st.sampled_from(inked))
    end = data.draw(st.sampled_from([i for i in inked if i >= start])) + 1
    left, right = sentence(text, (0, len(text)), (start, end))
    assert left <= start < end <= right
    assert text[left:right] == text[left:right].strip()


def joined(fragments):
    return "".join(fragment.text for fragment in fragments)


@given(
    st.text(alphabet="ab ", min_size=1, max_size=400),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 300)), max_size=6),
)
def test_lines_show_every_place_with_what_is_around_it(text, places):
    text = f"x\n{text}\ny"
    paragraph = (2, len(text) - 2)
    inside = sorted(
        {(2 + a, min(2 + a + n, paragraph[1])) for a, n in places if 2 + a < paragraph[1]}
    )
    shown = list(lines(text, paragraph, inside))
    for line in shown:
        assert (line.start, line.end) in inside
        assert line.cut == (line.end - line.start > LONGEST)
        assert text[line.start :].startswith(line.middle)
        assert text[: line.start].endswith(joined(line.left))
        assert text[line.end :].startswith(joined(line.right))
        assert max(len(joined(line.left)), len(joined(line.right))) <= AROUND
        assert "\n" not in joined(line.left) + line.middle + joined(line.right)
    seen = [(line.start, line.end + min(NEAR, len(joined(line.right)))) for line in shown]
    assert all(any(a <= start and end <= b for a, b in seen) for start, end in inside)


def test_what_was_found_is_marked_beside_the_line_too():
    (line,) = lines("the cat, the hat", (0, 16), [(0, 3), (9, 12)])
    assert (line.left, line.middle) == ([], "the")
    assert [(f.text, bool(f.under)) for f in line.right] == [
        (" cat, ", False),
        ("the", True),
        (" hat", False),
    ]
