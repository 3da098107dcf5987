"""Splitting a segment and merging two, each with one undo."""

import pytest
from playwright.sync_api import expect

from .reader import Reader, import_text, open_reader

TEXT = "Moira: On paper, the team. In practice, whoever has the file open. I write most of them.\n"


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    reader.select(1, "On paper", "file open.")
    reader.press("p", "d")
    reader.say("Tagged")
    reader.press("Escape")
    return reader


def test_split_at_a_click_merge_and_undo_both(reader: Reader) -> None:
    page = reader.page
    reader.click_on(1, "In")
    card = page.locator(".card-item.active")
    card.get_by_role("button", name="Split").click()
    reader.say("Split: Power to define")
    expect(reader.stripes).to_have_count(2)
    expect(reader.cards).to_have_count(2)
    parts = {"On paper, the team.", "In practice, whoever has the file open."}
    assert {text for _, text in reader.coded()} == parts

    card.get_by_role("button", name="Merge").click()
    reader.say("Merged: Power to define")
    expect(reader.stripes).to_have_count(1)
    whole = "On paper, the team. In practice, whoever has the file open."
    assert reader.coded() == {("power.define", whole)}

    reader.press("u")
    expect(reader.stripes).to_have_count(2)
    reader.press("u")
    expect(reader.stripes).to_have_count(1)
    assert reader.coded() == {("power.define", whole)}


def test_divide_at_a_selection_by_key_and_what_cannot_be_done(reader: Reader) -> None:
    reader.select(1, "In practice", "practice,")
    reader.press("Shift+D")
    reader.say("Split: Power to define")
    expect(reader.stripes).to_have_count(3)
    assert {text for _, text in reader.coded()} == {
        "On paper, the team.",
        "In practice,",
        "whoever has the file open.",
    }
    reader.press("Escape", "Home", "n", "n", "Enter", "Shift+D")
    reader.say("Select words inside the segment")
    reader.page.context.set_offline(True)
    reader.press("Shift+M")
    reader.say("The server does not answer: try again in a moment.")
    reader.page.context.set_offline(False)
    reader.press("Shift+M")
    reader.say("Merged")
    expect(reader.stripes).to_have_count(2)
