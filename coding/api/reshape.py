"""The API of coding: splitting and merging coded segments."""

from typing import Any

from ninja import Field, Router, Schema

from coding import access
from coding.actions.reshape import merge_segments, split_segment
from fieldnotes.http import Request

from .segments import SegmentsOut

router = Router(tags=["coding"])


class Split(Schema):
    revision: int = Field(description="of the segment, as you saw it")
    at: list[int] = Field(description="places to cut at, in code points of the document")


class Merge(Schema):
    revision: int = Field(description="of the segment, as you saw it")
    other: int = Field(description="the segment to merge it with")
    other_revision: int


@router.post("/segments/{segment_id}/split", response=SegmentsOut)
def split(request: Request, segment_id: int, wanted: Split) -> Any:
    """Cut your own segment in two or more; the first part keeps its id and its memo."""
    segment = access.own_segment(request.user, segment_id)
    return split_segment(segment=segment, by=request.user, seen=wanted.revision, at=wanted.at)


@router.post("/segments/{segment_id}/merge", response=SegmentsOut)
def merge(request: Request, segment_id: int, wanted: Merge) -> Any:
    """Make one of two of your own segments of one code that overlap or touch.

    The answer's segment is what they became; the other one is gone.
    """
    segment = access.own_segment(request.user, segment_id)
    return merge_segments(
        segment=segment,
        seen=wanted.revision,
        other=access.own_segment(request.user, wanted.other),
        other_seen=wanted.other_revision,
        by=request.user,
    )
