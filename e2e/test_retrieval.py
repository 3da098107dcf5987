"""A supervisor asks for passages by a query, as fields and as text, reads and downloads them."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from .product import Site
from .test_reader_accessible import violations

Open = Callable[..., Page]


def test_from_fields_to_passages_and_files(site: Site, browser_page: Open, tmp_path: Path) -> None:
    page = browser_page("supervisor")
    page.goto(f"{site.url}/projects/1/reports/")
    page.get_by_role("link", name="Retrieval: passages by a query").click()
    query = page.get_by_label("As text")
    page.get_by_label("Code").first.select_option("power")
    expect(query).to_have_value("power")
    page.get_by_label("Code").nth(1).select_option("culture.usthem")
    page.get_by_label("within a").select_option("turn")
    expect(query).to_have_value("power AND culture.usthem WITHIN turn")
    assert violations(page) == []
    page.get_by_role("button", name="Find the passages").click()
    expect(page.locator("article.passage").first).to_be_visible(timeout=30_000)
    assert violations(page) == []
    count = int(page.locator("dl.figures dd").first.inner_text().replace(",", ""))
    assert count > 0
    assert page.locator("article.passage").count() == min(count, 20)
    expect(page.locator("article.passage").first.locator("mark.mark-t0").first).to_be_visible()
    expect(page.locator("article.passage").first.locator("mark.mark-t1").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert len(list(book["passages"].values)) == count + 1
    page.get_by_role("link", name="Documents", exact=True).last.click()
    passages = page.locator(".found-documents td.count:nth-child(3)").all_inner_texts()
    assert sum(map(int, passages)) == count
    page.go_back()
    place = page.get_by_role("link", name=re.compile("Open in the reader")).first
    address = place.get_attribute("href") or ""
    place.click()
    expect(page).to_have_url(site.url + address)


def test_a_query_as_text_fills_the_fields_says_what_is_wrong_and_is_saved(
    site: Site, browser_page: Open
) -> None:
    page = browser_page("supervisor")
    page.goto(f"{site.url}/projects/1/retrieval/")
    query = page.get_by_label("As text")
    query.fill("power.defin AND culture")
    problem = page.locator("#query-problem")
    expect(problem).to_contain_text("There is no code “power.defin”. (power.define")
    expect(problem.locator("mark")).to_have_text("power.defin")
    query.fill('power.define NEAR:2p "list"')
    expect(problem).to_be_empty()
    expect(page.get_by_label("Words").nth(1)).to_have_value("list")
    expect(page.get_by_label("Distance of row 1")).to_have_value("2")
    page.get_by_placeholder("Name of the query").fill("Lists and power")
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row", name=re.compile("Lists and power"))
    expect(row).to_contain_text('power.define NEAR:2p "list"')
    row.get_by_role("button", name="Run").click()
    expect(page.locator("pre.asked")).to_have_text('power.define NEAR:2p "list"', timeout=30_000)
