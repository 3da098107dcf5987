"""Batches of files as people and attackers make them: taken in, checked, confirmed, imported."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from fieldnotes import queries
from fieldnotes.actions import imports
from fieldnotes.actions.imports import items as item_actions
from fieldnotes.importers import read
from fieldnotes.models import AttributeValue, Document, ImportBatch, Job, SpeakerTurn
from fieldnotes.tasks import run_batch, run_job

from .importers.builders import excel, word, zipped

MIB = 2**20
GOOD = "A quiet morning at the counter.\n"


@pytest.fixture
def opened(project, people):
    """`opened({"a.txt": b"...", ...})`: a batch of these uploads."""

    def open_batch(files, sheet=None, to=project):
        uploads = [
            ContentFile(data if isinstance(data, bytes) else data.encode(), name)
            for name, data in files.items()
        ]
        sheets = [ContentFile(sheet.encode(), "sheet.csv")] if sheet else []
        return imports.open_batch(project=to, by=people["admin"], files=uploads, sheets=sheets)

    return open_batch


def run(batch, task_id="task"):
    run_job(ImportBatch, batch.pk, task_id=task_id, work=run_batch)
    batch.refresh_from_db()
    return batch


def imported(batch):
    """Dry run, confirmation, import; the batch as it then is."""
    assert run(batch).awaits_confirmation, batch.error
    assert not Document.objects.filter(batch=batch).exists()
    assert imports.confirm_batch(batch=batch)
    assert run(batch).status == Job.Status.DONE
    return batch


def titles(batch):
    return sorted(batch.documents.values_list("title", flat=True))


def problems(batch):
    """(file, row, sentence) of everything that is wrong, of the batch and of its items."""
    of_batch = [(p["file"], p["row"], queries.problem_sentence(p)) for p in batch.problems]
    of_items = [
        (item.member or item.name, None, queries.problem_sentence(p))
        for item in batch.items.order_by("pk")
        for p in item.problems
    ]
    return of_batch + of_items


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


SHEET = (
    "file,title,kind,date,site,author,participants,agencies,roles,shift\n"
    "jun.txt,Jun on mornings,interview,2024-05-02,Harbour,Ada,Jun;Kim,Health;Police,nurse;,night\n"
)


def test_the_sheet_lands_in_the_document(opened):
    transcript = "Interviewer: And?\n\nJUN: Nothing.\n\nKim: No.\n\nJUN: No.\n\nKim: Hm.\n"
    document = imported(opened({"jun.txt": transcript}, SHEET)).documents.get()
    assert (document.title, document.kind, str(document.fieldwork_date)) == (
        "Jun on mornings",
        "interview",
        "2024-05-02",
    )
    assert (document.site, document.author) == ("Harbour", "Ada")
    people = document.participants.values_list("pseudonym", "agency__name", "role")
    assert sorted(people) == [("Jun", "Health", "nurse"), ("Kim", "Police", "")]
    assert AttributeValue.objects.get(document=document, attribute__name="shift").value == "night"
    turns = SpeakerTurn.objects.values_list("label", "interviewer", "participant__pseudonym")
    assert list(turns) == [
        ("Interviewer", True, None),
        ("JUN", False, "Jun"),
        ("Kim", False, "Kim"),
        ("JUN", False, "Jun"),
        ("Kim", False, "Kim"),
    ]


def test_the_one_speaker_is_the_one_participant_whatever_the_label(opened):
    transcript = "INT: And?\n\nP1: Nothing.\n\nINT: No?\n\nP1: No.\n"
    sheet = "file,participant\njun.txt,Jun\n"
    imported(opened({"jun.txt": transcript}, sheet))
    turns = SpeakerTurn.objects.values_list("label", "participant__pseudonym")
    assert set(turns) == {("INT", None), ("P1", "Jun")}


def test_what_is_known_of_a_participant_is_filled_in_and_never_overwritten(opened, project):
    first = "file,participant,agency,role\na.txt,Jun,Health,\n"
    second = "file,participant,agency,role\nb.txt,Jun,Police,nurse\n"
    imported(opened({"a.txt": GOOD}, first))
    imported(opened({"b.txt": GOOD + "More."}, second))
    jun = project.participants.get()
    assert (jun.agency.name, jun.role) == ("Health", "nurse")
    assert project.agencies.count() == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("nowhere.txt,,", "nowhere.txt is named here but was not uploaded"),
        ("two.txt,2024-13-45,", "2024-13-45"),
        ("one.txt,2024-05-03,", "one.txt is in row 2 already"),
        ("ONE.TXT,2024-05-03,", "ONE.TXT is in row 2 already"),
        (",2024-05-03,", "names no file"),
        ("two.txt,," + "s" * 201, "longer than 200"),
        ("two.txt,,,Jun;" + "J" * 101, "longer than 100"),
    ],
)
def test_a_bad_row_is_named_and_the_other_rows_hold(opened, row, reason):
    sheet = f"file,date,site,participants\none.txt,2024-05-02,Harbour\n{row}\n"
    batch = imported(opened({"one.txt": GOOD, "two.txt": GOOD + "More."}, sheet))
    ((file, number, sentence),) = problems(batch)
    assert (file, number) == ("sheet.csv", 3)
    assert reason in sentence
    assert [(d.title, d.site) for d in batch.documents.order_by("title")] == [
        ("one", "Harbour"),
        ("two", ""),
    ]


def test_files_of_one_name_in_two_folders_are_told_apart_by_their_paths(opened):
    archive = zipped({"may/a.txt": GOOD, "june/a.txt": GOOD + "More."})
    sheet = "file,title\nmay/a.txt,May\na.txt,Which?\n"
    batch = imported(opened({"z.zip": archive}, sheet))
    assert problems(batch) == [
        ("sheet.csv", 3, "a.txt is the name of several files: give the path.")
    ]
    assert titles(batch) == ["May", "a"]


def test_two_rows_for_one_file_under_different_names(opened):
    sheet = "file,title\nmay/a.txt,By its path\na.txt,By its name\n"
    batch = imported(opened({"z.zip": zipped({"may/a.txt": GOOD})}, sheet))
    ((file, row, sentence),) = problems(batch)
    assert (file, row) == ("sheet.csv", 3)
    assert "already" in sentence
    assert titles(batch) == ["By its path"]


def test_a_sheet_may_be_a_workbook_and_lie_in_the_archive(opened):
    archive = zipped({"a.txt": GOOD, "about.xlsx": excel(["File", "Title"], ["a.txt", "Counter"])})
    assert titles(imported(opened({"z.zip": archive}))) == ["Counter"]


def test_a_broken_sheet_is_named_and_the_files_are_imported(opened):
    batch = imported(opened({"a.txt": GOOD, "about.xlsx": b"x"}))
    assert [file for file, _row, _sentence in problems(batch)] == ["about.xlsx"]
    assert titles(batch) == ["a"]


def test_a_file_that_is_in_the_project_already_is_not_imported_again(opened):
    imported(opened({"a.txt": GOOD}))
    batch = run(opened({"renamed.txt": GOOD, "new.txt": GOOD + "More."}))
    assert queries.item_counts(batch) == {"ready": 1, "duplicates": 1, "refused": 0, "imported": 0}
    imports.confirm_batch(batch=batch)
    assert titles(run(batch)) == ["new"]
    assert Document.objects.count() == 2


def test_a_file_that_is_in_the_batch_twice_is_imported_once(opened):
    batch = imported(opened({"a.txt": GOOD, "z.zip": zipped({"again/b.txt": GOOD})}))
    assert problems(batch) == [
        ("again/b.txt", None, "The same file is in this batch already, as a.txt.")
    ]
    assert titles(batch) == ["a"]


def test_a_file_is_imported_where_its_twin_was_refused(opened):
    batch = imported(opened({"a.pdf": GOOD, "a.txt": GOOD}))
    assert [file for file, _row, _sentence in problems(batch)] == ["a.pdf"]
    assert titles(batch) == ["a"]


def test_the_same_file_may_be_in_two_projects(opened, people):
    from coding.actions.projects import create_project

    other = create_project(name="Other", description="", blind=False, by=people["admin"])
    imported(opened({"a.txt": GOOD}))
    imported(opened({"a.txt": GOOD}, to=other))
    assert Document.objects.count() == 2


def test_another_batch_was_faster_with_the_same_file(opened):
    slow, fast = opened({"a.txt": GOOD}), opened({"a.txt": GOOD})
    run(slow)
    imported(fast)
    imports.confirm_batch(batch=slow)
    run(slow)
    assert [sentence for _f, _r, sentence in problems(slow)] == [
        "The same file was imported in the meantime."
    ]
    assert Document.objects.count() == 1


class TestInterrupted:
    FILES = {f"{number}.txt": f"{GOOD}{number}" for number in range(5)}

    @pytest.fixture
    def dies_at(self, monkeypatch):
        """`dies_at("3.txt")`: the process is gone when it reads that file."""

        def arrange(name, error=SystemExit):
            def read_or_die(file, data, limits):
                if file == name:
                    raise error
                return read(file, data, limits)

            monkeypatch.setattr(item_actions, "read", read_or_die)

        return arrange

    @pytest.mark.parametrize("phase", ["check", "import"])
    def test_a_batch_that_was_broken_off_goes_on(self, opened, dies_at, monkeypatch, phase):
        batch = opened(self.FILES)
        if phase == "import":
            run(batch)
            imports.confirm_batch(batch=batch)
        dies_at("3.txt")
        with pytest.raises(SystemExit):
            run(batch)
        batch.refresh_from_db()
        assert (batch.status, batch.documents.count()) == (
            Job.Status.RUNNING,
            3 if phase == "import" else 0,
        )
        monkeypatch.undo()
        run(batch)
        if phase == "check":
            imports.confirm_batch(batch=batch)
            run(batch)
        assert batch.status == Job.Status.DONE
        assert titles(batch) == list("01234")
        assert batch.items.count() == 5

    @pytest.mark.parametrize("phase", ["check", "import"])
    def test_a_file_that_breaks_the_program_spoils_no_other(self, opened, dies_at, phase):
        batch = opened(self.FILES)
        if phase == "import":
            run(batch)
            imports.confirm_batch(batch=batch)
        dies_at("3.txt", RuntimeError)
        run(batch)
        if phase == "check":
            imports.confirm_batch(batch=batch)
            run(batch)
        assert titles(batch) == list("0124")
        assert problems(batch) == [
            ("3.txt", None, "The file could not be read: an error in the program.")
        ]

    def test_running_a_finished_batch_again_does_nothing(self, opened):
        batch = imported(opened(self.FILES))
        ImportBatch.objects.update(status=Job.Status.QUEUED)
        run(batch, task_id="again")
        assert batch.status == Job.Status.DONE
        assert Document.objects.count() == 5

    def test_a_second_click_on_confirm_does_nothing(self, opened):
        batch = run(opened(self.FILES))
        assert imports.confirm_batch(batch=batch)
        assert not imports.confirm_batch(batch=batch)
        run(batch)
        assert not imports.confirm_batch(batch=batch)

    def test_a_cancellation_that_came_too_late_does_not_stop_the_import(self, opened):
        batch = run(opened(self.FILES))
        ImportBatch.objects.update(cancel_requested=True)  # after the last step of the dry run
        imports.confirm_batch(batch=batch)
        assert run(batch).status == Job.Status.DONE
        assert batch.documents.count() == 5

    def test_an_upload_that_is_gone_is_named(self, opened):
        batch = opened({"a.txt": GOOD, "b.txt": GOOD + "More."})
        batch.uploads.get(name="a.txt").file.delete(save=False)
        batch = imported(batch)
        assert problems(batch) == [("a.txt", None, "The uploaded file is gone.")]
        assert titles(batch) == ["b"]
