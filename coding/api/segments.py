"""The API of coding: codes, coded segments, the change log."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Header, ModelSchema, Router, Schema, Status
from ninja.errors import HttpError

from coding import access, queries
from coding.actions import segments as actions
from coding.actions import undo as undoing
from coding.actions.codebook import add_code
from coding.actions.presence import note_presence
from coding.codetree import CodeTree
from coding.forms import AddCodeForm
from coding.models import Code
from fieldnotes.access import document as accessible_document
from fieldnotes.access import project as accessible_project
from fieldnotes.http import Request
from fieldnotes.models import Change, Document, Role

router = Router(tags=["coding"])
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]  # PostgreSQL's text cannot hold NUL

# By which a request is known that is sent again because its answer was lost: it is done once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


class CodeOut(ModelSchema):
    parent: int | None = Field(None, alias="parent_id")

    class Meta:
        model = Code
        fields = [
            "id", "key", "name", "colour", "shortcut", "definition", "when_to_use",
            "when_not_to_use", "example", "position", "retired",
        ]  # fmt: skip


class NewCode(Schema):
    name: Text
    parent: int | None = Field(None, description="null: a root of its own")
    definition: Text = ""


class SegmentOut(Schema):
    """A passage `[start, end)`, in code points, with one code of one coder."""

    id: int
    coder: int = Field(alias="coder_id")
    code: int = Field(alias="code_id")
    start: int
    end: int
    unsure: bool
    memo: str
    revision: int = Field(description="of the document, when this segment last changed")


class SegmentsOut(Schema):
    revision: int
    segments: list[SegmentOut]


class Passage(Schema):
    start: int
    end: int
    codes: list[int] = Field(description="one segment is made for each")
    memo: Text = ""


class SegmentPatch(Schema):
    revision: int = Field(description="of the segment, as you saw it")
    start: int | None = None
    end: int | None = None
    code: int | None = None
    unsure: bool | None = None
    memo: Text | None = None


class ChangeOut(ModelSchema):
    actor: int = Field(alias="actor_id")

    class Meta:
        model = Change
        fields = ["revision", "at", "verb", "before", "after", "undoes"]


class ChangesOut(Schema):
    revision: int
    changes: list[ChangeOut]
    here: list[int] = Field([], description="users who have the document open, when asked for")


@router.get("/projects/{project_id}/codes", response=list[CodeOut])
def codes(request: Request, project_id: int) -> Any:
    """The codebook, retired codes included."""
    return queries.codes_of(accessible_project(request.user, project_id))


@router.post("/projects/{project_id}/codes", response={201: CodeOut})
def create_code(request: Request, project_id: int, wanted: NewCode) -> Any:
    """Add a code, last under its parent, in the parent's colour; its key is made of the name."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    tree = CodeTree(project.codebook.codes.all())
    parent = tree.codes.get(wanted.parent or 0)
    colour = parent.colour if parent else Code._meta.get_field("colour").default
    form = AddCodeForm(wanted.model_dump() | {"colour": colour}, tree=tree)
    if not form.is_valid():
        faults = [fault for faults in form.errors.values() for fault in faults]
        raise HttpError(422, " ".join(map(str, faults)))
    change = add_code(project=project, by=request.user, parent=parent, **form.code_fields())
    return Status(201, Code.objects.get(pk=change.after[0]["id"]))


@router.get("/documents/{document_id}/segments", response=SegmentsOut)
def list_segments(request: Request, document_id: int) -> Any:
    """All coded segments of a document that you may see, in reading order."""
    document = accessible_document(request.user, document_id)
    segments = queries.segments_of(document, coder_id=_visible_coder(request, document))
    return {"revision": document.revision, "segments": segments}


@router.post("/documents/{document_id}/segments", response={201: SegmentsOut, 200: SegmentsOut})
def create_segments(request: Request, document_id: int, passage: Passage, key: Key = None) -> Any:
    """Give codes to a passage. Sent twice, it makes one segment a code: 201, then 200."""
    document = accessible_document(request.user, document_id)
    outcome = actions.code_passage(
        document_id=document.pk, by=request.user, request=key, **passage.model_dump()
    )
    return Status(201 if outcome.changed else 200, outcome)


@router.patch("/segments/{segment_id}", response=SegmentsOut)
def change_segment(request: Request, segment_id: int, patch: SegmentPatch, key: Key = None) -> Any:
    """Change boundaries, code, doubt or memo of your own segment; 409 when it changed meanwhile."""
    segment = access.own_segment(request.user, segment_id)
    wanted = patch.model_dump(exclude={"revision"})
    return actions.change_segment(
        segment=segment, by=request.user, seen=patch.revision, request=key, **wanted
    )


@router.delete("/segments/{segment_id}", response=SegmentsOut)
def delete_segment(request: Request, segment_id: int, revision: int, key: Key = None) -> Any:
    """Delete your own segment; `revision` is that of the segment as you saw it."""
    segment = access.own_segment(request.user, segment_id)
    return actions.delete_segment(segment=segment, by=request.user, seen=revision, request=key)


@router.get("/documents/{document_id}/changes", response=ChangesOut)
def list_changes(request: Request, document_id: int, since: int = 0, here: bool = False) -> Any:
    """What happened in a document after the revision `since`, oldest first.

    With `here`, you have it open: the others who have too are told, and are told of you. Where
    coding is blind, researchers are told of nobody.
    """
    document = accessible_document(request.user, document_id)
    coder = _visible_coder(request, document)
    changes = queries.changes_since(document, since, coder_id=coder)
    answer = {"revision": document.revision, "changes": changes}
    if here:
        note_presence(document=document, by=request.user)
        answer["here"] = [] if coder else queries.others_here(document, request.user)
    return answer


@router.post("/documents/{document_id}/undo", response=ChangeOut)
def undo(request: Request, document_id: int, key: Key = None) -> Any:
    """Take back your latest change to segments in this document."""
    document = accessible_document(request.user, document_id)
    return undoing.undo(document_id=document.pk, by=request.user, request=key)


@router.post("/documents/{document_id}/redo", response=ChangeOut)
def redo(request: Request, document_id: int, key: Key = None) -> Any:
    """Do again what you undid last in this document."""
    document = accessible_document(request.user, document_id)
    return undoing.redo(document_id=document.pk, by=request.user, request=key)


def _visible_coder(request: Request, document: Document) -> int | None:
    """None: everybody's segments. In a blind project a researcher sees only their own."""
    blind = access.sees_only_own_segments(request.user, document.project)
    return request.user.pk if blind else None
