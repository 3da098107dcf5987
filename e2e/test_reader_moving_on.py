"""Moving on in the text: what was selected before does not get the next tag."""

import pytest
from playwright.sync_api import expect

from .reader import Reader, import_text, open_reader

TEXT = """Interviewer: Who decides what goes into a report?

Moira: On paper, the team. In practice, whoever has the file open. I write most of them.

Interviewer: And before the four agencies moved in together?

Moira: Before that it was simple. We were social workers. Nobody asked us what we were for.
"""
PAPER = ("power.define", "On paper, the team.")


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    reader.press("j", "Shift+ArrowDown", "p", "d")
    reader.say("Tagged: Power to define")
    reader.saved()
    return reader


def test_the_next_sentence_follows_the_passage(reader: Reader) -> None:
    reader.press("Control+ArrowRight", "Shift+ArrowDown", "c", "u")
    reader.say("Tagged: Us and them")
    reader.press("j", "j")
    assert reader.selected() == ""
    reader.press("c", "v")
    reader.say("Select a passage first")
    reader.press("Shift+ArrowDown", "c", "v")
    reader.say("Tagged: Welfare and justice")
    reader.saved()
    practice = "In practice, whoever has the file open."
    simple = "Before that it was simple."
    assert reader.coded() == {PAPER, ("culture.usthem", practice), ("culture.values", simple)}


def test_whoever_visits_a_segment_has_left_the_selection(reader: Reader) -> None:
    reader.press("j", "j", "s", "b")
    expect(reader.page.locator(".stripe:focus")).to_have_count(1)
    assert reader.selected() == ""
    reader.press("j", "s", "g", "Enter")
    expect(reader.page.locator("p.here")).to_have_attribute("data-number", "2")
    reader.press("c", "u")
    reader.say("Select a passage first")
    reader.saved()
    assert reader.coded() == {PAPER}


def test_back_to_the_text_from_a_stripe(reader: Reader) -> None:
    text = reader.page.locator("#text")
    reader.press("Home", "n", "Enter", "Escape")
    expect(reader.page.locator(".stripe:focus")).to_have_count(1)
    reader.press("Escape")
    expect(text).to_be_focused()
    reader.press("Home", "n", "j")
    expect(text).to_be_focused()
    reader.press("j", "Shift+ArrowDown")
    assert reader.selected() == "Before that it was simple."


def test_the_selection_follows_a_moved_boundary(reader: Reader) -> None:
    card = reader.page.locator(".card-item.active")
    card.get_by_role("button", name="End one word earlier").click()
    expect(card.locator("blockquote")).to_have_text("On paper, the")
    assert reader.selected() == "On paper, the"
    reader.press("e", "p")
    reader.say("Tagged: Practising expertise")
    reader.saved()
    passage = "On paper, the"
    assert reader.coded() == {("power.define", passage), ("expertise.practice", passage)}


def test_a_memo_is_written_from_the_stripe(reader: Reader) -> None:
    """What is typed are not commands: not a letter of it tags or deletes."""
    reader.press("Home", "n", "m")
    memo = reader.page.get_by_role("textbox", name="Memo", exact=True)
    expect(memo).to_be_focused()
    reader.page.keyboard.type("Whose decision is it really? x")
    reader.press("Escape", "Escape")
    expect(reader.page.locator(".stripe:focus")).to_have_count(1)
    reader.press("Escape", "Home", "n", "q")
    expect(memo).to_be_focused()
    reader.saved()
    assert reader.coded() == {PAPER}
    (segment,) = reader.segments()
    assert (segment["memo"], segment["unsure"]) == ("Whose decision is it really? x", True)
