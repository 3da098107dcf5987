"""What most tests start from: people, a project with its codes, documents through the importer."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from coding.actions.projects import create_project
from coding.models import Code
from fieldnotes.actions.documents import Metadata, create_document
from fieldnotes.actions.people import add_member
from fieldnotes.importers import read
from fieldnotes.importers.sheet import Person
from fieldnotes.models import Document, Project, Role, User

TEXT = (
    "Interviewer: How do you start the day?\n\n"
    "Jun: With the list, always. 😀 And a café round the corner.\n\n"
    "Interviewer: And who writes the list?\n\n"
    "Jun: Whoever came first. That was never agreed.\n"
)


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Accounts by name: members of `project` by their role, a second researcher, a stranger."""
    names = ("stranger", "researcher", "researcher2", "supervisor", "admin")
    return {name: User.objects.create_user(name) for name in names}


@pytest.fixture
def project(people: dict[str, User]) -> Project:
    """A project with the default codebook and one member of each role."""
    made = create_project(name="Harbour YOT", description="", blind=False, by=people["admin"])
    for name in ("researcher", "researcher2"):
        add_member(project=made, user=people[name], role=Role.RESEARCHER)
    add_member(project=made, user=people["supervisor"], role=Role.SUPERVISOR)
    return made


@pytest.fixture
def codes(project: Project) -> dict[str, Code]:
    """The project's codes by their keys."""
    return {code.key: code for code in Code.objects.filter(codebook__project=project)}


@pytest.fixture
def make_document(project: Project, people: dict[str, User]) -> Callable[..., Document]:
    """`make_document(text, title="a", people=["Jun"], ...)`: a document of `project`."""
    admin = people["admin"]

    def make(
        text: str = TEXT,
        *,
        title: str = "a",
        to: Project = project,
        people: Sequence[str] = (),
        **metadata: Any,
    ) -> Document:
        return create_document(
            project=to,
            by=admin,
            imported=read(f"{title}.txt", text.encode()),
            metadata=Metadata(title=title, people=[Person(p) for p in people], **metadata),
            sha256=hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
            source_name=f"{title}.txt",
        )

    return make


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document()


@pytest.fixture
def signed_in(people: dict[str, User]) -> Callable[[str], Client]:
    """`signed_in("researcher")`: a browser in which that person has signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(people[name])
        return client

    return sign_in


@pytest.fixture
def rolled_back(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with rolled_back():` leaves nothing behind, so that the next example starts afresh."""

    @contextmanager
    def block() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block
