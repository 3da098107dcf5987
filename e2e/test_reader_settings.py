"""How one reads: the setting of the text, focus mode, what is not coded yet."""

import pytest
from playwright.sync_api import expect

from .reader import Reader, import_text, open_reader

TEXT = "\n\n".join(f"Moira: Line {number} is about the report." for number in range(1, 91)) + "\n"


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    return open_reader(page, site, import_text(site, page, TEXT, tmp_path))


def test_the_text_is_set_as_one_likes_and_stays_so(reader: Reader) -> None:
    page = reader.page
    reader.press("End", "s", "p", "d")
    expect(reader.stripes).to_have_count(1)
    size = "parseFloat(getComputedStyle(document.getElementById('text')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="Text", exact=True).click()
    page.get_by_label("Type size").select_option(label="very large")
    page.get_by_label("Line spacing").select_option(label="open")
    assert page.evaluate(size) == pytest.approx(before * 1.5)
    # The stripe follows its line.
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    page.wait_for_function(
        """() => {
          const box = (s) => document.querySelector(s).getBoundingClientRect();
          return Math.abs(box('.stripe').top - box('p.here').top) < 40;
        }"""
    )
    page.reload()
    assert page.evaluate(size) == pytest.approx(before * 1.5)


def test_focus_leaves_the_text_alone_and_segments_can_be_opened(reader: Reader) -> None:
    page = reader.page
    reader.press("s", "p", "d", "Escape", "Shift+F")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator("#panel")).to_be_hidden()
    reader.press("Enter")
    expect(page.locator(".card-item.active")).to_be_visible()
    reader.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.get_by_role("button", name="Focus").click()
    expect(page.locator("#panel")).to_be_visible()


def test_the_next_paragraph_without_a_code_and_the_share(reader: Reader) -> None:
    share = reader.page.locator("#share")
    expect(share).to_have_text("Coded: 0%")
    reader.press("s", "p", "d", "Escape", "j", "s", "c", "u", "Escape", "Home", "Shift+J")
    here = reader.page.locator("p.here")
    expect(here).to_have_attribute("data-number", "3")
    expect(share).to_have_text("Coded: 2%")
    reader.press("Shift+K")
    reader.say("You have coded every paragraph on this side.")
    expect(here).to_have_attribute("data-number", "3")


def test_single_keys_can_be_switched_off(reader: Reader) -> None:
    """WCAG 2.2, 2.1.4: who speaks to the computer sets off no command by a letter."""
    page = reader.page
    page.get_by_role("button", name="Text", exact=True).click()
    page.get_by_label("Keys without Ctrl").uncheck()
    page.keyboard.press("Escape")
    page.locator("#text").focus()
    reader.press("j", "s", "p", "d", "?", "Shift+J", ".")
    expect(page.locator("p.here")).to_have_attribute("data-number", "1")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert reader.selected() == ""
    # What needs Ctrl, and what only works in the text, still does.
    reader.press("ArrowDown", "Shift+ArrowDown", "Enter")
    expect(page.get_by_role("combobox", name="Find a code")).to_be_focused()
    page.keyboard.type("us and them")
    reader.press("Enter")
    reader.say("Tagged: Us and them")
    reader.press("Control+z")
    reader.say("is taken off")
    page.reload()
    reader.press("j")
    expect(page.locator("p.here")).to_have_attribute("data-number", "2")
    page.get_by_role("button", name="Text", exact=True).click()
    page.get_by_label("Keys without Ctrl").check()
    page.keyboard.press("Escape")
    page.locator("#text").focus()
    reader.press("j")
    expect(page.locator("p.here")).to_have_attribute("data-number", "3")
