"""Where a document opens: at the passage of a link, else where one was."""

import pytest
from playwright.sync_api import expect

from .reader import Reader, import_text, open_reader

LINES = [f"Moira: Line {number} 😀 is about who writes the report." for number in range(1, 121)]
TEXT = "\n\n".join(LINES) + "\n"
# How high paragraph 70 stands in the window when it stays there from one frame to the next.
SETTLED = """() => new Promise((done) => {
  const height = () => document.querySelector('[data-number="70"]').getBoundingClientRect().top;
  const look = (before) => requestAnimationFrame(() => {
    if (height() === before) done(before);
    else look(height());
  });
  look(null);
})"""


@pytest.fixture
def reader(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    return open_reader(page, site, import_text(site, page, TEXT, tmp_path))


def in_view(reader: Reader, paragraph: int) -> None:
    expect(reader.page.locator(f'[data-number="{paragraph}"]')).to_be_in_viewport()


def test_a_link_opens_its_passage(site, reader: Reader) -> None:
    page = reader.page
    words = "who writes the report."
    text = reader._get(f"/api/documents/{reader.document}")["text"]
    start = text.index(words, text.index("Line 90 "))
    address = f"{site.url}/documents/{reader.document}/?at={start}-{start + len(words)}"
    page.goto(address)
    in_view(reader, 90)
    assert reader.selected() == words
    reader.press("p", "d")
    reader.say("Tagged: Power to define")
    reader.saved()
    assert reader.coded() == {("power.define", words)}

    page.goto(f"{site.url}/")
    page.goto(address)
    expect(page.locator(".card-item.active")).to_contain_text("Power to define")
    in_view(reader, 90)

    # Who reads on and reloads stays there.
    reader.press("Escape", "Home")
    in_view(reader, 1)
    page.reload()
    in_view(reader, 1)


def test_a_document_opens_where_one_was(site, reader: Reader) -> None:
    page = reader.page
    page.locator('[data-number="70"]').scroll_into_view_if_needed()
    reader.click_on(70, "report")
    top = page.evaluate(SETTLED)
    page.goto(f"{site.url}/")
    open_reader(page, site, reader.document)
    in_view(reader, 70)
    expect(page.locator("p.here")).to_have_attribute("data-number", "70")
    page.wait_for_function(f"async (top) => Math.abs(await ({SETTLED})() - top) < 4", arg=top)


@pytest.mark.parametrize("query", ["at=99999999-100000000", "at=7-3", "at=x"])
def test_an_address_that_names_no_passage_opens_the_start(site, reader, query: str) -> None:
    reader.page.goto(f"{site.url}/documents/{reader.document}/?{query}")
    in_view(reader, 1)
    assert reader.selected() == ""


def test_the_minimap_shows_where_codes_are_and_leads_there(reader: Reader) -> None:
    page = reader.page
    reader.press("End", "s", "p", "d")
    reader.say("Tagged")
    painted = """() => {
      const canvas = document.querySelector("#minimap canvas");
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
      const rows = new Set();
      for (let at = 3; at < data.length; at += 4)
        if (data[at]) rows.add(Math.floor(at / 4 / width) / height);
      return [Math.min(...rows), Math.max(...rows)];
    }"""
    page.wait_for_function(f"() => ({painted})()[0] > 0.97")
    window = page.locator(".minimap-window")
    strip = page.locator("#minimap").bounding_box()
    shown = window.bounding_box()
    assert strip and shown
    assert shown["y"] + shown["height"] >= strip["y"] + strip["height"] - 2

    page.mouse.click(strip["x"] + 5, strip["y"] + strip["height"] / 2)
    page.wait_for_function(
        "y => Math.abs(document.querySelector('.minimap-window').getBoundingClientRect().y - y)"
        " < 150",
        arg=strip["y"] + strip["height"] / 2,
    )
    in_view(reader, 60)
    expect(page.locator("#text")).to_be_focused()
    page.get_by_role("button", name="Show").click()
    page.get_by_role("checkbox", name="Power").uncheck()
    page.wait_for_function(f"() => ({painted})()[0] === Infinity")
