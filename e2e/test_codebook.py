"""The codebook: researchers read it, a supervisor looks after it and takes changes back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def open_codebook(page: Page, url: str) -> None:
    page.goto(f"{url}/projects/1/codebook/")
    expect(page.get_by_role("heading", name="Codebook", level=1)).to_be_visible()


def article(page: Page, name: str):
    return page.get_by_role("article", name=name, exact=True)


def index(page: Page) -> list[str]:
    return page.get_by_role("navigation", name="Codes").get_by_role("link").all_inner_texts()


def say(page: Page, sentence: str) -> None:
    expect(page.locator("#messages")).to_contain_text(sentence)


def test_a_researcher_reads_and_finds_but_cannot_edit(site, browser_page: Open) -> None:
    page = browser_page("researcher")
    open_codebook(page, site.url)
    define = article(page, "Power to define")
    for heading in ("When to use", "When not to use", "Example"):
        expect(define.get_by_text(heading, exact=True)).to_be_visible()
    expect(define).to_contain_text(re.compile(r"\d segments?"))
    expect(page.get_by_role("link", name="Edit", exact=False)).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)

    page.get_by_label("Find in the codebook").fill("STEREOTYPES")
    expect(article(page, "Us and them")).to_be_visible()
    expect(define).to_be_hidden()
    expect(page.get_by_text("1 code found")).to_be_visible()
    page.get_by_label("Find in the codebook").fill("")
    page.get_by_role("navigation", name="Codes").get_by_role("link", name="Culture").click()
    expect(article(page, "Culture")).to_be_in_viewport()

    refused = page.goto(f"{site.url}/codes/1/edit/")
    assert refused is not None
    assert refused.status == 403


@pytest.mark.parametrize("scripts", [True, False], ids=["htmx", "plain forms"])
def test_a_supervisor_looks_after_the_codes(site, browser_page: Open, scripts: bool) -> None:
    page = browser_page("supervisor", java_script_enabled=scripts)
    open_codebook(page, site.url)
    before = index(page)

    page.get_by_role("link", name="Add a sub-code to Power", exact=True).click()
    page.get_by_label("Name*", exact=True).fill("Power to name")
    page.get_by_label("Shortcut").fill("s1")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("The reader needs s for a command")).to_be_visible()
    page.get_by_label("Shortcut").fill("p9")
    page.get_by_role("button", name="Add", exact=True).click()
    say(page, "The code is added.")
    expect(article(page, "Power to name")).to_contain_text("power.power-to-name")

    page.get_by_role("link", name="Edit Power to name").click()
    page.get_by_label("Name*", exact=True).fill("Naming")
    page.get_by_label("Shortcut").fill("pp")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The code Power holds this already.")).to_be_visible()
    page.get_by_label("Shortcut").fill("p8")
    page.get_by_label("Colour*", exact=True).fill("#00AA55")
    page.get_by_role("button", name="Save").click()
    say(page, "Saved.")
    swatch = article(page, "Naming").locator("rect")
    expect(swatch).to_have_attribute("fill", "#00aa55")

    page.get_by_role("button", name="Move Naming up").click()
    expect(page.get_by_role("button", name="Undo: new place of Naming")).to_be_visible()
    page.get_by_role("link", name="Edit Naming").click()
    page.get_by_label("Stands under").select_option(label="Culture")
    page.get_by_role("button", name="Move", exact=True).click()
    say(page, "Moved.")
    assert index(page)[-1] == "Naming"

    page.get_by_role("link", name="Edit Naming").click()
    page.get_by_role("button", name="Retire", exact=True).click()
    say(page, "Naming is retired; its segments are kept.")
    retired = page.get_by_role("region", name="Retired codes")
    expect(retired.get_by_role("article", name="Naming")).to_be_visible()
    page.get_by_role("button", name="Take Naming back into use").click()
    say(page, "Naming is in use again.")

    page.get_by_role("link", name="Edit Us and them").click()
    page.get_by_label("Merge into").select_option(label="– Welfare and justice")
    page.get_by_role("button", name="See what a merge does").click()
    expect(page.get_by_text("Us and them is retired and kept.")).to_be_visible()
    page.get_by_role("button", name="Merge", exact=True).click()
    say(page, "Us and them is merged into Welfare and justice.")
    assert "Us and them" not in index(page)

    for change in (
        "merge of Us and them into Welfare and justice",
        "return of Naming into use",
        "retiring of Naming",
        "move of Naming to Culture",
        "new place of Naming among its neighbours",
        "edit of Naming",
        "new code Power to name",
    ):
        page.get_by_role("button", name=f"Undo: {change}", exact=True).click()
        say(page, f"Undone: {change}.")
    assert index(page) == before
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)

    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("Undone: merge of Us and them into").first).to_be_visible()


def test_the_picker_and_the_text_of_a_colour_follow_each_other(site, browser_page: Open) -> None:
    page = browser_page("supervisor")
    page.goto(f"{site.url}/projects/1/codebook/add/")
    text, picker = page.get_by_label("Colour*", exact=True), page.get_by_label("Pick a colour")
    text.fill("#112233")
    expect(picker).to_have_value("#112233")
    picker.fill("#445566")
    expect(text).to_have_value("#445566")


def test_what_is_typed_is_not_lost_to_another_button(site, browser_page: Open) -> None:
    page = browser_page("supervisor")
    open_codebook(page, site.url)
    page.get_by_role("link", name="Edit Power to define").click()
    expect(page.get_by_role("button", name="Retire", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Edit", exact=False)).to_have_count(0)
    page.get_by_label("Definition").fill("Half a sentence")
    expect(page.locator(".code-other")).to_have_attribute("inert", "")
    page.get_by_role("link", name="Cancel").click()
    expect(article(page, "Power to define")).not_to_contain_text("Half a sentence")


def test_an_edit_leaves_the_reader_where_they_were(site, browser_page: Open) -> None:
    page = browser_page("supervisor")
    open_codebook(page, site.url)
    page.get_by_role("link", name="Edit Status and resources").click()
    expect(page.get_by_label("Name*", exact=True)).to_be_focused()
    page.get_by_role("link", name="Cancel").click()
    code = article(page, "Status and resources")
    expect(code).to_be_focused()
    expect(code).to_be_in_viewport(ratio=1)
