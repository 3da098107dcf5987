"""What the server did though its answer was lost: asked for again, it is done once."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from .reader import Reader, import_text, open_reader

TEXT = "Moira: On paper, the team. In practice, whoever has the file open.\n"


@pytest.fixture
def reader(site, browser_page, tmp_path: Path) -> Reader:
    page = browser_page("researcher")
    reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    reader.select(1, "On paper", "file open.")
    reader.press("p", "d")
    reader.saved()
    reader.press("Escape")
    reader.click_on(1, "In")
    return reader


def lose_answers(reader: Reader, path: str, times: int) -> list[str]:
    """The server gets these requests, the page not their answers; gives the keys that were sent."""
    keys: list[str] = []

    def lose(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.fetch()
        if len(keys) > times:
            route.fallback()
        else:
            route.abort()

    reader.page.route(f"**/api/segments/*/{path}", lose)
    return keys


def test_a_split_and_a_merge_are_done_once(reader: Reader) -> None:
    keys = lose_answers(reader, "split", 1)
    reader.press("Shift+D")
    reader.say("Split: Power to define")
    expect(reader.stripes).to_have_count(2)
    assert len(keys) == 2 and len(set(keys)) == 1
    parts = {"On paper, the team.", "In practice, whoever has the file open."}
    assert {text for _key, text in reader.coded()} == parts
    assert len(reader.segments()) == 2

    keys = lose_answers(reader, "merge", 1)
    reader.press("Shift+M")
    reader.say("Merged: Power to define")
    expect(reader.stripes).to_have_count(1)
    assert len(keys) == 2 and len(set(keys)) == 1
    reader.press("u")
    expect(reader.stripes).to_have_count(2)
    reader.press("u")
    expect(reader.stripes).to_have_count(1)
    assert len(reader.segments()) == 1
