"""Tagging: by mouse and picker, by the keyboard alone; changing, deleting, undoing."""

import re

import pytest
from playwright.sync_api import expect

from .reader import Reader, import_text, open_reader

TEXT = """Interviewer: Who decides what goes into a report?

Moira: On paper, the team. In practice, whoever has the file open. I write most of them.

Interviewer: And before the four agencies moved in together?

Moira: Before that it was simple. We were social workers. Nobody asked us what we were for.
"""


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    document = import_text(site, page, TEXT, tmp_path)
    return open_reader(page, site, document)


def test_select_with_the_mouse_and_pick_two_codes(reader: Reader) -> None:
    page = reader.page
    reader.select(2, "In practice", "file open.")
    page.get_by_role("button", name="Tag", exact=True).click()
    query = page.get_by_role("combobox", name="Find a code")
    expect(query).to_be_focused()
    query.press_sequentially("define")
    expect(page.locator(".picker-about h2")).to_have_text("Power to define")
    expect(page.locator(".picker-about")).to_contain_text("When not to use")
    reader.press("Control+Enter")
    query.press_sequentially("status and")
    expect(page.get_by_role("button", name="Tag with 2 codes")).to_be_visible()
    reader.press("Enter")

    expect(reader.stripes).to_have_count(2)
    reader.saved()
    words = "In practice, whoever has the file open."
    assert reader.coded() == {("power.define", words), ("power.status", words)}
    assert reader.selected() == words  # ready for the next code


def test_the_keyboard_alone(reader: Reader) -> None:
    page = reader.page
    reader.press("j", "Shift+ArrowDown")
    assert reader.selected() == "On paper, the team."
    reader.press("Shift+ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft")
    assert reader.selected().endswith("whoever has the file open. I")
    reader.press("Shift+ArrowLeft")
    reader.press("p")
    hint = page.locator("#chord-hint")
    expect(hint).to_contain_text("Power to define")
    expect(hint).to_contain_text("Dominant perspective")
    reader.press("d")
    expect(hint).to_be_hidden()
    reader.press("e", "p")
    reader.say("Tagged: Practising expertise")
    words = "On paper, the team. In practice, whoever has the file open."
    reader.saved()
    assert reader.coded() == {("power.define", words), ("expertise.practice", words)}

    reader.press("Escape", "j", "j", "s", "c", "u")
    reader.say("Tagged: Us and them")
    reader.saved()
    assert ("culture.usthem", TEXT.strip().split("\n\n")[3]) in reader.coded()

    # To the segments and back, without a mouse.
    reader.press("Escape", "b", "b")
    stripe = page.locator(".stripe:focus")
    expect(stripe).to_have_attribute(
        "aria-label", re.compile("^(Power to define|Practising expertise), by")
    )
    reader.press("Enter")
    expect(page.locator(".card-item.active")).to_be_focused()
    reader.press("Delete")
    reader.say("Deleted:")
    reader.press("u")
    reader.say("is back")
    expect(reader.stripes).to_have_count(3)
    reader.press("Escape")
    assert len(reader.segments()) == 3


def test_retag_move_write_delete_and_undo(reader: Reader) -> None:
    page = reader.page
    reader.select(4, "it was simple.", "it was simple.")
    reader.press("c", "d")
    reader.say("Tagged: Accepting difference")
    reader.press("Escape", "Escape")
    expect(reader.cards).to_have_count(0)

    reader.click_on(4, "simple")
    card = page.locator(".card-item.active")
    expect(card).to_contain_text("Accepting difference")
    card.get_by_role("button", name="Change code").click()
    page.get_by_role("combobox").press_sequentially("us and them")
    reader.press("Enter")
    expect(card).to_contain_text("Us and them")

    card.get_by_role("button", name="End one word later").click()
    card.get_by_role("button", name="End one word later").click()
    card.get_by_role("button", name="Start one word later").click()
    expect(card.locator("blockquote")).to_have_text("was simple. We were")

    reader.select(4, "We were", "workers.")
    card.get_by_role("button", name="Use the selection").click()
    expect(card.locator("blockquote")).to_have_text("We were social workers.")

    card.get_by_label("Memo").fill("Who counts as us?")
    reader.press("Control+Enter")
    expect(card).to_be_focused()
    reader.saved()
    (segment,) = reader.segments()
    assert segment["text"] == "We were social workers."
    assert (segment["key"], segment["memo"]) == ("culture.usthem", "Who counts as us?")

    reader.press("x")
    reader.say("Deleted: Us and them")
    expect(reader.stripes).to_have_count(0)
    reader.toast.get_by_role("button", name="Undo").click()
    reader.say("is back")
    expect(reader.stripes).to_have_count(1)
    page.reload()
    expect(reader.stripes).to_have_count(1)
    tools = page.get_by_role("toolbar", name="Reader")
    tools.get_by_role("button", name="Undo").click()
    reader.say("the memo of Us and them")
    tools.get_by_role("button", name="Redo").click()
    reader.say("Redone")
    reader.saved()
    assert reader.segments()[0]["memo"] == "Who counts as us?"


def test_the_list_of_all_segments_and_the_filter(reader: Reader) -> None:
    page = reader.page
    for code in (("c", "v"), ("p", "d")):
        reader.press("j", "s", *code)
    reader.saved()
    reader.press("Escape", "Home", "g")
    entries = page.locator(".entries button")
    expect(entries).to_have_count(2)
    expect(entries.first).to_be_focused()
    reader.press("ArrowDown", "Enter")
    expect(page.locator("p.here")).to_have_attribute("data-number", "3")
    page.get_by_role("button", name="Show").click()
    power = page.get_by_role("checkbox", name="Power")
    power.uncheck()
    expect(entries).to_have_count(1)
    expect(reader.stripes).to_have_count(1)
    power.check()
    expect(reader.stripes).to_have_count(2)


def test_late_news_of_a_selection_does_not_move_the_reader_back(reader: Reader) -> None:
    page = reader.page
    reader.press("j", "s", "j")
    page.evaluate("document.dispatchEvent(new Event('selectionchange'))")
    expect(page.locator("p.here")).to_have_attribute("data-number", "3")
    reader.press("s")
    assert reader.selected().startswith("Interviewer: And before")


def test_the_list_keeps_the_focus_when_a_tag_is_confirmed(reader: Reader) -> None:
    page = reader.page
    page.context.set_offline(True)
    for code in (("c", "v"), ("p", "d")):
        reader.press("j", "s", *code)
    reader.press("Escape", "Home", "g", "ArrowDown")
    focused = page.locator(".entries button:focus")
    expect(focused).to_have_attribute("data-segment", "-2")
    page.context.set_offline(False)
    expect(focused).to_have_attribute("data-segment", re.compile(r"^\d+$"))
    expect(focused).to_contain_text("Power to define")
