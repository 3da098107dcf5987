"""The API of what was collected: projects and documents."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from ninja import Field, ModelSchema, Router, Schema

from fieldnotes import access
from fieldnotes.http import Request
from fieldnotes.models import Document, Project, SpeakerTurn
from fieldnotes.queries import documents_of

router = Router(tags=["documents"])


class ProjectOut(ModelSchema):
    class Meta:
        model = Project
        fields = ["id", "name", "description", "blind"]


class DocumentOut(Schema):
    id: int
    title: str
    kind: str
    fieldwork_date: date | None
    site: str
    author: str
    length: int = Field(description="code points")
    revision: int
    participants: list[str]

    @staticmethod
    def resolve_participants(document: Document) -> list[str]:
        return [participant.pseudonym for participant in document.participants.all()]


class TurnOut(ModelSchema):
    participant: int | None = Field(None, alias="participant_id")

    class Meta:
        model = SpeakerTurn
        fields = ["index", "start", "end", "label", "interviewer"]


class DocumentText(DocumentOut):
    text: str
    paragraphs: list[tuple[int, int]] = Field(description="[start, end) of each")
    turns: list[TurnOut]

    @staticmethod
    def resolve_paragraphs(document: Document) -> list[tuple[int, int]]:
        return list(document.paragraphs.values_list("start", "end"))

    @staticmethod
    def resolve_turns(document: Document) -> QuerySet[SpeakerTurn]:
        return document.turns.all()


@router.get("/projects", response=list[ProjectOut])
def projects(request: Request) -> Any:
    """The projects you are a member of."""
    return access.projects_of(request.user).order_by("name")


@router.get("/projects/{project_id}/documents", response=list[DocumentOut])
def documents(request: Request, project_id: int) -> Any:
    """A project's documents, by date of fieldwork."""
    return documents_of(access.project(request.user, project_id))


@router.get("/documents/{document_id}", response=DocumentText)
def document(request: Request, document_id: int) -> Any:
    """One document with its text, paragraphs and speaker turns."""
    return access.document(request.user, document_id)
