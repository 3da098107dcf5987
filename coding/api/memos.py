"""The API of coding: memos, and their links to coded segments."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from coding import access
from coding.actions.memos import link_memo, unlink_memo, write_memo
from coding.memos import linked_memos, memos_of
from coding.models import CodedSegment, Memo
from fieldnotes.access import document as accessible_document
from fieldnotes.access import membership
from fieldnotes.http import Request
from fieldnotes.models import Document, Role

from .segments import Text

router = Router(tags=["memos"])
SOMETHING = r"^[^\x00]*[^\x00\s][^\x00]*$"
Title = Annotated[str, Field(pattern=SOMETHING, max_length=200)]
Written = Annotated[str, Field(pattern=SOMETHING)]


class MemoOut(Schema):
    id: int
    title: Text
    text: Text
    author: int = Field(alias="author_id")
    document: int | None = Field(alias="document_id")
    code: int | None = Field(alias="code_id")
    changed_at: datetime
    editable: bool = Field(description="whether you may change it and its links")


class NewMemo(Schema):
    title: Title
    text: Written
    segment: int | None = Field(None, description="to which it is linked")


class LinkOut(Schema):
    """A segment and a memo that is linked to it."""

    segment: int
    memo: int
    title: str
    editable: bool = Field(description="whether you may unlink it")


@router.get("/projects/{project_id}/memos", response=list[MemoOut])
def list_memos(request: Request, project_id: int) -> Any:
    """The memos that you may read, the latest first."""
    member = membership(request.user, project_id, at_least=Role.RESEARCHER)
    own_only = access.sees_only_own_segments(request.user, member.project)
    memos = memos_of(member.project, user=request.user, own_only=own_only)
    edits_all = member.role >= Role.SUPERVISOR
    return [_shown(memo, edits_all or memo.author_id == request.user.pk) for memo in memos]


@router.post("/projects/{project_id}/memos", response={201: MemoOut})
def create_memo(request: Request, project_id: int, wanted: NewMemo) -> Any:
    """Write a memo, linked to a segment or to nothing."""
    project = membership(request.user, project_id, at_least=Role.RESEARCHER).project
    segment = wanted.segment and access.seen_segment(request.user, wanted.segment)
    if segment and segment.document.project_id != project.pk:
        raise Http404(_("There is no such segment."))
    memo = write_memo(
        project=project,
        by=request.user,
        title=wanted.title.strip(),
        text=wanted.text.strip(),
        segment=segment or None,
    )
    return Status(201, _shown(memo, editable=True))


@router.get("/documents/{document_id}/memos", response=list[LinkOut])
def list_links(request: Request, document_id: int) -> Any:
    """Which memos are linked to the segments of a document."""
    return links_in(request, accessible_document(request.user, document_id))


@router.put("/memos/{memo_id}/segments/{segment_id}", response=list[LinkOut])
def link(request: Request, memo_id: int, segment_id: int) -> Any:
    """Link a memo of yours to a segment; supervisors any memo. The answer is for the document."""
    memo, segment = _memo_and_segment(request, memo_id, segment_id)
    link_memo(memo=memo, segment=segment)
    return links_in(request, segment.document)


@router.delete("/memos/{memo_id}/segments/{segment_id}", response=list[LinkOut])
def unlink(request: Request, memo_id: int, segment_id: int) -> Any:
    """Take such a link away. The answer is for the document."""
    memo, segment = _memo_and_segment(request, memo_id, segment_id)
    unlink_memo(memo=memo, segment=segment)
    return links_in(request, segment.document)


def links_in(request: Request, document: Document) -> list[dict[str, Any]]:
    role = membership(request.user, document.project_id, at_least=Role.RESEARCHER).role
    return linked_memos(
        document,
        user=request.user,
        own_only=access.sees_only_own_segments(request.user, document.project),
        edits_all=role >= Role.SUPERVISOR,
    )


def _memo_and_segment(request: Request, memo_id: int, segment_id: int) -> tuple[Memo, CodedSegment]:
    memo = access.editable_memo(request.user, memo_id)
    segment = access.seen_segment(request.user, segment_id)
    if segment.document.project_id != memo.project_id:
        raise Http404(_("There is no such segment."))
    return memo, segment


def _shown(memo: Memo, editable: bool) -> dict[str, Any]:
    fields = ("id", "title", "text", "author_id", "document_id", "code_id", "changed_at")
    return {name: getattr(memo, name) for name in fields} | {"editable": editable}
