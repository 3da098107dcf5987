"""Memos by keyboard: written at a segment, linked to another, changed, deleted and put back."""

import re
import uuid

from playwright.sync_api import expect

from .reader import import_text, open_reader
from .test_reader_accessible import violations

TEXT = "Moira: On paper, the team. In practice, whoever has the file open.\n"


def test_written_and_linked_in_the_reader(site, browser_page, tmp_path) -> None:
    page = browser_page("researcher")
    document = import_text(site, page, TEXT, tmp_path)
    reader = open_reader(page, site, document)
    title = f"Who writes {uuid.uuid4().hex[:6]}"
    reader.select(1, "On paper", "team.")
    reader.press("p", "d")
    reader.saved()
    card = page.locator(".card-item.active")
    card.focus()
    reader.press("l")
    dialog = page.get_by_role("dialog", name="Link a memo")
    expect(dialog).to_contain_text("On paper, the team.")
    page.keyboard.type(title)
    reader.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("write the text of a new one")
    page.keyboard.type("The file decides.")
    assert violations(page) == []
    reader.press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(card.get_by_role("link", name=title)).to_be_visible()
    expect(card).to_be_focused()
    assert violations(page) == []

    # The same memo at another segment, chosen from the list; unlinked, and that undone.
    reader.select(1, "In practice", "open.")
    reader.press("c", "u")
    reader.saved()
    card.focus()
    reader.press("l")
    expect(dialog).to_be_visible()
    page.keyboard.type(title)
    reader.press("ArrowDown", "Enter")
    expect(dialog).to_be_hidden()
    reader.say(f"Linked: {title}")
    card.get_by_role("button", name=f"Unlink {title}").click()
    reader.say("Not linked any more")
    expect(card.get_by_role("link", name=title)).to_have_count(0)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(card.get_by_role("link", name=title)).to_be_visible()

    # From the memo back to the passage.
    card.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.locator(".memo-passages li")).to_have_count(2)
    assert violations(page) == []
    page.locator(".memo-passages li", has_text="In practice").get_by_role("link").click()
    expect(page.locator("#text")).to_be_focused()
    assert reader.selected() == "In practice, whoever has the file open."
    expect(page.locator(".card-item.active").get_by_role("link", name=title)).to_be_visible()


def test_written_changed_deleted_and_put_back(site, browser_page) -> None:
    page = browser_page("researcher")
    title = f"Idea {uuid.uuid4().hex[:6]}"
    page.goto(f"{site.url}/projects/1/")
    page.get_by_role("link", name="Memos", exact=True).click()
    page.get_by_role("link", name="Write a memo").click()
    expect(page.get_by_label("Title")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type(title)
    page.get_by_label("Text").fill("First.\n\nSecond.")
    page.get_by_label("Code").select_option(label="– Power to define")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Power to define")).to_be_visible()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Text").fill("Third.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".memo-text")).to_have_text(re.compile("Third"))
    memo = page.url

    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("status")).to_contain_text(f"{title}” is deleted")
    expect(page.get_by_role("link", name=title)).to_have_count(0)
    assert violations(page) == []
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(memo)
    expect(page.locator(".memo-text")).to_have_text(re.compile("Third"))

    other = browser_page("researcher2")
    other.goto(memo)
    expect(other.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(other.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
