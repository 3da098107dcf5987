"""Search: from a question to its hits, from a hit into the reader, and many hits tagged at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .test_reader_accessible import violations

Open = Callable[..., Page]


def look_for(page: Page, url: str, query: str) -> None:
    page.goto(f"{url}/projects/1/")
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_role("heading", name="How to ask")).to_be_visible()
    page.get_by_role("searchbox", name="Look for").fill(query)
    page.keyboard.press("Enter")


def hit_count(page: Page) -> int:
    words = page.locator(".hits-count").inner_text()
    found = re.match(r"(\d+) hits? in \d+ documents?", words)
    assert found, words
    return int(found[1])


def segments(page: Page, url: str) -> int:
    """How many segments of mine the list of documents counts."""
    page.goto(f"{url}/projects/1/")
    return sum(map(int, page.locator("tbody tr td:last-child").all_inner_texts()))


def test_from_a_question_to_the_place_in_the_reader(site, browser_page: Open) -> None:
    page = browser_page("researcher")
    look_for(page, site.url, "police OR prob*")
    every = hit_count(page)
    assert every > 20
    expect(page.locator("mark.here").first).to_have_text(re.compile("^(police|prob)", re.I))

    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Kind").select_option("fieldnote")
    page.get_by_label("Coded with").select_option(label="Power")
    page.get_by_role("button", name="Search").click()
    assert 0 < hit_count(page) < every
    assert "kind=fieldnote" in page.url
    page.get_by_role("link", name="Search without filters").click()
    assert hit_count(page) == every

    place = page.locator("a.line").first
    address = place.get_attribute("href") or ""
    assert re.fullmatch(r"/documents/\d+/\?at=\d+-\d+", address)
    place.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.url + address)


def test_what_cannot_be_asked_and_what_is_not_there(site, browser_page: Open) -> None:
    page = browser_page("researcher")
    look_for(page, site.url, "(police")
    expect(page.get_by_text("A parenthesis is not closed.")).to_be_visible()
    page.get_by_role("searchbox", name="Look for").fill("xylophone")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Nothing was found.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_all_hits_are_tagged_after_a_preview_and_one_undo_takes_it_back(
    site, browser_page: Open, scripts: bool
) -> None:
    page = browser_page("researcher2", java_script_enabled=scripts)
    before = segments(page, site.url)
    look_for(page, site.url, "police")
    page.get_by_role("button", name=re.compile("^Tag all")).click()
    page.get_by_label("The paragraph").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Choose at least one code.")).to_be_visible()
    page.get_by_label("Status and resources").check()
    page.get_by_label("Professional confusion").check()
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text(re.compile(r"\d+ new segments in \d+ documents\."))
    made = int(re.match(r"\d+", preview.locator("strong").first.inner_text())[0])
    page.get_by_role("button", name=f"Make {made} segments").click()
    expect(page.get_by_text(f"made {made} segments in")).to_be_visible()
    assert segments(page, site.url) == before + made

    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"Undone: {made} segments are gone again.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert segments(page, site.url) == before


def test_some_hits_are_chosen_by_the_keyboard_and_by_a_range(site, browser_page: Open) -> None:
    page = browser_page("researcher2")
    look_for(page, site.url, "court")
    tag = page.locator("#tag-chosen")
    expect(tag).to_be_disabled()
    boxes = page.get_by_role("checkbox", name=re.compile(r"^Choose hit \d+$"))
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(tag).to_have_text("Tag 1 chosen hit…")
    boxes.nth(3).click(modifiers=["Shift"])
    expect(tag).to_have_text("Tag 4 chosen hits…")
    page.get_by_label("All on this page").check()
    expect(tag).to_have_text(f"Tag {boxes.count()} chosen hits…")
    page.get_by_label("All on this page").uncheck()
    expect(tag).to_be_disabled()
    boxes.nth(1).check()
    tag.click()
    expect(page.get_by_role("heading", name="Tag 1 hit")).to_be_visible()
    page.get_by_role("link", name="Back to the hits").click()
    assert hit_count(page) == boxes.count()


def test_ones_memos_are_found_and_a_phone_shows_whole_lines(site, browser_page: Open) -> None:
    page = browser_page("researcher", viewport={"width": 390, "height": 844})
    page.goto(f"{site.url}/projects/1/search/?q=power&where=notes")
    expect(page.locator(".hit-note mark").first).to_have_text(re.compile("power", re.I))
    page.goto(f"{site.url}/projects/1/search/?q=team")
    overflowing = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not overflowing


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_is_amiss(site, browser_page: Open, scheme: str, width: int) -> None:
    page = browser_page("researcher", color_scheme=scheme, viewport={"width": width, "height": 844})
    asked = ["", "?q=police", "?q=power&where=notes&kind=interview", "?q=xylophone", "?q=(a"]
    asked += ["tag/?q=police&which=all", "tag/?q=police&which=all&passage=sentence&codes=1"]
    amiss = {}
    for address in asked:
        page.goto(f"{site.url}/projects/1/search/{address}")
        amiss[address] = violations(page)
    assert not any(amiss.values()), amiss
