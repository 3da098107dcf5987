"""`manage.py import_batch`, as an operator types it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fieldnotes.models import Document, ImportBatch, Project

from .importers.builders import zipped


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_text("The yard after rain.\n")
    (tmp_path / "a.txt").write_text("A quiet morning.\n")
    (tmp_path / "more.zip").write_bytes(zipped({"c.txt": "Two officers wait.\n", "d.txt": ""}))
    (tmp_path / "readme.md").write_text("not one of them")
    (tmp_path / "sheet.csv").write_text("file,title\na.txt,Morning\nnowhere.txt,Nothing\n")
    return tmp_path


@pytest.fixture
def run(project):
    def command(*arguments, to=project.name):
        out = StringIO()
        call_command("import_batch", to, *map(str, arguments), stdout=out)
        return out.getvalue()

    return command


def test_a_folder_is_imported_with_its_sheet(run, folder):
    said = run(folder, "--sheet", folder / "sheet.csv")
    assert said.splitlines() == [
        "sheet.csv, row 3: nowhere.txt is named here but was not uploaded.",
        "d.txt: The file is empty.",
        "3 imported, 0 ready, 0 duplicates, 1 refused",
    ]
    assert set(Document.objects.values_list("title", flat=True)) == {"Morning", "b", "c"}


def test_a_dry_run_imports_nothing(run, folder):
    said = run(folder / "a.txt", folder / "b.txt", "--dry-run")
    assert said.splitlines() == ["0 imported, 2 ready, 0 duplicates, 0 refused"]
    assert not Document.objects.exists()


def test_a_second_run_imports_nothing_twice(run, folder):
    run(folder / "a.txt")
    said = run(folder / "a.txt", folder / "b.txt")
    assert said.splitlines() == [
        "a.txt: It is in the project already, as a.",
        "1 imported, 0 ready, 1 duplicates, 0 refused",
    ]


def test_the_outcome_as_json(run, folder, project):
    outcome = json.loads(run(folder, "--json", to=str(project.pk)))
    assert outcome == {
        "batch": ImportBatch.objects.get().pk,
        "phase": "import",
        "ready": 0,
        "duplicates": 0,
        "refused": 1,
        "imported": 3,
        "problems": [{"file": "d.txt", "row": None, "problem": "The file is empty."}],
    }


@pytest.mark.parametrize(
    ("arguments", "to", "reason"),
    [
        (["a.txt"], "Nowhere", "There are 0 projects of the name or number 'Nowhere'."),
        (["a.txt"], "999999", "There are 0 projects of the name or number '999999'."),
        (["a.txt"], "9" * 30, "There are 0 projects"),
        (["none.txt"], "Harbour YOT", "No such file or directory"),
        (["empty"], "Harbour YOT", "There is nothing to import in these folders."),
        (["a.txt", "--as-user", "researcher"], "Harbour YOT", "to import as: researcher"),
        (["a.txt", "--sheet", "none.csv"], "Harbour YOT", "No such file or directory"),
    ],
)
def test_a_mistake_is_told_in_one_line(run, folder, monkeypatch, arguments, to, reason):
    (folder / "empty").mkdir()
    monkeypatch.chdir(folder)
    with pytest.raises(CommandError) as refused:
        run(*arguments, to=to)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.returncode == 1
    assert not ImportBatch.objects.exists()


def test_a_name_that_two_projects_have_is_no_name(run, folder, project):
    Project.objects.create(name=project.name)
    with pytest.raises(CommandError, match="There are 2 projects"):
        run(folder / "a.txt")
