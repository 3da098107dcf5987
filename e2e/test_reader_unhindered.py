"""What floats over the text, and the picker, stand in nobody's way."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .product import Site
from .reader import Reader, import_text, open_reader

TURN = "Moira: On paper, the team. In practice, whoever has the file open. I write most of them."
TEXT = "\n\n".join(["Interviewer: Who decides what goes into a report?", *[TURN] * 30])


@pytest.fixture
def document(site: Site, browser_page: Any, tmp_path: Any) -> int:
    return import_text(site, browser_page("researcher"), TEXT, tmp_path)


@pytest.fixture
def reader(site: Site, browser_page: Any, document: int) -> Reader:
    return open_reader(browser_page("researcher"), site, document)


def box_of(element: Locator) -> dict[str, float]:
    box = element.bounding_box()
    assert box
    return dict(box)


def test_the_words_below_a_tagged_passage_can_be_selected(reader: Reader) -> None:
    button = reader.page.get_by_role("button", name="Tag", exact=True)
    reader.select(3, "On paper", "paper,")
    expect(button).to_be_visible()
    reader.press("p", "d")
    reader.say("Tagged: Power to define")
    expect(button).to_be_hidden()
    reader.select(4, "On paper", "paper,")
    expect(button).to_be_visible()


def test_the_notice_leaves_the_text_and_the_tag_button_free(
    site: Site, browser_page: Any, document: int, reader: Reader
) -> None:
    reader.press("j", "s", "p", "d")
    reader.say("Tagged: Power to define")
    notice, text = box_of(reader.toast), box_of(reader.page.locator("#text"))
    assert notice["x"] > text["x"] + text["width"]

    phone: Page = browser_page("researcher", viewport={"width": 390, "height": 780})
    small = open_reader(phone, site, document)
    small.press("j", "j", "s", "c", "u")
    small.say("Tagged: Us and them")
    button = box_of(phone.get_by_role("button", name="Tag", exact=True))
    notice = box_of(small.toast)
    assert notice["y"] + notice["height"] <= button["y"]


BELOW = """() => {
  const [at] = CSS.highlights.get("cursor");
  const range = document.createRange();
  range.setStart(at.startContainer, at.startOffset);
  range.setEnd(at.endContainer, at.endOffset);
  return innerHeight - range.getBoundingClientRect().bottom;
}"""


def test_there_is_text_to_read_below_the_word_at_hand(reader: Reader) -> None:
    for _ in range(20):
        reader.press("j")
        assert reader.page.evaluate(BELOW) > 200  # of 900 pixels


def test_the_picker_offers_what_is_not_there_yet_and_can_be_left_by_a_click(reader: Reader) -> None:
    page = reader.page
    reader.press("j", "s", "p", "d", "c", "u", "Enter")
    group = page.get_by_role("group", name="Recent and likely")
    expect(group).to_be_visible()
    at_hand = page.locator(".picker-code.current")
    expect(at_hand).not_to_contain_text("tagged already")
    page.locator("#picker").get_by_role("button", name="Cancel").click()
    expect(page.locator("#picker")).to_be_hidden()
    reader.press("Escape", "j", "s", "Enter")
    expect(at_hand).to_have_text("Us and themc u")
    expect(at_hand).to_be_in_viewport()
    expect(group.get_by_role("option").first).to_have_class("picker-code current")


def test_the_list_of_segments_begins_where_one_reads(reader: Reader) -> None:
    page = reader.page
    for paragraph in (2, 30):
        reader.select(paragraph, "In practice", "file open.")
        reader.press("p", "d", "c", "u", "e", "i", "e", "p", "c", "v", "p", "s", "p", "x", "c", "d")
    reader.saved()
    focused = page.locator(".entries button:focus")
    reader.press("g")
    expect(focused.locator(".place")).to_have_text("¶ 30")
    reader.press("Escape", "Home", "g")
    expect(focused.locator(".place")).to_have_text("¶ 2")
    reader.press("Escape", "End")
    page.get_by_role("tab", name="Here").click()
    page.get_by_role("tab", name="All segments").click()
    expect(page.locator(".entries li").last).to_be_in_viewport()


def test_to_the_documents_from_the_middle_of_a_text(reader: Reader) -> None:
    reader.press("End")
    back = reader.page.get_by_role("link", name="All documents")
    expect(back).to_be_in_viewport()
    back.click()
    expect(reader.page.get_by_role("heading", name="Documents")).to_be_visible()
