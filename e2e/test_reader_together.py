"""Two researchers in one document; a server that is away; text that is not plain ASCII."""

import pytest
from playwright.sync_api import expect

from .reader import import_text, open_reader

TEXT = "Interviewer: Comment ça va\u00a0?\n\nJun: Bien, merci. And the café is “open”.\n"


@pytest.fixture
def document(site, browser_page, tmp_path) -> int:
    page = browser_page("researcher")
    return import_text(site, page, TEXT, tmp_path)


def test_two_researchers_see_each_others_tags(site, browser_page, document) -> None:
    one = open_reader(browser_page("researcher"), site, document)
    other = open_reader(browser_page("researcher2"), site, document)
    one.select(2, "Bien", "merci.")
    one.press("c", "v")
    expect(other.stripes).to_have_count(1, timeout=5_000)
    other.click_on(2, "merci")
    card = other.page.locator(".card-item.active")
    expect(card).to_contain_text("Welfare and justice")
    expect(card.get_by_role("button", name="Delete")).to_be_hidden()

    other.select(2, "Bien", "merci.")
    other.press("p", "d")
    expect(one.stripes).to_have_count(2, timeout=5_000)
    one.press("u")
    expect(other.stripes).to_have_count(1, timeout=5_000)
    assert other.coded() == {("power.define", "Bien, merci.")}


def test_who_else_is_here(site, browser_page, document) -> None:
    one = open_reader(browser_page("researcher"), site, document)
    here = one.page.get_by_role("list", name="Also here")
    expect(here).to_be_hidden()
    other = open_reader(browser_page("researcher2"), site, document)
    expect(here.get_by_role("listitem")).to_have_text(["BABen Achterberg"], timeout=8_000)
    theirs = other.page.get_by_role("list", name="Also here")
    expect(theirs.get_by_title("Rosa Lindqvist")).to_be_visible(timeout=8_000)
    other.page.close()
    expect(here).to_be_hidden(timeout=25_000)


def test_tags_made_while_the_server_is_away_are_kept_and_sent(site, browser_page, document) -> None:
    reader = open_reader(browser_page("researcher"), site, document)
    reader.page.context.set_offline(True)
    reader.press("s", "c", "v", "p", "d")
    expect(reader.page.locator(".stripe.waiting")).to_have_count(2)
    expect(reader.page.locator("#status")).to_contain_text("2 changes are kept here")
    reader.page.context.set_offline(False)
    reader.saved()
    expect(reader.page.locator("#status")).to_be_empty()
    words = TEXT.split("\n")[0]
    assert reader.coded() == {("culture.values", words), ("power.define", words)}


def test_signing_in_again_loses_nothing(site, browser_page, document) -> None:
    reader = open_reader(browser_page("researcher"), site, document)
    context = reader.page.context
    context.clear_cookies()
    reader.press("s", "c", "v")
    expect(reader.page.locator("#status")).to_contain_text("You are signed out")
    again = context.new_page()
    again.goto(f"{site.url}/login/")
    again.get_by_label("Username").fill("researcher")
    again.get_by_label("Password").fill(site.passwords["researcher"])
    again.get_by_role("button", name="Sign in").click()
    again.wait_for_url(f"{site.url}/")
    again.close()
    reader.saved()
    assert {key for key, _ in reader.coded()} == {"culture.values"}


UNICODE = (
    "Élodie: C’était l’été dernier\u00a0! 😀 cafe\u0301 nai\u0308ve 👨‍👩‍👧 famille 🇫🇷 𝔘𝔫𝔦 fin.\n\n"
    "Élodie: <b>gras</b> & &amp; double  blancs\ttabulation <script>alert(1)</script> 😀😀 bout.\n"
)
PASSAGES = [
    (1, "😀", "nai\u0308ve"),
    (1, "l’été", "dernier\u00a0!"),
    (1, "👨‍👩‍👧", "fin."),
    (2, "<b>gras</b>", "&amp;"),
    (2, "blancs", "😀😀 bout."),
]


def test_code_points_make_the_round_trip(site, browser_page, tmp_path) -> None:
    page = browser_page("researcher")
    number = import_text(site, page, UNICODE, tmp_path)
    reader = open_reader(page, site, number)
    lines = UNICODE.strip().split("\n\n")
    expected = []
    for paragraph, first, last in PASSAGES:
        line = lines[paragraph - 1]
        words = line[line.index(first) : line.index(last) + len(last)]
        reader.select(paragraph, first, last)
        assert reader.selected() == words
        reader.press("c", "f")
        reader.say("Tagged")
        expected.append(words)
    reader.saved()
    assert sorted(text for _, text in reader.coded()) == sorted(expected)

    # And back: what the server holds is shown where it was selected.
    page.reload()
    reader.press("g")
    shown = page.locator(".entries .quote")
    expect(shown).to_have_count(len(PASSAGES))
    assert sorted(shown.all_text_contents()) == sorted(expected)
