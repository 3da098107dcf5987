"""The pages of table reports, judged by axe-core by the rules of WCAG 2.2 AA."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .product import Site
from .test_reader_accessible import violations
from .test_report_tables import ask


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_nothing_is_amiss(
    site: Site, browser_page: Callable[..., Page], scheme: str, width: int
) -> None:
    page = browser_page("supervisor", color_scheme=scheme, viewport={"width": width, "height": 844})
    amiss = {}
    for kind in ("Codes by attribute", "Codes over time", "Code frequencies"):
        ask(page, site, kind)
        amiss[kind] = violations(page)
        page.locator(".codes-table td a").first.click()
        page.locator("article.passage").first.wait_for()
        amiss[f"{kind}: a cell"] = violations(page)
        page.go_back()
    page.get_by_role("link", name="The duty desk").click()
    page.locator("table.portrait").wait_for()
    amiss["a portrait"] = violations(page)
    page.goto(f"{site.url}/projects/1/reports/?kind=attribute")
    amiss["the question"] = violations(page)
    assert not any(amiss.values()), amiss
