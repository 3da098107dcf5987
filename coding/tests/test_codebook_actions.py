"""Adding, editing, moving and retiring codes: rows, log, errors."""

import pytest

from coding.actions import errors
from coding.actions.codebook import (
    add_code,
    edit_code,
    move_code,
    restore_code,
    retire_code,
    shift_code,
)
from coding.codetree import CodeTree
from coding.models import Code
from fieldnotes.models import Project

from .codebook import added, code, new_project, present, replayed

pytestmark = pytest.mark.django_db


def names_under(project: Project, key: str | None) -> list[str]:
    tree = CodeTree(Code.objects.filter(codebook__project=project))
    return [each.key for each in tree.children(code(project, key) if key else None)]


def test_a_code_is_added_last_under_its_parent():
    project, admin = new_project()
    change = add_code(
        project=project,
        by=admin,
        parent=code(project, "power"),
        name="Power to name",
        key="power.name",
        shortcut="p9",
        colour="#123456",
        definition="Who gives things their names.",
    )
    made = code(project, "power.name")
    assert names_under(project, "power")[-1] == "power.name"
    assert (made.shortcut, made.colour, made.retired) == ("p9", "#123456", False)
    assert (change.revision, change.actor, change.verb) == (2, admin, "codebook.add")
    assert change.before == []
    assert [row["id"] for row in change.after] == [made.pk]
    assert replayed(project) == present(project)


def test_a_team_adds_a_dilemma_of_its_own():
    project, admin = new_project()
    added(project, admin, "Trust")
    assert names_under(project, None) == ["expertise", "power", "culture", "trust"]


def test_all_that_is_written_about_a_code_can_be_edited():
    project, admin = new_project()
    wanted = {
        "name": "Status",
        "key": "power.rank",
        "shortcut": "p1",
        "colour": "#abcdef",
        "definition": "a",
        "when_to_use": "b",
        "when_not_to_use": "c",
        "example": "d",
    }
    change = edit_code(code=code(project, "power.status"), by=admin, seen=1, **wanted)
    edited = code(project, "power.rank")
    assert {field: getattr(edited, field) for field in wanted} == wanted
    assert change.before[0]["key"] == "power.status"
    assert replayed(project) == present(project)


def test_an_edit_that_changes_nothing_leaves_no_trace():
    project, admin = new_project()
    power = code(project, "power")
    assert edit_code(code=power, by=admin, seen=1, name=power.name) is None
    assert power.codebook.changes.count() == 1


def test_an_edit_does_not_overwrite_one_that_was_not_seen():
    project, admin = new_project()
    power = code(project, "power")
    edit_code(code=code(project, "culture"), by=admin, seen=1, name="Cultures")
    edit_code(code=power, by=admin, seen=1, definition="first")
    with pytest.raises(errors.CodeChangedSince):
        edit_code(code=power, by=admin, seen=2, definition="second")
    edit_code(code=power, by=admin, seen=3, definition="second")
    assert code(project, "power").definition == "second"


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"key": "power"}, errors.KeyTaken), ({"shortcut": "pp"}, errors.ShortcutTaken)],
)
@pytest.mark.parametrize("retired", [False, True])
def test_keys_and_shortcuts_are_unique_also_among_retired_codes(fields, error, retired):
    project, admin = new_project()
    holder = code(project, "power")
    if retired:
        retire_code(code=holder, by=admin)
    fields = {"name": "New", "key": "new"} | fields
    with pytest.raises(error, match="Power"):
        add_code(project=project, by=admin, **fields)
    with pytest.raises(error, match="Power"):
        edit_code(code=code(project, "culture"), by=admin, seen=9, **fields)
    assert replayed(project) == present(project)


def test_two_codes_without_a_shortcut_do_not_collide():
    project, admin = new_project()
    assert [added(project, admin, name).shortcut for name in ("One", "Two")] == ["", ""]


def test_a_code_moves_with_everything_under_it():
    project, admin = new_project()
    power, culture = code(project, "power"), code(project, "culture")
    below = names_under(project, "power")
    move_code(code=power, by=admin, parent=culture)
    assert names_under(project, "culture")[-1] == "power"
    assert names_under(project, "power") == below
    move_code(code=power, by=admin, parent=None)
    assert names_under(project, None) == ["expertise", "culture", "power"]
    assert replayed(project) == present(project)


def test_a_move_to_the_parent_it_has_changes_nothing():
    project, admin = new_project()
    define = code(project, "power.define")
    assert move_code(code=define, by=admin, parent=define.parent) is None


@pytest.mark.parametrize("parent", ["power", "power.define", "deeper"])
def test_no_code_stands_under_itself(parent):
    project, admin = new_project()
    added(project, admin, "Deeper", code(project, "power.define"))
    with pytest.raises(errors.ParentIsItself):
        move_code(code=code(project, "power"), by=admin, parent=code(project, parent))


def test_a_parent_is_of_the_same_project_and_in_use():
    project, admin = new_project()
    other, _admin = new_project()
    power, culture = code(project, "power"), code(project, "culture")
    with pytest.raises(errors.ParentOfAnotherProject):
        move_code(code=power, by=admin, parent=code(other, "culture"))
    with pytest.raises(errors.ParentOfAnotherProject):
        add_code(project=project, by=admin, parent=code(other, "culture"), name="N", key="n")
    retire_code(code=culture, by=admin)
    with pytest.raises(errors.ParentRetired):
        move_code(code=power, by=admin, parent=culture)


def test_codes_shift_among_their_siblings():
    project, admin = new_project()
    first, second, *rest = names_under(project, "power")
    assert shift_code(code=code(project, first), by=admin, step=-1) is None
    change = shift_code(code=code(project, first), by=admin, step=1)
    assert names_under(project, "power") == [second, first, *rest]
    assert change.after[0]["key"] == first
    shift_code(code=code(project, first), by=admin, step=-1)
    assert names_under(project, "power") == [first, second, *rest]
    assert shift_code(code=code(project, rest[-1]), by=admin, step=1) is None
    assert replayed(project) == present(project)


def test_shifting_passes_over_retired_siblings():
    project, admin = new_project()
    first, second, third, *rest = names_under(project, "power")
    retire_code(code=code(project, second), by=admin)
    shift_code(code=code(project, third), by=admin, step=-1)
    assert names_under(project, "power") == [third, second, first, *rest]


def test_a_code_retires_with_everything_under_it_and_comes_back_with_its_parents():
    project, admin = new_project()
    power, define = code(project, "power"), code(project, "power.define")
    change = retire_code(code=power, by=admin)
    assert change.after[0]["id"] == power.pk
    assert {row["key"].split(".")[0] for row in change.after} == {"power"}
    assert retire_code(code=power, by=admin) is None
    restore_code(code=define, by=admin)
    in_use = Code.objects.filter(codebook__project=project, key__startswith="power", retired=False)
    assert {each.key for each in in_use} == {"power", "power.define"}
    assert replayed(project) == present(project)
