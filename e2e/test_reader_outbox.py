"""Bad connection: what waits outlives reloads and tabs, conflicts are shown, nothing is lost."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import Site, sign_in
from .reader import Reader, import_text, open_reader

TEXT = "Jun: One, two and three.\n\nJun: Four, five and six.\n\nJun: Seven, eight and nine.\n"
FIRST, SECOND, THIRD = TEXT.strip().split("\n\n")
OpenPage = Callable[..., Page]


@pytest.fixture
def reader(site: Site, browser_page: OpenPage, tmp_path: Path) -> Reader:
    page = browser_page("researcher")
    return open_reader(page, site, import_text(site, page, TEXT, tmp_path))


def cut(page: Page) -> None:
    """Pages still come, the API does not answer."""
    page.context.route("**/api/**", lambda route: route.abort())


def mend(page: Page) -> None:
    page.context.unroute("**/api/**")


def second_tab(reader: Reader, site: Site) -> Reader:
    return open_reader(reader.page.context.new_page(), site, reader.document)


def waiting(page: Page) -> Locator:
    return page.locator(".stripe.waiting")


def held(page: Page) -> Locator:
    return page.locator("#open-held")


def write_memo(reader: Reader, words: str) -> None:
    reader.click_on(1, "two")
    memo = reader.page.locator(".card-item.active textarea")
    memo.fill(words)
    memo.press("Control+Enter")


def test_what_waits_outlives_a_reload(reader: Reader) -> None:
    page = reader.page
    cut(page)
    reader.press("s", "c", "v", "p", "d")
    write_memo(reader, "before the reload")
    expect(page.locator("#status")).to_contain_text("3 changes are kept here")
    page.reload()
    expect(waiting(page)).to_have_count(2)
    expect(page.locator("#status")).to_contain_text("3 changes are kept here")
    mend(page)
    reader.saved()
    assert reader.coded() == {("culture.values", FIRST), ("power.define", FIRST)}
    assert sorted(one["memo"] for one in reader.segments()) == ["", "before the reload"]
    page.reload()
    expect(reader.stripes).to_have_count(2)
    reader.saved()


def test_a_lost_answer_makes_no_second_segment(reader: Reader) -> None:
    page = reader.page

    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.context.route("**/segments", lose_answer, times=1)
    reader.press("s", "c", "v")
    expect(waiting(page)).to_have_count(1)
    reader.saved()
    assert len(reader.segments()) == 1


def test_undo_works_without_the_server(reader: Reader) -> None:
    cut(reader.page)
    reader.press("s", "c", "v")
    expect(waiting(reader.page)).to_have_count(1)
    # The first was tried: only the server knows. The second was not.
    reader.press("j", "s", "p", "d")
    expect(waiting(reader.page)).to_have_count(2)
    reader.press("u")
    expect(waiting(reader.page)).to_have_count(1)
    reader.say("Undone")
    reader.press("r")
    expect(waiting(reader.page)).to_have_count(2)
    mend(reader.page)
    reader.saved()
    assert reader.coded() == {("culture.values", FIRST), ("power.define", SECOND)}


def test_a_closed_tab_leaves_its_work_to_the_next(reader: Reader, site: Site) -> None:
    context = reader.page.context
    cut(reader.page)
    reader.press("s", "c", "v")
    expect(waiting(reader.page)).to_have_count(1)
    other = second_tab(reader, site)
    expect(other.stripes).to_have_count(0)  # the first is still there to send it
    reader.page.close()
    expect(waiting(other.page)).to_have_count(1)
    other.page.close()
    reader = open_reader(context.new_page(), site, reader.document)
    expect(waiting(reader.page)).to_have_count(1)
    mend(reader.page)
    reader.saved()
    assert reader.coded() == {("culture.values", FIRST)}


def test_nothing_of_it_is_there_for_another_person(reader: Reader, site: Site) -> None:
    page = reader.page
    cut(page)
    reader.press("s", "c", "v")
    expect(waiting(page)).to_have_count(1)
    left = page.context.new_page()
    page.close()
    left.context.clear_cookies()
    mend(left)
    sign_in(left, site.url, "researcher2", site.passwords["researcher2"])
    open_reader(left, site, reader.document)
    expect(left.locator(".stripe")).to_have_count(0)
    outboxes = """() => new Promise((resolve) => {
      indexedDB.open("yotcoder-reader").onsuccess = ({ target }) => {
        const store = target.result.transaction("outboxes").objectStore("outboxes");
        store.getAll().onsuccess = ({ target }) => resolve(JSON.stringify(target.result));
      };
    })"""
    assert json.loads(left.evaluate(outboxes)) == []
    assert Reader(left, reader.document).segments() == []


def test_the_page_of_one_person_does_not_write_as_another(reader: Reader, site: Site) -> None:
    page = reader.page
    page.context.clear_cookies()
    other = page.context.new_page()
    sign_in(other, site.url, "researcher2", site.passwords["researcher2"])
    reader.press("s", "c", "v")
    expect(page.locator("#status")).to_contain_text("You are signed out")
    expect(page.locator("#status")).to_contain_text("1 change is kept here")
    assert reader.segments() == []


def test_signing_in_again_from_the_reader(reader: Reader, site: Site) -> None:
    page = reader.page
    page.context.clear_cookies()
    reader.press("s", "c", "v")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Sign in again").click()
    login = popup.value
    login.get_by_label("Username").fill("researcher")
    login.get_by_label("Password").fill(site.passwords["researcher"])
    login.get_by_role("button", name="Sign in").click()
    login.wait_for_url(f"**/documents/{reader.document}/")
    login.close()
    reader.saved()
    expect(page.get_by_role("link", name="Sign in again")).to_be_hidden()
    assert reader.coded() == {("culture.values", FIRST)}


@pytest.fixture
def quarrel(reader: Reader, site: Site) -> tuple[Reader, Reader]:
    """Two tabs with different memos for one segment: the first was not told of the second."""
    reader.press("s", "c", "v")
    reader.saved()
    expect(reader.stripes).to_have_count(1)
    other = second_tab(reader, site)
    expect(other.stripes).to_have_count(1)
    reader.page.route("**/api/**", lambda route: route.abort())
    write_memo(reader, "mine")
    other.page.bring_to_front()
    write_memo(other, "theirs")
    other.saved()
    reader.page.bring_to_front()
    reader.page.unroute("**/api/**")
    expect(held(reader.page)).to_have_text("1 change needs you", timeout=8_000)
    return reader, other


def test_a_conflict_shows_both_and_keeps_theirs(quarrel: tuple[Reader, Reader]) -> None:
    reader, _other = quarrel
    held(reader.page).click()
    dialog = reader.page.get_by_role("dialog", name="Not saved")
    expect(dialog.locator(".theirs")).to_contain_text("theirs")
    expect(dialog.locator(".mine")).to_contain_text("mine")
    expect(dialog.locator(".mine ins")).to_have_text("mine")
    dialog.get_by_role("button", name="Keep theirs").click()
    expect(dialog).to_be_hidden()
    expect(held(reader.page)).to_be_hidden()
    assert [one["memo"] for one in reader.segments()] == ["theirs"]


def test_a_conflict_outlives_a_reload_and_mine_is_put(quarrel: tuple[Reader, Reader]) -> None:
    reader, other = quarrel
    reader.page.reload()
    held(reader.page).click()
    reader.page.get_by_role("button", name="Put mine").click()
    expect(held(reader.page)).to_be_hidden()
    reader.saved()
    assert [one["memo"] for one in reader.segments()] == ["mine"]
    other.page.bring_to_front()
    other.click_on(1, "two")
    expect(other.page.locator(".card-item.active").get_by_label("Memo")).to_have_value(
        "mine", timeout=8_000
    )


def test_mine_is_put_where_theirs_is_gone(reader: Reader, site: Site) -> None:
    reader.press("s", "c", "v")
    reader.saved()
    other = second_tab(reader, site)
    reader.page.route("**/api/**", lambda route: route.abort())
    write_memo(reader, "worth keeping")
    other.click_on(1, "two")
    other.press("x")
    expect(other.stripes).to_have_count(0)
    reader.page.unroute("**/api/**")
    reader.page.bring_to_front()
    held(reader.page).click()
    expect(reader.page.locator("#held .theirs")).to_contain_text("Deleted")
    reader.page.get_by_role("button", name="Put mine").click()
    reader.saved()
    assert [one["memo"] for one in reader.segments()] == ["worth keeping"]


def test_what_is_refused_is_kept_until_the_person_decides(reader: Reader) -> None:
    page = reader.page
    answer = {"detail": "The code is retired."}
    page.route("**/segments", lambda route: route.fulfill(status=422, json=answer), times=2)
    reader.press("s", "c", "v")
    reader.say("The code is retired.")
    reader.toast.get_by_role("button", name="Look").click()
    dialog = page.get_by_role("dialog", name="Not saved")
    expect(dialog.locator(".theirs")).to_be_hidden()
    dialog.get_by_role("button", name="Try again").click()
    reader.say("The code is retired.")
    held(page).click()
    dialog.get_by_role("button", name="Try again").click()
    expect(reader.stripes).to_have_count(1)
    reader.saved()
    assert reader.coded() == {("culture.values", FIRST)}
