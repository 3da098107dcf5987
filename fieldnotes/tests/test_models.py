"""What the database itself refuses, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction

from fieldnotes.models import (
    Agency,
    Attribute,
    AttributeValue,
    Change,
    Document,
    Membership,
    Paragraph,
    Participant,
    SpeakerTurn,
)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(("text", "length"), [("abc", 2), ("😀e\u0301", 4), ("", 1)])
def test_a_document_knows_its_length_in_code_points(project, text, length):
    with refused("document_length_counts_its_text"), transaction.atomic():
        Document.objects.create(project=project, title="x", text=text, length=length, sha256="0")
    Document.objects.create(project=project, title="x", text=text, length=len(text), sha256="0")


def test_a_file_is_in_a_project_once(document):
    with refused("file_once_a_project"), transaction.atomic():
        Document.objects.create(
            project=document.project, title="x", text="", length=0, sha256=document.sha256
        )


@pytest.mark.parametrize("model", [Paragraph, SpeakerTurn])
@pytest.mark.parametrize(("index", "start", "end"), [(99, 5, 5), (99, 5, 4), (0, 1, 2)])
def test_paragraphs_and_turns_are_numbered_and_never_empty(document, model, index, start, end):
    with refused("not_empty" if index else "index_once"), transaction.atomic():
        model.objects.create(document=document, index=index, start=start, end=end)


@pytest.mark.parametrize(
    ("revision", "constraint"), [(0, "revision_from_one"), (1, "revision_once")]
)
def test_the_log_counts_from_one(document, people, revision, constraint):
    with refused(constraint), transaction.atomic():
        Change.objects.create(document=document, revision=revision, actor=people["admin"], verb="x")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"text": "x", "integer": 1},
        {"boolean": False, "float": 0.0},
        {"date": "2024-01-01", "text": ""},
    ],
)
def test_an_attribute_has_one_value_of_one_type(project, document, values):
    attribute = Attribute.objects.create(project=project, subject="document", name="shift")
    with refused("attribute_value_of_one_type"), transaction.atomic():
        AttributeValue.objects.create(attribute=attribute, document=document, **values)
    AttributeValue.objects.create(attribute=attribute, document=document, text="")
    with refused("attribute_once_a_document"), transaction.atomic():
        AttributeValue.objects.create(attribute=attribute, document=document, text="night")


@pytest.mark.parametrize("subjects", [0, 2])
def test_an_attribute_describes_one_subject(project, document, subjects):
    attribute = Attribute.objects.create(project=project, subject="document", name="shift")
    jun = Participant.objects.create(project=project, pseudonym="Jun")
    both = {"document": document, "participant": jun}
    with refused("attribute_value_of_one_subject"), transaction.atomic():
        AttributeValue.objects.create(
            attribute=attribute, text="x", **(both if subjects == 2 else {})
        )


@pytest.mark.parametrize("role", [0, 4])
def test_a_role_is_one_that_exists(project, people, role):
    with refused("role_is_known"), transaction.atomic():
        Membership.objects.create(project=project, user=people["stranger"], role=role)


def test_names_are_given_once_a_project(project, people):
    Participant.objects.create(project=project, pseudonym="Jun")
    Agency.objects.create(project=project, name="Health")
    Attribute.objects.create(project=project, subject="participant", name="shift")
    Attribute.objects.create(project=project, subject="document", name="shift")
    with refused("pseudonym_once_a_project"), transaction.atomic():
        Participant.objects.create(project=project, pseudonym="Jun")
    with refused("agency_named_once_a_project"), transaction.atomic():
        Agency.objects.create(project=project, name="Health")
    with refused("attribute_once_a_project"), transaction.atomic():
        Attribute.objects.create(project=project, subject="document", name="shift")
    with refused("one_membership_a_project"), transaction.atomic():
        Membership.objects.create(project=project, user=people["researcher"], role=2)
