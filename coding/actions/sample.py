"""Loading the sample project, by the same actions that people's clicks go through."""

import secrets

from django.db import transaction

from coding import sample
from coding.models import Code
from fieldnotes.actions.documents import Metadata, create_document
from fieldnotes.actions.people import add_member
from fieldnotes.models import Document, Project, Role, User

from .progress import note_progress
from .projects import create_project
from .segments import code_passage

NAME = "Marlbrook YOT (sample)"
DESCRIPTION = (
    "An invented Youth Offending Team over fourteen months, coded by two invented researchers, "
    "to try yotcoder with. Nobody in it exists."
)
ACCOUNTS = {
    "researcher": ("Rosa", "Lindqvist", Role.RESEARCHER),
    "researcher2": ("Ben", "Achterberg", Role.RESEARCHER),
    "supervisor": ("Sunniva", "Moreau", Role.SUPERVISOR),
    "admin": ("Ada", "Okafor", Role.ADMIN),
}


@transaction.atomic
def load_sample() -> dict[str, str]:
    """Make the accounts, the project, its documents and its coding, all or nothing.

    Returns the new passwords by user name. An account that exists keeps its password and is not
    in the result.
    """
    passwords: dict[str, str] = {}
    users = {name: _account(name, passwords) for name in ACCOUNTS}
    project = create_project(name=NAME, description=DESCRIPTION, blind=False, by=users["admin"])
    for name, (_first, _last, role) in ACCOUNTS.items():
        add_member(project=project, user=users[name], role=role)
    documents = _documents(project, users["admin"])
    codes = dict(Code.objects.filter(codebook__project=project).values_list("key", "pk"))
    texts = {file: document.text for file, document in documents.items()}
    for segment in sample.segments(texts):
        code_passage(
            document_id=documents[segment.file].pk,
            by=users[segment.coder],
            start=segment.start,
            end=segment.end,
            codes=[codes[segment.code]],
            memo=segment.memo,
        )
    for coder in ("researcher", "researcher2"):
        _progress(project, users[coder])
    return passwords


def _progress(project: Project, by: User) -> None:
    """Who coded a document has read it and is done with it; the latest is still being coded."""
    coded = Document.objects.filter(project=project, segments__coder=by).distinct()
    *finished, latest = coded.order_by("fieldwork_date", "pk")
    for document in finished:
        note_progress(document=document, by=by, read_to=document.length, done=True)
    reached = max(latest.segments.filter(coder=by).values_list("end", flat=True))
    note_progress(document=latest, by=by, read_to=reached)


def _account(name: str, passwords: dict[str, str]) -> User:
    first_name, last_name, role = ACCOUNTS[name]
    existing = User.objects.filter(username=name).first()
    if existing is not None:
        return existing
    passwords[name] = secrets.token_urlsafe(9)
    return User.objects.create_user(
        username=name,
        password=passwords[name],
        first_name=first_name,
        last_name=last_name,
        is_staff=role == Role.ADMIN,
        is_superuser=role == Role.ADMIN,
    )


def _documents(project: Project, by: User) -> dict[str, Document]:
    return {
        given.row.file: create_document(
            project=project,
            by=by,
            imported=given.imported,
            metadata=Metadata(
                title=given.row.title,
                kind=given.row.kind,
                fieldwork_date=given.row.date,
                site=given.row.site,
                author=given.row.author,
                people=given.row.participants,
                attributes=given.row.attributes,
            ),
            sha256=given.sha256,
            source_name=given.row.file,
        )
        for given in sample.documents()
    }
