"""Batches of files as people and attackers make them: taken in, checked, confirmed, imported."""

import hashlib

import pytest

from fieldnotes import queries
from fieldnotes.models import Document

from .batches import GOOD, imported, problems, run, titles
from .importers.builders import word, zipped

MIB = 2**20


def notes(batch):
    return [queries.problem_sentence(note) for item in batch.items.all() for note in item.notes]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("nul.txt", b"one\0two", "NUL"),
        ("noise.txt", bytes(range(1, 9)) * 50, "not plain text"),
        ("cut.txt", "é".encode("utf-16")[:-1], "damaged"),
        ("large.txt", b"x" * (MIB + 1), "at most 1.0 MiB"),
        ("fake.docx", b"this is no Word document", "Word"),
        ("fake2.docx", zipped({"a.txt": "x"}), "Word"),
        ("empty.docx", b"", "Word"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "kind that is not read"),
        ("scan.pdf", b"%PDF-1.7", "kind that is not read"),
        ("blank.docx", word("", " "), "no text"),
    ],
)
def test_a_bad_file_is_named_with_its_reason_and_the_others_are_imported(
    opened, settings, name, data, reason
):
    settings.IMPORT_MAX_FILE_MB = 1
    batch = imported(opened({"one.txt": GOOD, name: data, "two.txt": GOOD + "More."}))
    ((file, _row, sentence),) = problems(batch)
    assert file == name
    assert reason in sentence
    assert titles(batch) == ["one", "two"]
    assert queries.item_counts(batch) == {"ready": 0, "duplicates": 0, "refused": 1, "imported": 2}


@pytest.mark.parametrize(
    ("members", "file", "reason"),
    [
        ({"../evil.txt": GOOD}, "z.zip", "../evil.txt is not a safe name"),
        ({"/etc/evil.txt": GOOD}, "z.zip", "/etc/evil.txt is not a safe name"),
        ({"in.zip": zipped({"deep.txt": GOOD})}, "z.zip", "in.zip is an archive inside"),
        ({"bomb.txt": "0" * 3 * MIB}, "z.zip", "bomb.txt unpacks to more than"),
        ({"notes/empty.txt": ""}, "notes/empty.txt", "empty"),
        ({"notes/fake.docx": "x"}, "notes/fake.docx", "Word"),
        ({"broken.csv": 'file,title\n"one.txt,x'}, "broken.csv", "quotation mark"),
        ({"fake.xlsx": "x"}, "fake.xlsx", "not an Excel workbook"),
        ({"x" * 301 + ".txt": GOOD + "!"}, "x" * 301 + ".txt", "longer than 300"),
        ({"way/" * 80 + "a.txt": GOOD + "!"}, "way/" * 80 + "a.txt", "longer than 300"),
    ],
)
def test_what_is_wrong_in_an_archive_spoils_nothing_else(opened, members, file, reason):
    archive = zipped({"first.txt": GOOD, **members, "last.txt": GOOD + "More."})
    batch = imported(opened({"z.zip": archive}))
    ((named, _row, sentence),) = problems(batch)
    assert named == file
    assert reason in sentence
    assert titles(batch) == ["first", "last"]


@pytest.mark.parametrize(
    ("data", "reason"), [(b"no zip at all", "damaged"), (zipped({"a.txt": GOOD})[:-9], "damaged")]
)
def test_a_broken_archive_is_named_and_the_other_files_are_imported(opened, data, reason):
    batch = imported(opened({"z.zip": data, "one.txt": GOOD}))
    ((named, _row, sentence),) = problems(batch)
    assert (named, titles(batch)) == ("z.zip", ["one"])
    assert reason in sentence


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        ("Le café où l’équipe déjeune".encode("cp1252"), "Le café où l’équipe déjeune", True),
        ("é “a” 😀".encode("utf-16"), "é “a” 😀", False),
        ("\ufeffé".encode(), "é", False),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", False),
        ("e\u0301 é Å \u212b 👩‍👩‍👧 \u202e!".encode(), "e\u0301 é Å \u212b 👩‍👩‍👧 \u202e!", False),
    ],
)
def test_texts_are_stored_as_they_were_written(opened, data, text, noted):
    batch = imported(opened({"a.txt": data}))
    document = batch.documents.get()
    assert document.text == text  # code point by code point: nothing is normalised
    assert document.length == len(text)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert [document.text[p.start : p.end] for p in document.paragraphs.all()] == text.split("\n")
    assert bool(notes(batch)) is noted


def test_the_dry_run_says_what_will_be_made(opened):
    transcript = "Interviewer: And then?\n\nJun: Nothing.\n\nInterviewer: Nothing?\n\nJun: No.\n"
    batch = run(opened({"jun_may.txt": transcript}))
    item = batch.items.get()
    assert item.plan["speakers"] == {"Interviewer": 2, "Jun": 2}
    assert (item.plan["title"], item.plan["kind"], item.plan["words"]) == (
        "jun may",
        "interview",
        9,
    )
    assert not Document.objects.exists()
