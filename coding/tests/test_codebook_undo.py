"""Taking back changes of the codebook."""

import pytest

from coding.actions import errors
from coding.actions.codebook import (
    edit_code,
    merge_code,
    move_code,
    restore_code,
    retire_code,
    shift_code,
    undo_change,
    undoable_change,
)
from coding.actions.segments import change_segment, delete_segment, state
from coding.models import Code, CodedSegment, Memo
from fieldnotes.models import Project, Role

from .codebook import (
    added,
    code,
    coded,
    document,
    new_project,
    person,
    present,
    replayed,
    replayed_segments,
)

pytestmark = pytest.mark.django_db


def latest(project: Project) -> int:
    return undoable_change(project.codebook).revision


ACTIONS = {
    "add": lambda project, by: added(project, by, "Trust", code(project, "power")),
    "edit": lambda project, by: edit_code(
        code=code(project, "power.status"), by=by, seen=9, key="might", shortcut="", name="Might"
    ),
    "move": lambda project, by: move_code(
        code=code(project, "power.define"), by=by, parent=code(project, "culture")
    ),
    "shift": lambda project, by: shift_code(code=code(project, "power"), by=by, step=-1),
    "retire": lambda project, by: retire_code(code=code(project, "power"), by=by),
    "merge": lambda project, by: merge_code(
        code=code(project, "power"), target=code(project, "culture"), by=by
    ),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_undo_brings_back_what_was(action):
    project, admin = new_project()
    supervisor = person(project, Role.SUPERVISOR)
    before = present(project)
    ACTIONS[action](project, admin)
    assert present(project) != before
    change = undo_change(project=project, by=supervisor, revision=2)
    assert present(project) == before == replayed(project)
    assert (change.revision, change.undoes, change.actor) == (3, 2, supervisor)


def test_undo_goes_back_step_by_step_to_the_start():
    project, admin = new_project()
    stages = [present(project)]
    for act in ACTIONS.values():
        act(project, admin)
        stages.append(present(project))
    for stage in reversed(stages[:-1]):
        undo_change(project=project, by=admin, revision=latest(project))
        assert present(project) == stage
    assert undoable_change(project.codebook) is None
    assert replayed(project) == present(project)


def test_after_an_undo_new_changes_come_first():
    project, admin = new_project()
    retire_code(code=code(project, "power"), by=admin)
    retire_code(code=code(project, "culture"), by=admin)
    undo_change(project=project, by=admin, revision=3)
    retire_code(code=code(project, "expertise"), by=admin)
    for revision in (5, 2):
        assert latest(project) == revision
        undo_change(project=project, by=admin, revision=revision)
    assert not Code.objects.filter(codebook__project=project, retired=True).exists()


def test_only_the_change_that_the_person_saw_is_taken_back():
    project, admin = new_project()
    retire_code(code=code(project, "power"), by=admin)
    restore_code(code=code(project, "power"), by=admin)
    for revision in (0, 1, 2, 4):
        with pytest.raises(errors.CodebookMovedOn):
            undo_change(project=project, by=admin, revision=revision)


def test_a_new_code_is_taken_back_only_while_nobody_uses_it():
    project, admin = new_project()
    place = document(project, admin)
    made = added(project, admin, "Trust")
    segment = coded(place, admin, made)
    with pytest.raises(errors.CodeInUse):
        undo_change(project=project, by=admin, revision=2)
    delete_segment(segment=segment, by=admin, seen=segment.revision)
    memo = Memo.objects.create(project=project, code=made, author=admin, title="t", text="t")
    with pytest.raises(errors.CodeInUse):
        undo_change(project=project, by=admin, revision=2)
    memo.delete()
    undo_change(project=project, by=admin, revision=2)
    assert not Code.objects.filter(pk=made.pk).exists()
    assert replayed(project) == present(project)


@pytest.fixture
def merged():
    """Two documents after a merge: one segment that moved, and a pair that became one."""
    project, admin = new_project()
    researcher = person(project, Role.RESEARCHER)
    source, target = code(project, "power.status"), code(project, "power.define")
    one, two = document(project, admin), document(project, admin)
    coded(one, researcher, source)
    coded(two, researcher, source, memo="a")
    coded(two, researcher, target, memo="b")
    before = contents()
    merge_code(code=source, target=target, by=admin)
    return project, admin, researcher, (one, two), before


def contents() -> dict[int, dict[str, object]]:
    return {s.pk: state(s) | {"revision": None} for s in CodedSegment.objects.all()}


def test_undoing_a_merge_brings_the_segments_back(merged):
    project, admin, _researcher, places, before = merged
    assert contents() != before
    undo_change(project=project, by=admin, revision=2)
    assert contents() == before
    assert not code(project, "power.status").retired
    for place in places:
        place.refresh_from_db()
        last = place.changes.get(revision=place.revision)
        assert (last.verb, last.undoes) == ("codebook.undo", place.revision - 1)
        rows = CodedSegment.objects.filter(document=place)
        assert replayed_segments(place) == {row.pk: state(row) for row in rows}


def test_what_was_coded_after_a_merge_stays_when_it_is_undone(merged):
    project, admin, researcher, (one, _two), before = merged
    later = coded(one, researcher, code(project, "power.define"), 2, 7)
    undo_change(project=project, by=admin, revision=2)
    assert contents().keys() == before.keys() | {later.pk}


@pytest.mark.parametrize("how", ["memo", "moved", "deleted"])
def test_a_merge_is_not_undone_over_later_work(merged, how):
    project, admin, researcher, (one, _two), _before = merged
    segment = CodedSegment.objects.get(document=one)
    if how == "deleted":
        delete_segment(segment=segment, by=researcher, seen=segment.revision)
    else:
        wanted = {"memo": "later"} if how == "memo" else {"end": 5}
        change_segment(segment=segment, by=researcher, seen=segment.revision, **wanted)
    now = contents()
    with pytest.raises(errors.ChangedSince):
        undo_change(project=project, by=admin, revision=2)
    assert contents() == now
    assert code(project, "power.status").retired
    assert replayed(project) == present(project)


def test_the_merge_of_a_retired_code_is_undone_too():
    project, admin = new_project()
    source, target = code(project, "power.status"), code(project, "power.define")
    segment = coded(document(project, admin), admin, source)
    retire_code(code=source, by=admin)
    merge_code(code=source, target=target, by=admin)
    undo_change(project=project, by=admin, revision=3)
    segment.refresh_from_db()
    source.refresh_from_db()
    assert (segment.code, source.retired) == (source, True)


def test_codes_of_other_projects_are_left_alone():
    project, admin = new_project()
    other, other_admin = new_project()
    retire_code(code=code(other, "power"), by=other_admin)
    assert undoable_change(project.codebook) is None
    with pytest.raises(errors.CodebookMovedOn):
        undo_change(project=project, by=admin, revision=2)
