"""The header's links: the part in which one is, is marked."""

import re

import pytest

from fieldnotes.models import Membership, Role
from fieldnotes.templatetags.navigation import _places


def test_one_part_alone_is_marked(project):
    admin = Membership(role=Role.ADMIN, project=project)
    found = [
        place["label"] for place in _places(admin, "/reports/1/codes/7/9/") if place["current"]
    ]
    assert found == ["Reports"]


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/projects/{}/", ("Documents", "page")),
        ("/projects/{}/memos/", ("Memos", "page")),
        ("/projects/{}/memos/add/", ("Memos", "true")),
        ("/projects/{}/retrieval/", ("Reports", "true")),
        ("/projects/{}/import/", ("Import", "page")),
    ],
)
def test_the_part_in_which_one_is(project, signed_in, address, marked):
    page = signed_in("admin").get(address.format(project.pk)).content.decode()
    found = re.findall(r'nav-link active" aria-current="(\w+)" href="[^"]*">(\w+)</a>', page)
    assert [(label, current) for current, label in found] == [marked]
