"""What a sheet says of the files of a batch: it lands in the documents, or its row is named."""

import pytest

from fieldnotes.models import AttributeValue, SpeakerTurn

from .batches import GOOD, imported, problems, titles
from .importers.builders import excel, zipped

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
def test_a_bad_row_is_named_and_its_file_refused_unless_another_row_holds(opened, row, reason):
    sheet = f"file,date,site,participants\none.txt,2024-05-02,Harbour\n{row}\n"
    batch = imported(opened({"one.txt": GOOD, "two.txt": GOOD + "More."}, sheet))
    (file, number, sentence), *refused = problems(batch)
    assert (file, number) == ("sheet.csv", 3)
    assert reason in sentence
    assert refused == ([("two.txt", None, sentence)] if row.startswith("two") else [])
    made = {document.title: document.site for document in batch.documents.all()}
    assert made == {"one": "Harbour"} | ({} if refused else {"two": ""})


def test_files_of_one_name_in_two_folders_are_told_apart_by_their_paths(opened):
    archive = zipped({"may/a.txt": GOOD, "june/a.txt": GOOD + "More."})
    sheet = "file,title\nmay/a.txt,May\na.txt,Which?\n"
    batch = imported(opened({"z.zip": archive}, sheet))
    ambiguous = "a.txt is the name of several files: give the path."
    assert problems(batch) == [("sheet.csv", 3, ambiguous), ("june/a.txt", None, ambiguous)]
    assert titles(batch) == ["May"]


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
