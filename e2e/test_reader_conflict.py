"""The dialog of what was not saved: every difference is shown, by more than colour; axe-clean."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .reader import import_text, open_reader
from .test_reader_accessible import violations

TEXT = "Jun: One, two and three.\n"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_doubt_is_a_difference(site, browser_page, tmp_path: Path, scheme, width) -> None:
    size = {"width": width, "height": 844}
    page = browser_page("researcher", color_scheme=scheme, viewport=size)
    mine = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    mine.press("s", "c", "v")
    mine.saved()
    theirs = open_reader(page.context.new_page(), site, mine.document)
    expect(theirs.stripes).to_have_count(1)

    page.route("**/api/**", lambda route: route.abort())
    page.bring_to_front()
    mine.press("Escape", "Enter")
    expect(page.locator(".card-item.active")).to_be_focused()
    mine.press("q", "Escape")
    expect(page.locator(".card-item.active .doubt")).to_be_visible()
    theirs.page.bring_to_front()
    theirs.press("Enter", "m")
    expect(theirs.page.locator(".card-item.active textarea")).to_be_focused()
    theirs.page.keyboard.type("theirs")
    theirs.press("Control+Enter")
    theirs.saved()
    page.bring_to_front()
    page.unroute("**/api/**")

    needs = page.get_by_role("button", name="1 change needs you")
    expect(needs).to_be_visible(timeout=8_000)
    needs.click()
    dialog = page.get_by_role("dialog", name="Not saved")
    expect(dialog.locator(".mine ins")).to_have_text(["unsure"])
    expect(dialog.locator(".theirs ins")).to_have_text(["sure"])
    assert violations(page) == []
    dialog.get_by_role("button", name="Put mine").click()
    mine.saved()
    (segment,) = mine.segments()
    assert (segment["unsure"], segment["memo"]) == (True, "theirs")
