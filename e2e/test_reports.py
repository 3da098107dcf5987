"""A supervisor asks for a report, reads the heatmap, opens a cell, downloads the figures."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .product import Site


def ask(page: Page, site: Site, base: str) -> None:
    page.goto(f"{site.url}/projects/1/reports/")
    page.get_by_label(base, exact=True).check()
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_role("heading", name="All codes")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("base", ["Overlapping segments", "Paragraph", "Speaker turn", "Document"])
def test_every_cell_opens_as_many_passages_as_it_counts(
    site: Site, browser_page: Callable[..., Page], base: str
) -> None:
    page = browser_page("supervisor")
    ask(page, site, base)
    cell = page.locator("table.codes td[class*=shade-9] a").first
    counted = int(cell.inner_text().replace(",", ""))
    cell.click()
    expect(
        page.get_by_text(re.compile(rf"^{counted:,}|^{counted} passages?$")).first
    ).to_be_visible()
    passage = page.locator("article.passage").first
    expect(passage.locator("mark.mark-a").first).to_be_visible()
    expect(passage.locator("mark.mark-b").first).to_be_visible()


def test_the_csv_holds_every_pair_with_its_counts(
    site: Site, browser_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Paragraph")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    pairs = {(row["code_a"], row["code_b"]) for row in rows if row["level"] == "codes"}
    assert ("expertise", "power.define") in pairs
    for row in rows:
        n, a, b, k = (int(row[name]) for name in ("n", "a", "b", "k"))
        assert 0 <= k <= min(a, b) <= n
        if row["jaccard"]:
            assert float(row["jaccard"]) == pytest.approx(k / (a + b - k))


def test_a_researcher_has_no_reports(site: Site, browser_page: Callable[..., Page]) -> None:
    page = browser_page("researcher")
    assert page.goto(f"{site.url}/projects/1/reports/").status == 403
    expect(page.get_by_text("This is for the role supervisor or above.")).to_be_visible()
