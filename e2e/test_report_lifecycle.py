"""A report grows stale: what changed since, computing again, the old and the new side by side."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .inside import sign_in
from .product import Site
from .test_reader_accessible import violations
from .test_reports import ask


def test_stale_what_changed_again_and_compared(
    site: Site, browser_page: Callable[..., Page]
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Overlapping segments")
    address = page.url
    expect(page.get_by_text("This report stays as it was computed.")).to_have_count(0)

    coder = sign_in(site, "researcher")
    codes = {code["key"]: code["id"] for code in coder.get("/api/projects/1/codes").json()}
    for key in ("power.define", "culture.values"):
        body = {"start": 11, "end": 47, "codes": [codes[key]]}
        assert coder.post("/api/documents/3/segments", json=body).status_code == 201

    colleague = browser_page("admin")  # another supervisor opens the shared address
    colleague.goto(address)
    expect(colleague.get_by_text("1 document changed")).to_be_visible()
    colleague.get_by_role("link", name="What changed since").click()
    expect(colleague.locator("table.since td.count")).to_have_text(["2", "0", "0"])
    assert violations(colleague) == []

    colleague.get_by_role("button", name="Compute again").click()
    expect(colleague.get_by_role("heading", name="All codes")).to_be_visible(timeout=30_000)
    assert colleague.url != address
    colleague.get_by_role("link", name="Compare", exact=True).click()
    changed = colleague.locator("table.compared tr.more")
    pair = changed.filter(has=colleague.get_by_role("rowheader", name="Power to define")).filter(
        has=colleague.get_by_role("rowheader", name="Welfare and justice")
    )
    expect(pair).to_have_count(1)
    earlier, later = (int(text) for text in pair.get_by_role("link").all_inner_texts())
    assert later > earlier
    expect(pair.get_by_text(f"+{later - earlier}", exact=False)).to_be_visible()
    assert violations(colleague) == []
    count = changed.count()
    colleague.get_by_label("Show").select_option("all")
    expect(colleague.locator("table.compared tbody tr").nth(count + 50)).to_be_attached()

    pair.get_by_role("link").last.click()
    expect(colleague.get_by_text(f"{later} passages")).to_be_visible()


@pytest.mark.parametrize(("username", "status"), [("researcher", 403), ("outsider", 404)])
def test_a_report_is_for_supervisors(
    site: Site, browser_page: Callable[..., Page], username: str, status: int
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Document")
    address = page.url
    if username == "outsider":
        site.manage(
            "shell",
            "-c",
            "from fieldnotes.models import User; User.objects.filter(username='outsider').exists() "
            "or User.objects.create_user('outsider', password='an outside password')",
        )
        site.passwords["outsider"] = "an outside password"
    client = sign_in(site, username)
    for part in ("", "since/", "compare/", "download.csv", "codes/0/1/"):
        assert client.get(f"{address.removeprefix(site.url)}{part}").status_code == status


def test_the_table_is_arranged_by_keyboard_and_its_address_shared(
    site: Site, browser_page: Callable[..., Page]
) -> None:
    page = browser_page("supervisor")
    ask(page, site, "Paragraph")
    head = page.locator("table.codes th.column").filter(has_text="Power to define")
    head.get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**by_column=*")
    values = page.locator("table.codes tbody tr").evaluate_all(
        "rows => rows.map(row => Number(row.querySelectorAll('td')[8].innerText) || 0)"
    )
    expect(head).to_have_attribute("aria-sort", "descending")
    assert values == sorted(values, reverse=True)
    assert values[0] > 0

    page.get_by_label("Order").select_option("cluster")
    page.wait_for_url("**order=cluster*")
    page.get_by_label("Rows").select_option(label="Culture")
    page.wait_for_url("**rows_of=*")
    expect(page.locator("table.codes tbody tr")).to_have_count(6)
    assert violations(page) == []
    colleague = browser_page("admin")
    colleague.goto(page.url)
    expect(colleague.locator("table.codes tbody tr")).to_have_count(6)
    expect(colleague.get_by_label("Order")).to_have_value("cluster")

    colleague.locator("table.codes tbody th a").first.click()
    colleague.get_by_role("columnheader", name="Lift").get_by_role("link").click()
    sorted_by = colleague.get_by_role("columnheader", name="Lift")
    expect(sorted_by).to_have_attribute("aria-sort", "descending")
    assert violations(colleague) == []
