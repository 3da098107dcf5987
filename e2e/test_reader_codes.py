"""Giving codes quickly: repeat the last ones, recent ones first, a new one without leaving."""

import uuid

import pytest
from playwright.sync_api import expect

from .reader import Reader, import_text, open_reader

TEXT = """Interviewer: Who decides what goes into a report?

Moira: On paper, the team. In practice, whoever has the file open. I write most of them.

Interviewer: And before?
"""


@pytest.fixture
def open_as(site, browser_page, tmp_path):
    def open_it(username: str) -> Reader:
        page = browser_page(username)
        return open_reader(page, site, import_text(site, page, TEXT, tmp_path))

    return open_it


def test_repeat_and_recent_codes(open_as) -> None:
    reader = open_as("researcher")
    page = reader.page
    reader.press("s", ".")
    reader.say("There is no tag to repeat yet.")
    reader.press("p", "d", "c", "u", "Escape", "j", "s", ".")
    reader.say("Tagged: Power to define, Us and them")
    expect(reader.stripes).to_have_count(4)

    reader.press("Escape", "j", "s", "Enter")
    first = page.get_by_role("group", name="Recent and likely").get_by_role("option")
    expect(first).to_have_count(2)
    expect(page.locator(".picker-code.current")).to_contain_text("Power to define")
    reader.press("ArrowDown", "Control+Enter", "ArrowDown", "ArrowUp", "Enter")
    reader.say("Tagged: Us and them")
    reader.saved()
    line = "Interviewer: And before?"
    assert {key for key, text in reader.coded() if text == line} == {"culture.usthem"}
    # A researcher uses the codebook; a supervisor looks after it.
    reader.press("Enter")
    expect(page.get_by_role("button", name="New code")).to_have_count(0)


def test_a_supervisor_adds_codes_without_leaving(open_as) -> None:
    reader = open_as("supervisor")
    page = reader.page
    name = f"Filing {uuid.uuid4().hex[:6]}"
    reader.select(2, "the file", "open")
    reader.press("Enter")
    page.get_by_role("combobox", name="Find a code").press_sequentially(name)
    expect(page.get_by_text("No code matches.")).to_be_visible()
    reader.press("Enter")
    dialog = page.get_by_role("dialog", name="New code")
    expect(dialog.get_by_label("Name")).to_have_value(name)
    dialog.get_by_label("Stands under").select_option(label="Power")
    dialog.get_by_label("Definition").fill("Who keeps the file.")
    dialog.get_by_role("button", name="Add and choose").click()
    expect(page.locator(".picker-about")).to_contain_text("Who keeps the file.")
    expect(page.get_by_role("button", name="Tag with 1 code")).to_be_visible()
    reader.press("Enter")
    reader.say(f"Tagged: {name}")
    reader.saved()
    key = "power." + name.lower().replace(" ", "-")
    assert reader.coded() == {(key, "the file open")}

    reader.press("Enter")
    page.get_by_role("button", name="New code named as these words").click()
    expect(dialog.get_by_label("Name")).to_have_value("the file open")
    reader.press("Enter")
    expect(dialog).to_be_hidden()
    reader.press("Enter")
    reader.say("Tagged: the file open")
