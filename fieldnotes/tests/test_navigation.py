"""The header's links: the part in which one is, is marked."""

import re

import pytest


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
