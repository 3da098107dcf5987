"""Batches that were broken off, sent twice, or hold what is there already."""

import pytest

from coding.actions.projects import create_project
from fieldnotes import queries
from fieldnotes.actions import imports
from fieldnotes.actions.imports import items as item_actions
from fieldnotes.importers import read
from fieldnotes.models import Document, ImportBatch, Job

from .batches import GOOD, imported, problems, run, titles
from .importers.builders import zipped

FILES = {f"{number}.txt": f"{GOOD}{number}" for number in range(5)}


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


@pytest.fixture
def dies_at(monkeypatch):
    """`dies_at("3.txt")`: the process is gone when it reads that file."""

    def arrange(name, error=SystemExit):
        def read_or_die(file, data, limits):
            if file == name:
                raise error
            return read(file, data, limits)

        monkeypatch.setattr(item_actions, "read", read_or_die)

    return arrange


@pytest.mark.parametrize("phase", ["check", "import"])
def test_a_batch_that_was_broken_off_goes_on(opened, dies_at, monkeypatch, phase):
    batch = opened(FILES)
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
def test_a_file_that_breaks_the_program_spoils_no_other(opened, dies_at, phase):
    batch = opened(FILES)
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


def test_running_a_finished_batch_again_does_nothing(opened):
    batch = imported(opened(FILES))
    ImportBatch.objects.update(status=Job.Status.QUEUED)
    run(batch, task_id="again")
    assert batch.status == Job.Status.DONE
    assert Document.objects.count() == 5


def test_a_second_click_on_confirm_does_nothing(opened):
    batch = run(opened(FILES))
    assert imports.confirm_batch(batch=batch)
    assert not imports.confirm_batch(batch=batch)
    run(batch)
    assert not imports.confirm_batch(batch=batch)


def test_a_cancellation_that_came_too_late_does_not_stop_the_import(opened):
    batch = run(opened(FILES))
    ImportBatch.objects.update(cancel_requested=True)  # after the last step of the dry run
    imports.confirm_batch(batch=batch)
    assert run(batch).status == Job.Status.DONE
    assert batch.documents.count() == 5


def test_an_upload_that_is_gone_is_named(opened):
    batch = opened({"a.txt": GOOD, "b.txt": GOOD + "More."})
    batch.uploads.get(name="a.txt").file.delete(save=False)
    batch = imported(batch)
    assert problems(batch) == [("a.txt", None, "The uploaded file is gone.")]
    assert titles(batch) == ["b"]
