"""Dragging a segment's boundaries, by mouse and by touch."""

import pytest
from playwright.sync_api import expect

from .reader import PLACES, Reader, import_text, open_reader

TEXT = """Interviewer: Who decides what goes into a report?

Moira: On paper, the team. In practice, whoever has the file open. I write most of them.
"""


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    reader.select(2, "In practice", "practice,")
    reader.press("p", "d")
    reader.say("Tagged")
    reader.saved()
    reader.press("Escape")
    return reader


def grab(reader: Reader, edge: str) -> None:
    box = reader.page.locator(f".boundary.of-{edge}").bounding_box()
    assert box
    reader.page.mouse.move(box["x"], box["y"] + box["height"] / 2)
    knob = box["y"] - 4 if edge == "start" else box["y"] + box["height"] + 4
    reader.page.mouse.move(box["x"], knob)
    reader.page.mouse.down()


def drag_to(reader: Reader, paragraph: int, word: str, *, end: bool) -> None:
    places = reader.page.evaluate(PLACES, [paragraph, word, word])
    x, y = places[1] if end else places[0]
    box = reader.page.locator(f".boundary.of-{'end' if end else 'start'}").bounding_box()
    assert box
    # The knob is held beyond the line: the boundary keeps its distance from the pointer.
    off = box["height"] / 2 + 4
    reader.page.mouse.move(x, y + off if end else y - off, steps=6)


def coded_text(reader: Reader) -> str:
    reader.saved()
    (segment,) = reader.segments()
    return str(segment["text"])


def test_drag_both_boundaries_and_undo(reader: Reader) -> None:
    page = reader.page
    expect(page.locator(".boundary")).to_have_count(2)
    grab(reader, "end")
    drag_to(reader, 2, "file", end=True)
    marked = "[...CSS.highlights.get('active')].map(r => r.endOffset - r.startOffset)"
    assert page.evaluate(marked) == [len("In practice, whoever has the file")]
    page.mouse.up()
    expect(page.locator(".card-item.active blockquote")).to_have_text(
        "In practice, whoever has the file"
    )
    assert coded_text(reader) == "In practice, whoever has the file"

    grab(reader, "start")
    drag_to(reader, 2, "paper", end=False)
    page.mouse.up()
    assert coded_text(reader) == "paper, the team. In practice, whoever has the file"
    reader.press("u")
    reader.say("the boundaries of Power to define")
    assert coded_text(reader) == "In practice, whoever has the file"


def test_snap_to_words_alt_to_characters_escape_to_nothing(reader: Reader) -> None:
    page = reader.page
    grab(reader, "end")
    drag_to(reader, 2, "whoe", end=True)
    page.mouse.up()
    assert coded_text(reader) == "In practice, whoever"
    grab(reader, "end")
    page.keyboard.down("Alt")
    drag_to(reader, 2, "whoe", end=True)
    page.mouse.up()
    page.keyboard.up("Alt")
    assert coded_text(reader) == "In practice, whoe"
    grab(reader, "end")
    drag_to(reader, 2, "I write", end=True)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert coded_text(reader) == "In practice, whoe"
    # Never past the other boundary.
    grab(reader, "end")
    drag_to(reader, 1, "decides", end=True)
    page.mouse.up()
    assert coded_text(reader).startswith("In")


def test_nobody_drags_what_another_coded(site, browser_page, reader: Reader) -> None:
    other = open_reader(browser_page("researcher2"), site, reader.document)
    other.click_on(2, "practice")
    expect(other.page.locator(".card-item.active")).to_be_visible()
    expect(other.page.locator(".boundary")).to_have_count(0)
