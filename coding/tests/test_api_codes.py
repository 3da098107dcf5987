"""Adding a code over HTTP, as the reader's dialog does."""

import pytest

from coding.models import Code


@pytest.fixture
def add(project, codes, signed_in):
    """`add(name="...", parent=...)`: the answer to a supervisor's request."""

    def post(**fields):
        address = f"/api/projects/{project.pk}/codes"
        return signed_in("supervisor").post(address, fields, "application/json")

    return post


@pytest.mark.parametrize(("under", "key"), [("power", "power.file-open"), (None, "file-open")])
def test_key_and_colour_follow_the_parent(add, codes, under, key):
    parent = codes[under] if under else None
    answer = add(name="“file open”", parent=parent and parent.pk, definition="In vivo.")
    assert answer.status_code == 201
    made = Code.objects.get(pk=answer.json()["id"])
    assert (made.key, made.name, made.definition) == (key, "“file open”", "In vivo.")
    assert made.parent == parent
    assert made.colour == (parent.colour if parent else "#6c757d")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"name": "…"},
        {"name": "Fine", "parent": 10**9},
        {"name": "Fine", "parent": 10**30},
        {"name": "nul\x00"},
        {},
    ],
)
def test_what_is_no_code_is_refused(add, wrong):
    before = Code.objects.count()
    answer = add(**wrong)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert Code.objects.count() == before


def test_no_code_is_added_under_a_retired_one(add, codes):
    Code.objects.filter(pk=codes["culture"].pk).update(retired=True)
    assert add(name="Late", parent=codes["culture"].pk).status_code == 422


def test_two_codes_of_one_name_get_two_keys(add, codes):
    keys = [add(name="File", parent=codes["power"].pk).json()["key"] for _ in range(2)]
    assert keys == ["power.file", "power.file-2"]
