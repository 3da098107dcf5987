"""The API of coding: splitting and merging coded segments."""

from typing import Any

from django.http import Http404
from ninja import Field, Router, Schema

from coding import access
from coding.actions.reshape import done_before_by, merge_segments, split_segment
from fieldnotes.access import document as accessible_document
from fieldnotes.http import Request

from .segments import Key, SegmentsOut

router = Router(tags=["coding"])


class Split(Schema):
    revision: int = Field(description="of the segment, as you saw it")
    at: list[int] = Field(description="places to cut at, in code points of the document")


class Merge(Schema):
    revision: int = Field(description="of the segment, as you saw it")
    other: int = Field(description="the segment to merge it with")
    other_revision: int


@router.post("/segments/{segment_id}/split", response=SegmentsOut)
def split(request: Request, segment_id: int, wanted: Split, key: Key = None) -> Any:
    """Cut your own segment in two or more; the first part keeps its id and its memo."""
    segment = access.own_segment(request.user, segment_id)
    return split_segment(
        segment=segment, by=request.user, seen=wanted.revision, at=wanted.at, request=key
    )


@router.post("/segments/{segment_id}/merge", response=SegmentsOut)
def merge(request: Request, segment_id: int, wanted: Merge, key: Key = None) -> Any:
    """Make one of two of your own segments of one code that overlap or touch.

    The answer's segment is what they became; the other one is gone.
    """
    try:
        segment = access.own_segment(request.user, segment_id)
        other = access.own_segment(request.user, wanted.other)
    except Http404:  # one of them is gone: by this very request, when it came the first time?
        before = done_before_by(by=request.user, request=key)
        if before is None:
            raise
        document_id, outcome = before
        accessible_document(request.user, document_id)
        return outcome
    return merge_segments(
        segment=segment,
        seen=wanted.revision,
        other=other,
        other_seen=wanted.other_revision,
        by=request.user,
        request=key,
    )
