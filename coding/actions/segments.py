"""Writing coded segments: each action locks the document, writes rows and one Change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from coding.models import Code, CodedSegment
from fieldnotes.actions.changes import done_before, lock_document, record_change
from fieldnotes.models import Change, Document, User

from .errors import AlreadyCoded, NoCode, OffsetsOutside, StaleSegment, UnknownCode


@dataclass(frozen=True)
class Outcome:
    """The document's revision after an action, and the segments that the action is about."""

    revision: int
    segments: list[CodedSegment]
    changed: bool


def state(segment: CodedSegment) -> dict[str, Any]:
    """What the change log keeps of a segment; offsets in code points."""
    return {
        "id": segment.pk,
        "coder": segment.coder_id,
        "code": segment.code_id,
        "start": segment.start,
        "end": segment.end,
        "unsure": segment.unsure,
        "memo": segment.memo,
        "revision": segment.revision,
    }


@transaction.atomic
def code_passage(
    *,
    document_id: int,
    by: User,
    start: int,
    end: int,
    codes: Sequence[int],
    memo: str = "",
    request: UUID | None = None,
) -> Outcome:
    """Give one or several codes to `[start, end)`. What exists already is left as it is.

    Args:
        request: the same when the caller, who got no answer, sends this again. So it is in every
            action here: it is done once, also when what it made was changed in the meantime.

    Raises:
        OffsetsOutside, NoCode, UnknownCode
    """
    document = lock_document(document_id)
    if done := done_before(document, by=by, request=request):
        return as_it_is_now(document, done)
    _require_inside(document, start, end)
    wanted = _codes_in_use(document, codes)
    present = CodedSegment.objects.filter(
        document=document, coder=by, code__in=wanted, start=start, end=end
    )
    by_code = {segment.code_id: segment for segment in present}
    made = CodedSegment.objects.bulk_create(
        CodedSegment(
            document=document,
            coder=by,
            code_id=code,
            start=start,
            end=end,
            memo=memo,
            revision=document.revision + 1,
        )
        for code in wanted
        if code not in by_code
    )
    if made:
        after = [state(segment) for segment in made]
        record_change(document, by=by, verb="segment.create", after=after, request=request)
    by_code |= {segment.code_id: segment for segment in made}
    return Outcome(document.revision, [by_code[code] for code in wanted], bool(made))


@transaction.atomic
def change_segment(
    *,
    segment: CodedSegment,
    by: User,
    seen: int,
    start: int | None = None,
    end: int | None = None,
    code: int | None = None,
    unsure: bool | None = None,
    memo: str | None = None,
    request: UUID | None = None,
) -> Outcome:
    """Move a segment's boundaries, give it another code, doubt it, or rewrite its memo.

    Args:
        seen: the segment's revision as the caller saw it.

    Raises:
        StaleSegment, OffsetsOutside, UnknownCode, AlreadyCoded
    """
    document = lock_document(segment.document_id)
    if done := done_before(document, by=by, request=request):
        return as_it_is_now(document, done)
    current = _current(segment, seen)
    before = state(current)
    current.start = current.start if start is None else start
    current.end = current.end if end is None else end
    current.unsure = current.unsure if unsure is None else unsure
    current.memo = current.memo if memo is None else memo
    _require_inside(document, current.start, current.end)
    if code is not None and code != current.code_id:
        (current.code_id,) = _codes_in_use(document, [code])
    if state(current) == before:
        return Outcome(document.revision, [current], changed=False)
    twins = CodedSegment.objects.filter(
        document=document,
        coder_id=current.coder_id,
        code_id=current.code_id,
        start=current.start,
        end=current.end,
    )
    if twins.exclude(pk=current.pk).exists():
        raise AlreadyCoded
    current.revision = document.revision + 1
    current.save()
    record_change(
        document,
        by=by,
        verb="segment.change",
        before=[before],
        after=[state(current)],
        request=request,
    )
    return Outcome(document.revision, [current], changed=True)


@transaction.atomic
def delete_segment(
    *, segment: CodedSegment, by: User, seen: int, request: UUID | None = None
) -> Outcome:
    """Take a segment away; `undo` brings it back.

    Raises:
        StaleSegment
    """
    document = lock_document(segment.document_id)
    if done := done_before(document, by=by, request=request):
        return as_it_is_now(document, done)
    current = _current(segment, seen)
    before = state(current)
    current.delete()
    record_change(document, by=by, verb="segment.delete", before=[before], request=request)
    return Outcome(document.revision, [], changed=True)


def write_states(
    document: Document, before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Replace the segments `before` by those of `after`, under the document's next revision.

    The caller has locked the document and checked that `before` is what stands there. Returns the
    states as written.
    """
    after = [{**wanted, "revision": document.revision + 1} for wanted in after]
    # Deleted first: a segment may move to the place that another leaves.
    CodedSegment.objects.filter(pk__in=[gone["id"] for gone in before]).delete()
    CodedSegment.objects.bulk_create(
        CodedSegment(
            pk=wanted["id"],
            document=document,
            coder_id=wanted["coder"],
            code_id=wanted["code"],
            start=wanted["start"],
            end=wanted["end"],
            unsure=wanted.get("unsure", False),  # older entries of the log do not say
            memo=wanted["memo"],
            revision=wanted["revision"],
        )
        for wanted in after
    )
    return after


def as_it_is_now(document: Document, done: Change) -> Outcome:
    """The answer to a request that was `done` before: what it made, as far as it is still there."""
    made = [row["id"] for row in done.after]
    segments = CodedSegment.objects.filter(pk__in=made).order_by("pk")
    return Outcome(document.revision, list(segments), changed=False)


def _current(segment: CodedSegment, seen: int) -> CodedSegment:
    current = CodedSegment.objects.filter(pk=segment.pk).first()
    if current is None or current.revision != seen:
        raise StaleSegment(state(current) if current else None)
    return current


def _require_inside(document: Document, start: int, end: int) -> None:
    if not 0 <= start < end <= document.length:
        raise OffsetsOutside(document.length)


def _codes_in_use(document: Document, codes: Sequence[int]) -> list[int]:
    """`codes` without repetitions, if all belong to the document's project and are not retired."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise NoCode
    known = Code.objects.filter(
        codebook__project_id=document.project_id, pk__in=wanted, retired=False
    )
    if known.count() != len(wanted):
        raise UnknownCode
    return wanted
