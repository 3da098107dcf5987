"""Finding words in the document."""

import pytest
from playwright.sync_api import Locator, expect

from .reader import Reader, import_text, open_reader

LINES = [f"Moira: Line {number} 😀 is about who writes the report." for number in range(1, 121)]
LINES[49] = "Moira: The RÉSUMÉ of the Straße 😀 came after the re\u0301sume\u0301."
TEXT = "\n\n".join(LINES) + "\n"


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    return open_reader(page, site, import_text(site, page, TEXT, tmp_path))


def field(reader: Reader) -> Locator:
    return reader.page.get_by_role("search").get_by_role("textbox")


def count(reader: Reader, words: str) -> None:
    expect(reader.page.get_by_role("search").get_by_role("status")).to_have_text(words)


def words_of(reader: Reader, name: str) -> list[str]:
    script = """name => [...CSS.highlights.get(name)].map((range) =>
      range.startContainer.data.slice(range.startOffset, range.endOffset))"""
    return list(reader.page.evaluate(script, name))


def test_what_is_found_is_tagged_at_once(reader: Reader) -> None:
    reader.press("/")
    expect(field(reader)).to_be_focused()
    reader.page.keyboard.type("resume")
    count(reader, "1 of 2")
    assert words_of(reader, "hit") == ["RÉSUMÉ", "re\u0301sume\u0301"]
    assert words_of(reader, "found") == ["RÉSUMÉ"]
    expect(reader.page.locator('[data-number="50"]')).to_be_in_viewport()
    expect(reader.page.locator("p.here")).to_have_attribute("data-number", "50")
    reader.press("Enter")
    count(reader, "2 of 2")
    reader.press("Enter")
    count(reader, "1 of 2")
    reader.press("Shift+Enter")
    count(reader, "2 of 2")

    reader.press("Escape")
    expect(field(reader)).to_be_hidden()
    expect(reader.page.locator("#text")).to_be_focused()
    assert reader.selected() == "re\u0301sume\u0301"
    assert words_of(reader, "hit") == []
    reader.press("p", "d")
    reader.say("Tagged: Power to define")
    reader.saved()
    assert reader.coded() == {("power.define", "re\u0301sume\u0301")}

    # The words are still there the next time, chosen, so that typing replaces them.
    reader.press("Escape", "/")
    expect(field(reader)).to_have_value("resume")
    reader.page.keyboard.type("STRASSE")
    count(reader, "1 of 1")
    assert words_of(reader, "found") == ["Straße"]


def test_hits_are_sought_from_where_one_reads_and_painted_near_the_screen(reader: Reader) -> None:
    reader.press("End", "k", "k", "/")
    reader.page.keyboard.type("report.")
    count(reader, "118 of 119")
    assert 0 < len(words_of(reader, "hit")) < 119
    reader.press("Enter", "Enter")
    count(reader, "1 of 119")
    expect(reader.page.locator('[data-number="1"]')).to_be_in_viewport()


def test_without_a_hit_everything_stays_as_it_was(reader: Reader) -> None:
    reader.select(3, "who", "writes")
    assert reader.selected() == "who writes"
    reader.page.get_by_role("button", name="Find in the document").click()
    # The selection is what is sought first.
    expect(field(reader)).to_have_value("who writes")
    count(reader, "3 of 119")
    field(reader).fill("xylophone")
    count(reader, "not found")
    assert words_of(reader, "found") == []
    reader.press("Enter", "Escape")
    expect(reader.page.get_by_role("button", name="Find in the document")).to_be_focused()
    assert reader.selected() == "who writes"
    expect(reader.page.locator("#tag-button")).to_be_visible()


def test_on_a_phone_what_is_found_is_not_hidden_by_the_bar(site, browser_page, tmp_path) -> None:
    page = browser_page("researcher", viewport={"width": 390, "height": 844}, has_touch=True)
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    page.get_by_role("button", name="Find in the document").tap()
    field(reader).fill("who writes")
    for number in range(1, 30):
        count(reader, f"{number} of 119")
        top = page.evaluate("""() => {
          const [{ startContainer, startOffset, endOffset }] = CSS.highlights.get('found');
          const range = document.createRange();
          range.setStart(startContainer, startOffset);
          range.setEnd(startContainer, endOffset);
          return range.getBoundingClientRect().top;
        }""")
        bar = page.get_by_role("search").bounding_box()
        assert bar
        assert 0 <= bar["x"] <= 390 - bar["width"]
        assert top >= bar["y"] + bar["height"]
        page.get_by_role("button", name="Next", exact=True).tap()
    page.get_by_role("search").get_by_role("button", name="Close").tap()
    assert reader.selected() == "who writes"
