"""Projects, people, documents and codings for the tests of the codebook, made by the actions."""

import hashlib
from itertools import count
from typing import Any

from coding.actions.codebook import add_code
from coding.actions.codebook.log import FIELDS
from coding.actions.projects import create_project
from coding.actions.segments import code_passage
from coding.models import Code, CodebookChange, CodedSegment
from fieldnotes.actions.documents import Metadata, create_document
from fieldnotes.actions.people import add_member
from fieldnotes.importers import read
from fieldnotes.models import Document, Project, Role, User

_numbers = count(1)


def person(project: Project, role: Role) -> User:
    user = User.objects.create_user(f"{role.label.lower()}{next(_numbers)}")
    add_member(project=project, user=user, role=role)
    return user


def new_project(*, blind: bool = False) -> tuple[Project, User]:
    """A project with the default codebook, and its admin."""
    admin = User.objects.create_user(f"founder{next(_numbers)}")
    return create_project(name="Team", description="", blind=blind, by=admin), admin


def document(project: Project, by: User) -> Document:
    data = f"Maureen: a long enough sentence of number {next(_numbers)} to be coded.".encode()
    return create_document(
        project=project,
        by=by,
        imported=read("a.txt", data),
        metadata=Metadata(title="A"),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def coded(
    place: Document, by: User, code: Code, start: int = 0, end: int = 9, memo: str = ""
) -> CodedSegment:
    (segment,) = code_passage(
        document_id=place.pk, by=by, start=start, end=end, codes=[code.pk], memo=memo
    ).segments
    return segment


def code(project: Project, key: str) -> Code:
    return Code.objects.get(codebook__project=project, key=key)


def added(project: Project, by: User, name: str, parent: Code | None = None) -> Code:
    change = add_code(project=project, by=by, parent=parent, name=name, key=name.lower())
    return Code.objects.get(pk=change.after[0]["id"])


def present(project: Project) -> dict[int, dict[str, Any]]:
    """Every code of the project as its row says."""
    columns = ("pk", "parent_id", *FIELDS)
    rows = Code.objects.filter(codebook__project=project).values(*columns)
    return {row["pk"]: row for row in rows}


def replayed(project: Project) -> dict[int, dict[str, Any]]:
    """Every code of the project as the log says, which must have no gap."""
    codes: dict[int, dict[str, Any]] = {}
    changes = CodebookChange.objects.filter(codebook__project=project).order_by("revision")
    for revision, change in enumerate(changes, start=1):
        assert change.revision == revision
        for row in change.before:
            del codes[row["id"]]
        for row in change.after:
            fields = {field: row[field] for field in FIELDS}
            codes[row["id"]] = {"pk": row["id"], "parent_id": row["parent"]} | fields
    return codes


def replayed_segments(place: Document) -> dict[int, dict[str, Any]]:
    """A document's segments as its log says, which must have no gap."""
    segments: dict[int, dict[str, Any]] = {}
    for revision, change in enumerate(place.changes.order_by("revision"), start=1):
        assert change.revision == revision
        if change.verb == "document.import":
            continue
        for row in change.before:
            del segments[row["id"]]
        segments |= {row["id"]: row for row in change.after}
    return segments
