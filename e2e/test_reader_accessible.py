"""The reader in all its states, judged by axe-core by the rules of WCAG 2.2 AA."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .reader import Reader, import_text, open_reader

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEXT = "Interviewer: Who writes it?\n\nMoira: Whoever has the file open. It is never agreed.\n"


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_is_amiss(site, browser_page, tmp_path, scheme: str, width: int) -> None:
    size = {"width": width, "height": 844}
    page = browser_page("researcher", color_scheme=scheme, viewport=size)
    reader: Reader = open_reader(page, site, import_text(site, page, TEXT, tmp_path))
    reader.press("j", "s", "p", "d", "c", "v")
    reader.say("Tagged: Welfare and justice")
    states = {
        "a selection, tagged": [],
        "a chord": ["e"],
        "the codes": ["Escape", "Enter"],
        "a segment": ["Escape", "Escape", "Enter"],
        "all segments": ["Escape", "g"],
        "words found": ["Escape", "Escape", "/", "a", "g"],
        "the keys": ["Escape", "Escape", "?"],
    }
    amiss = {}
    for state, keys in states.items():
        reader.press(*keys)
        page.wait_for_timeout(200)
        amiss[state] = violations(page)
    assert not any(amiss.values()), amiss
