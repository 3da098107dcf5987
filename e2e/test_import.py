"""An admin drops files, reads the dry run, confirms, and finds the documents."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document as WordDocument
from playwright.sync_api import Page, expect

from .product import Site

TRANSCRIPT = (
    "Interviewer: How do you start the day?\n\nJun: With the list, “always” – and a café.\n"
)


def write_files(folder: Path) -> list[Path]:
    (folder / "jun.txt").write_text(TRANSCRIPT, encoding="utf-8")
    word = WordDocument()
    word.add_paragraph("A quiet morning at the counter.")
    word.add_paragraph("<script>alert(1)</script> somebody typed.")
    word.save(str(folder / "counter.docx"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.docx").write_bytes(b"this is no Word document")
    (folder / "latin.txt").write_bytes("Le café où l’équipe déjeune\n".encode("cp1252"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "notes/yard.txt", "The yard after rain.\n<script>alert(1)</script> somebody typed.\n"
        )
        archive.writestr("../outside.txt", "never")
    (folder / "more.zip").write_bytes(packed.getvalue())
    (folder / "sheet.csv").write_text(
        "file,title,kind,date,participant,agency\n"
        "jun.txt,Jun on mornings,interview,2024-05-02,Jun,Health\n"
        "nowhere.txt,Nothing,interview,2024-05-02,,\n"
        "counter.docx,Counter,fieldnote,2024-15-40,,\n"
    )
    return [folder / name for name in ("jun.txt", "counter.docx", "empty.txt", "broken.docx",
                                       "latin.txt", "more.zip")]  # fmt: skip


def test_a_batch_is_checked_confirmed_and_imported(
    site: Site, browser_page: Callable[..., Page], tmp_path: Path
) -> None:
    files = write_files(tmp_path)
    page = browser_page("admin")
    page.goto(f"{site.url}/projects/1/import/")
    page.get_by_label("Documents").set_input_files(files)
    page.get_by_label("Sheet").set_input_files(tmp_path / "sheet.csv")
    page.get_by_role("button", name="Check the files").click()

    expect(page.get_by_role("heading", name="Dry run")).to_be_visible(timeout=30_000)
    text = page.locator("main").inner_text()
    assert "nowhere.txt is named here but was not uploaded" in text
    assert "row 3" in text
    assert "row 4" in text and "2024-15-40" in text
    assert "../outside.txt" in text
    assert "3 ready to import" in text.replace("\n", " ")
    assert "3 refused" in text.replace("\n", " ")
    assert "Jun on mornings" in text and "Interviewer 1" in text

    page.get_by_role("button", name="Import 3 documents").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="To the documents").click()
    for title in ("Jun on mornings", "latin", "yard"):
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    page.get_by_role("link", name="yard", exact=True).click()
    expect(page.get_by_text("<script>alert(1)</script> somebody typed.")).to_be_visible()

    page.goto(f"{site.url}/projects/1/import/")
    page.get_by_label("Documents").set_input_files(files[0])
    page.get_by_role("button", name="Check the files").click()
    expect(page.get_by_text("Already in the project as")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("There is nothing to import in this batch.")).to_be_visible()
