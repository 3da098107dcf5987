"""What a supervisor takes out of a report: tables, pictures, a page for the meeting."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from .product import Site
from .test_reader_accessible import violations
from .test_reports import ask


def saved(page: Page, link: Locator) -> bytes:
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def test_every_format_can_be_opened_again(site: Site, browser_page: Callable[..., Page]) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Speaker turn")

    def file(name: str) -> bytes:
        return saved(page, page.get_by_role("link", name=name, exact=True).first)

    rows = list(csv.DictReader(io.StringIO(file("CSV").decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(file("XLSX")))["co-occurrence"]
    assert sheet.max_row == len(rows) + 1
    head = [cell.value for cell in sheet[1]]
    assert head == list(rows[0])
    by_pair = {(row["level"], row["code_a"], row["code_b"]): row for row in rows}
    for values in sheet.iter_rows(min_row=2, values_only=True):
        one = dict(zip(head, values, strict=True))
        assert float(by_pair[one["level"], one["code_a"], one["code_b"]]["k"]) == one["k"]
    assert len(json.loads(file("JSON"))["rows"]) == len(rows)
    assert fromstring(file("SVG")).tag.endswith("svg")

    buttons = page.get_by_role("button", name="PNG")
    for number in range(2):
        png = saved(page, buttons.nth(number))
        assert png.startswith(b"\x89PNG\r\n")
        width = int.from_bytes(png[16:20], "big")
        assert width > 900
    page.get_by_role("link", name="Network").click()
    expect(page.get_by_role("img")).to_be_visible()
    assert violations(page) == []
    assert saved(page, page.get_by_role("button", name="PNG")).startswith(b"\x89PNG\r\n")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
def test_the_page_for_a_meeting_prints(
    site: Site, browser_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Overlapping segments")
    page.get_by_role("link", name="For a meeting").click()
    expect(page.locator(".strong-pair")).to_have_count(10)
    expect(page.locator(".strong-pair").first.locator("blockquote")).to_have_count(2)
    assert violations(page) == []
    title = page.locator(".strong-pair h3").first.inner_text()
    paper = tmp_path / "report.pdf"
    page.pdf(path=paper)
    text = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], check=True, capture_output=True, text=True
    ).stdout
    for words in ("Code co-occurrence", "Any coder", "The dilemmas", "The strongest pairs", title):
        assert words in text
    assert "Sign out" not in text
    assert 2 <= text.count("\f") <= 8
