"""What is shown of the tags: single codes hidden or alone; stripes by coder."""

import re

import pytest
from playwright.sync_api import Page, expect

from .reader import Reader, import_text, open_reader
from .test_reader_accessible import violations

TEXT = "Moira: On paper, the team.\n\nMoira: Whoever has the file.\n\nMoira: It is not agreed.\n"


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    """Tagged with two codes of Power and one of Culture; the popover is open."""
    page = browser_page("researcher")
    opened = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    for code in (("p", "d"), ("p", "s"), ("c", "u")):
        opened.press("s", *code, "Escape", "j")
    expect(opened.stripes).to_have_count(3)
    page.get_by_role("button", name="Show").click()
    return opened


def is_mixed(page: Page, name: str) -> bool:
    box = page.get_by_role("checkbox", name=name, exact=True)
    return bool(box.evaluate("box => box.indeterminate"))


def test_codes_of_a_dilemma_are_hidden_one_by_one(reader: Reader) -> None:
    page = reader.page
    power = page.get_by_role("checkbox", name="Power", exact=True)
    codes = page.get_by_role("group", name="Codes of Power").get_by_role("checkbox")
    mark = page.locator("#show.on")
    expect(codes).to_have_count(0)
    page.get_by_role("button", name="Codes of Power").click()
    expect(codes).to_have_count(2)
    codes.first.uncheck()
    expect(reader.stripes).to_have_count(2)
    assert is_mixed(page, "Power")
    expect(mark).to_be_visible()
    codes.last.uncheck()
    expect(reader.stripes).to_have_count(1)
    expect(power).not_to_be_checked()
    assert not is_mixed(page, "Power")

    power.check()
    expect(codes.first).to_be_checked()
    expect(codes.last).to_be_checked()
    expect(reader.stripes).to_have_count(3)
    expect(mark).to_have_count(0)
    power.uncheck()
    expect(codes.first).not_to_be_checked()
    expect(reader.stripes).to_have_count(1)


def test_one_code_alone_by_keyboard_then_all(reader: Reader) -> None:
    page = reader.page
    page.get_by_role("button", name="Codes of Power").press("Enter")
    only = page.get_by_role("button", name="Only Power to define")
    only.focus()
    expect(only).to_have_css("opacity", "1")
    only.press("Enter")
    expect(reader.stripes).to_have_count(1)
    expect(only).to_be_focused()
    assert is_mixed(page, "Power")
    expect(page.get_by_role("checkbox", name="Culture", exact=True)).not_to_be_checked()
    assert not violations(page)

    # The choice stays when the popover is closed, and for a tag that comes later.
    reader.press("Escape")
    expect(page.locator("#filter")).to_be_hidden()
    page.locator("#text").focus()
    reader.press("Home", "s", "c", "u")
    reader.say("Tagged: Us and them")
    expect(reader.stripes).to_have_count(1)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Show all").click()
    expect(reader.stripes).to_have_count(4)
    expect(page.locator("#show.on")).to_have_count(0)


def colours(reader: Reader) -> list[str]:
    """Of the stripes from top to bottom."""
    stripes = "s => s.map(one => getComputedStyle(one).getPropertyValue('--colour'))"
    return [str(colour) for colour in reader.stripes.evaluate_all(stripes)]


def test_stripes_in_the_colours_of_the_coders(site, browser_page, reader: Reader) -> None:
    """Two of the researcher, one of the supervisor with the same code as the first."""
    reader.saved()
    page = browser_page("supervisor")
    seen = open_reader(page, site, reader.document)
    seen.press("j", "j", "j", "s", "p", "d", "Escape")
    expect(seen.stripes).to_have_count(4)
    first, second, third, own = colours(seen)
    assert first == own
    assert len({first, second, third}) == 3

    page.get_by_role("button", name="Show").click()
    choice = page.get_by_role("group", name="Colour stripes").get_by_role("radio")
    expect(choice.first).to_be_checked()
    choice.last.check()
    first, second, third, own = colours(seen)
    assert first == second == third != own
    mark = page.locator("[data-choices=coders] .swatch:visible")
    expect(mark).to_have_count(2)
    assert {first, own} == set(
        mark.evaluate_all("m => m.map(one => one.style.getPropertyValue('--colour'))")
    )
    expect(seen.stripes.last).to_have_attribute("aria-label", re.compile("^Power to define, by "))
    assert not violations(page)
    seen.saved()
    page.reload()
    expect(seen.stripes).to_have_count(4)
    assert colours(seen) == [first, second, third, own]
