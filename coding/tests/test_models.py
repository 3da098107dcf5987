"""What the database itself refuses, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction

from coding.models import Code, Codebook, CodebookChange, CodedSegment


@pytest.fixture
def segment(document, people, codes):
    return {
        "document": document,
        "coder": people["researcher"],
        "code": codes["power"],
        "start": 3,
        "end": 9,
        "revision": 2,
    }


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"end": 3}, "segment_not_empty"),
        ({"end": 2}, "segment_not_empty"),
        ({"start": -1}, "start_check"),
        ({}, "code_once_a_coder_and_range"),
    ],
)
def test_segments(segment, wrong, constraint):
    CodedSegment.objects.create(**segment)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CodedSegment.objects.create(**segment | wrong)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"key": "power"}, "code_key_once"),
        ({"shortcut": "pd"}, "code_shortcut_once"),
    ],
)
def test_codes(codes, wrong, constraint):
    codes["power.define"].shortcut = "pd"
    codes["power.define"].save()
    new = {"codebook": codes["power"].codebook, "key": "new", "name": "New"}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Code.objects.create(**new | wrong)


def test_a_code_is_not_its_own_parent(codes):
    with pytest.raises(IntegrityError, match="code_not_its_own_parent"), transaction.atomic():
        Code.objects.filter(pk=codes["power"].pk).update(parent=codes["power"].pk)


@pytest.mark.parametrize(
    ("revision", "constraint"), [(0, "revision_from_one"), (1, "codebook_revision_once")]
)
def test_the_codebook_log_counts_from_one(project, people, revision, constraint):
    book = Codebook.objects.get(project=project)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CodebookChange.objects.create(
            codebook=book, revision=revision, actor=people["admin"], verb="x"
        )


def test_a_code_in_use_is_not_deleted(segment):
    CodedSegment.objects.create(**segment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.filter(pk=segment["code"].pk).delete()
