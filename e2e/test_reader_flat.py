"""The reader in a browser without the CSS Custom Highlight API, and on paper."""

import re

import pytest
from playwright.sync_api import expect

from .reader import PLACES, Reader, import_text, open_reader

TEXT = (
    "Interviewer: Who decides what goes into the file?\n\n"
    "Moira: Whoever 😀 has it open. We never agreed on that, and nobody asked us to.\n\n"
    "Interviewer: And then?\n\n"
    "Moira: Then it is read in court as if we had.\n"
)

# The words of the flat marks of a name, joined where they touch; and how far the first one's box
# lies from the box of the same words in the text, in pixels.
MARKED = """name => {
  const texts = [];
  for (const p of document.querySelectorAll(".behind p")) {
    let touching = false;
    for (const node of p.childNodes) {
      const isMarked = node.classList?.contains(name);
      if (isMarked && touching) texts.push(texts.pop() + node.textContent);
      else if (isMarked) texts.push(node.textContent);
      touching = isMarked;
    }
  }
  return texts;
}"""
SHIFT = """() => {
  const far = [];
  for (const copy of document.querySelectorAll(".behind p")) {
    const section = copy.closest("section");
    const at = [...section.querySelectorAll(".behind p")].indexOf(copy);
    const node = section.querySelectorAll("p[data-start]")[at].firstChild;
    let unit = 0;
    for (const child of copy.childNodes) {
      const range = document.createRange();
      range.setStart(node, unit);
      unit += child.textContent.length;
      range.setEnd(node, unit);
      const flat = document.createRange();
      flat.selectNodeContents(child);
      const [one, other] = [range, flat].map((each) => each.getBoundingClientRect());
      far.push(Math.hypot(one.left - other.left, one.bottom - other.bottom));
    }
  }
  return Math.max(...far);
}"""


def until_marked(reader: Reader, name: str, words: list[str]) -> None:
    script = f"([name, words]) => JSON.stringify(({MARKED})(name)) === JSON.stringify(words)"
    reader.page.wait_for_function(script, arg=[name, words])


def code(reader: Reader, name: str) -> str:
    """The class of the marks of a code."""
    script = """name => JSON.parse(document.getElementById("reader-data").textContent)
      .codes.find((code) => code.name === name).id"""
    return f"code-{reader.page.evaluate(script, name)}"


@pytest.fixture
def flat(site, browser_page, tmp_path) -> Reader:
    page = browser_page("researcher")
    page.add_init_script("delete CSS.highlights")
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    assert not page.evaluate("'highlights' in CSS")
    return reader


def test_tagging_hovering_and_filtering_without_highlights(flat: Reader) -> None:
    page = flat.page
    flat.select(2, "has it open", "agreed")
    assert flat.selected() == "has it open. We never agreed"
    flat.press("p", "d")
    flat.say("Tagged: Power to define")
    until_marked(flat, code(flat, "Power to define"), ["has it open. We never agreed"])
    flat.press("Escape")
    flat.select(2, "never", "nobody")
    flat.press("c", "u")
    flat.say("Tagged: Us and them")
    flat.saved()
    assert {text for _key, text in flat.coded()} == {
        "has it open. We never agreed",
        "never agreed on that, and nobody",
    }
    # Of two passages the shorter one's ground lies on top; the lines of both are there.
    until_marked(flat, code(flat, "Power to define"), ["has it open. We never agreed"])
    until_marked(flat, code(flat, "Us and them"), [" on that, and nobody"])
    assert page.evaluate(SHIFT) < 1

    flat.press("Escape", "Escape")
    page.mouse.move(*page.evaluate(PLACES, [2, "agreed", "agreed"])[0])
    expect(page.locator("#tooltip")).to_contain_text("Us and them")
    flat.click_on(2, "agreed")
    expect(flat.cards).to_have_count(2)
    expect(page.locator("#tooltip")).to_be_hidden()  # the panel says it
    flat.press("Escape")

    page.get_by_role("button", name="Show").click()
    page.get_by_role("checkbox", name="Power").uncheck()
    until_marked(flat, code(flat, "Power to define"), [])
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 820, "height": 900})
    page.wait_for_function(f"() => ({SHIFT})() < 1")


def test_keys_and_finding_without_highlights(flat: Reader) -> None:
    flat.press("j", "ArrowRight")
    until_marked(flat, "cursor", ["😀"])
    flat.press("Shift+ArrowRight", "Shift+ArrowRight")
    assert flat.selected() == "😀 has"
    flat.press("Enter")
    until_marked(flat, "passage", ["😀 has"])
    flat.press("Escape", "Escape", "/")
    flat.page.keyboard.type("then")
    until_marked(flat, "hit", ["then", "Then"])
    until_marked(flat, "found", ["then"])
    flat.press("Enter")
    until_marked(flat, "found", ["Then"])
    flat.press("Escape", "p", "d")
    flat.saved()
    assert {text for _key, text in flat.coded()} == {"Then"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_printed_page_names_the_codes(site, browser_page, tmp_path, scheme: str) -> None:
    page = browser_page("researcher", color_scheme=scheme)
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    reader.select(2, "has it open", "agreed")
    reader.press("p", "d")
    reader.say("Tagged: Power to define")
    reader.press("Escape")
    reader.select(2, "never", "nobody")
    reader.press("c", "u")
    reader.say("Tagged: Us and them")
    reader.press("Escape")
    before = page.evaluate("[scrollY, document.getElementById('text').children.length]")

    page.emulate_media(media="print", color_scheme=scheme)
    row = page.locator(".printed-row").nth(1)
    expect(row.locator("p")).to_have_text(
        "Moira: Whoever 😀 1[has it open. We 2[never agreed]1 on that, and nobody]2 asked us to."
    )
    expect(row.locator("li")).to_have_text(
        [re.compile(r"^1 Power to define \w+"), re.compile(r"^2 Us and them \w+")]
    )
    expect(page.locator("#text section").first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".reader-tools")).to_be_hidden()
    colour = "getComputedStyle(document.querySelector('.printed p')).color"
    assert page.evaluate(colour) in ("rgb(0, 0, 0)", "rgb(68, 68, 68)")

    page.emulate_media(media="screen", color_scheme=scheme)
    expect(page.locator(".printed")).to_have_count(0)
    expect(page.locator("#text section").first).to_be_visible()
    assert page.evaluate("[scrollY, document.getElementById('text').children.length]") == before
    reader.press("p", "d")  # the reader goes on
    reader.saved()

    assert len(page.pdf()) > 5_000
    expect(page.locator(".printed")).to_have_count(0)
