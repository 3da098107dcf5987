"""How far one has come with a document: read, coded, done; in the reader and in the list."""

from playwright.sync_api import Locator, Page, expect

from .reader import import_text, open_reader
from .test_reader_accessible import violations

LINES = [f"Moira: Line {number} is about who writes the report." for number in range(1, 121)]
TEXT = "\n\n".join(LINES) + "\n"


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has_text=title)


def test_read_code_and_be_done(site, browser_page, tmp_path) -> None:
    page = browser_page("researcher")
    document = import_text(site, page, TEXT, tmp_path)
    documents = page.request.get(f"{site.url}/api/projects/1/documents").json()
    title = next(one["title"] for one in documents if one["id"] == document)
    page.goto(f"{site.url}/projects/1/")
    expect(row(page, title)).to_contain_text("Not opened")

    # The first screen is read, the end that one jumps to is not.
    with page.expect_response(f"**/api/documents/{document}/progress") as first:
        reader = open_reader(page, site, document)
    first_screen = first.value.json()["read_to"]
    assert 0 < first_screen < len(TEXT) / 2
    reader.press("End")
    expect(page.locator('[data-number="120"]')).to_be_in_viewport()
    reader.press("Home")
    with page.expect_response(f"**/api/documents/{document}/progress") as second:
        reader.press(*["j"] * 30)
    assert first_screen < second.value.json()["read_to"] < len(TEXT) / 2

    reader.press("s", "p", "d")
    reader.saved()
    reader.press("Shift+E")
    reader.say("You are done with this document.")
    done = page.get_by_role("button", name="Done")
    expect(done).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(done).to_have_attribute("aria-pressed", "true")
    done.click()
    reader.say("You are not done with this document.")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(done).to_have_attribute("aria-pressed", "true")

    page.goto(f"{site.url}/projects/1/")
    expect(row(page, title)).to_contain_text("Done · coded 1 %")
    assert violations(page) == []
    page.get_by_role("link", name="Not done by me").click()
    expect(row(page, title)).to_have_count(0)

    other = browser_page("supervisor")
    other.goto(f"{site.url}/projects/1/")
    expect(row(other, title)).to_contain_text("1 of 2 done")


def test_the_sample_shows_who_is_done(site, browser_page) -> None:
    page = browser_page("supervisor")
    page.goto(f"{site.url}/projects/1/")
    expect(page.get_by_text("2 of 2 done").first).to_be_visible()
    expect(page.get_by_text("1 of 2 done").first).to_be_visible()
