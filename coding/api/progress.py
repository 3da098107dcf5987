"""The API of coding: how far one has come with a document."""

from typing import Any

from ninja import Field, Router, Schema

from coding.actions.progress import note_progress
from coding.models import Progress
from fieldnotes.access import document as accessible_document
from fieldnotes.http import Request

router = Router(tags=["coding"])


class ProgressIn(Schema):
    read_to: int | None = Field(
        None, ge=0, description="code points from the start, read without leaving anything out"
    )
    done: bool | None = Field(None, description="whether you have finished coding the document")


class ProgressOut(Schema):
    read_to: int
    done: bool

    @staticmethod
    def resolve_done(progress: Progress) -> bool:
        return progress.done_at is not None


@router.put("/documents/{document_id}/progress", response=ProgressOut)
def put_progress(request: Request, document_id: int, wanted: ProgressIn) -> Any:
    """Note how far you have come; what you leave out stays. The revision does not rise."""
    document = accessible_document(request.user, document_id)
    return note_progress(document=document, by=request.user, **wanted.model_dump())
