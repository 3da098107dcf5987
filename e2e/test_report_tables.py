"""A supervisor asks for tables of codes, reads them, opens cells and downloads the figures."""

import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from .product import Site


def ask(page: Page, site: Site, kind: str, **choices: str) -> None:
    page.goto(f"{site.url}/projects/1/reports/")
    kinds = page.get_by_role("navigation", name="Which report")
    kinds.get_by_role("link", name=kind, exact=True).click()
    for label, choice in choices.items():
        page.get_by_label(label).select_option(label=choice)
    page.get_by_role("button", name="Compute").click()
    expect(page.get_by_role("heading", name="How these figures were made")).to_be_visible(
        timeout=30_000
    )


def downloaded(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(download.value.path())


def test_codes_by_agency_from_the_question_to_the_passages(
    site: Site, browser_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Codes by attribute", Columns="Agency of the speaker")
    address = page.url
    table = page.get_by_role("region", name="All codes").get_by_role("table")
    header = table.get_by_role("columnheader").all_inner_texts()
    column = header.index("police")

    row = table.get_by_role("row").filter(has_text="Power to define")
    cell = row.get_by_role("cell").nth(column - 1)
    counted = int(cell.inner_text())
    page.get_by_label("Hide cells below 5").check()
    expect(table.get_by_text("<5").first).to_be_visible()
    file = downloaded(page, "XLSX").rename(tmp_path / "table.xlsx")
    lines = list(load_workbook(file).active.iter_rows(values_only=True))
    found = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    kept = [r for r in found if (r["code"], r["column"]) == ("power.define", "police")]
    assert [r["segments"] for r in kept if r["level"] == "codes"] == [counted]
    assert "<5" in {r["segments"] for r in found}

    page.get_by_label("Shown in the cells").select_option(label="Share of the column's text")
    expect(table.get_by_text(re.compile(r"^\d+\.\d %$")).first).to_be_visible()
    assert page.url.startswith(address)
    page.goto(address)
    cell.get_by_role("link").click()
    expect(page.get_by_text(f"{counted} passages", exact=True)).to_be_visible()
    expect(page.locator("article.passage mark.mark-a").first).to_be_visible()
    page.locator("article.passage header a").first.click()
    expect(page).to_have_url(re.compile(r"/documents/\d+/\?at=\d+-\d+"))


def test_codes_over_time_with_a_chart_that_says_its_figures(
    site: Site, browser_page: Callable[..., Page]
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Codes over time")
    picture = page.get_by_role("img", name="Segments per 10,000 words, by month of fieldwork")
    expect(picture).to_be_visible()
    expect(picture.locator("desc")).to_contain_text("Power: most in 2023-")
    expect(page.get_by_role("columnheader", name="2023-12")).to_have_count(2)  # without documents

    page.get_by_label("Chart of").select_option(label="Culture")
    expect(picture.locator("desc")).to_contain_text("Us and them: most in 2023-")
    page.get_by_label("Shown in the cells").select_option(label="Segments")
    expect(page.get_by_role("img", name="Segments, by month of fieldwork")).to_be_visible()
    row = page.get_by_role("region", name="All codes").get_by_role("row")
    cell = row.filter(has_text="Power to define").get_by_role("cell").first
    counted = int(cell.inner_text())
    lines = downloaded(page, "CSV").read_text("utf-8-sig").splitlines()
    assert any(",cell,power.define,2023-01," + str(counted) in line for line in lines)
    cell.get_by_role("link").click()
    expect(page.locator("article.passage")).to_have_count(counted)


def test_frequencies_documents_and_a_portrait_that_leads_into_the_reader(
    site: Site, browser_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Code frequencies")
    row = page.get_by_role("region", name="All codes").get_by_role("row")
    figures = row.filter(has_text="Power to define").get_by_role("cell").all_inner_texts()
    file = downloaded(page, "XLSX").rename(tmp_path / "frequencies.xlsx")
    book = load_workbook(file)
    lines = list(book["codes"].iter_rows(values_only=True))
    found = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    define = next(r for r in found if (r["level"], r["code"]) == ("codes", "power.define"))
    counted = [define[name] for name in ("segments", "documents", "coders", "paragraphs")]
    assert figures[:4] == [str(number) for number in counted]
    documents = len(page.request.get(f"{site.url}/api/projects/1/documents").json())
    assert book["segments by document"].max_row == 1 + documents
    assert page.locator(".documents-table tbody tr").count() == min(documents, 50)  # a page

    page.get_by_role("link", name="The duty desk").click()
    expect(page.get_by_role("heading", name="The duty desk")).to_be_visible()
    strip = page.get_by_role("row").filter(has_text="Power to define")
    segments = int(strip.get_by_role("cell").nth(1).inner_text())
    expect(strip.locator("rect.part")).to_have_count(segments)
    strip.locator("rect.part").last.click()
    expect(page).to_have_url(re.compile(r"/documents/\d+/\?at=\d+-\d+"))
