"""Being unsure of a tag: marked with a reason, seen without colour, found again by the filter."""

import re

from playwright.sync_api import expect

from .reader import import_text, open_reader

TEXT = "Moira: On paper, the team. In practice, whoever has the file open.\n"


def test_mark_say_why_filter_and_undo(site, browser_page, tmp_path) -> None:
    page = browser_page("researcher")
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    reader.select(1, "On paper", "team.")
    reader.press("p", "d")
    reader.say("Tagged")
    reader.select(1, "In practice", "open.")
    reader.press("c", "u")
    expect(reader.stripes).to_have_count(2)
    reader.saved()
    card = page.locator(".card-item.active")
    card.focus()
    reader.press("q")
    expect(card.get_by_label("Memo")).to_be_focused()
    page.keyboard.type("Or is it power?")
    reader.press("Control+Enter")
    expect(card.locator(".doubt")).to_be_visible()
    expect(card.get_by_role("button", name="Unsure")).to_have_attribute("aria-pressed", "true")
    stripe = page.locator(".stripe.unsure")
    expect(stripe).to_have_attribute("aria-label", re.compile("^Us and them, unsure, by"))
    reader.saved()
    doubted = {one["memo"]: one["unsure"] for one in reader.segments()}
    assert doubted == {"": False, "Or is it power?": True}

    page.reload()
    page.get_by_role("button", name="Show").click()
    page.get_by_role("checkbox", name="only unsure ones").check()
    expect(reader.stripes).to_have_count(1)
    reader.press("Escape", "g")
    expect(page.locator(".entries button")).to_have_count(1)
    expect(page.locator(".entries .doubt")).to_be_visible()
    reader.press("u", "u")
    reader.say("the doubt about Us and them")
    expect(reader.stripes).to_have_count(0)
