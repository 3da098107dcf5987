"""Splitting a coded segment and merging two: each is one Change, which one undo takes back."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from coding.models import CodedSegment
from coding.text.parts import parts, touch
from fieldnotes.actions.changes import done_before, lock_document, record_change
from fieldnotes.models import Change, Document, User

from .errors import AlreadyCoded, CannotMerge, CannotSplit, StaleSegment
from .segments import Outcome, as_it_is_now, state


@transaction.atomic
def split_segment(
    *,
    segment: CodedSegment,
    by: User,
    seen: int,
    at: Iterable[int],
    request: UUID | None = None,
) -> Outcome:
    """Cut a segment at places, in code points; blanks at the cuts are left out.

    The first part is the segment itself, with its memo; the others are new.

    Args:
        seen: the segment's revision as the caller saw it.

    Raises:
        StaleSegment
        CannotSplit: fewer than two parts with words in them would come out.
        AlreadyCoded: a part is a segment of the same coder and code already.
    """
    document = lock_document(segment.document_id)
    if done := done_before(document, by=by, request=request):
        return as_it_is_now(document, done)
    current = _as_seen(segment, seen)
    before = state(current)
    ranges = parts(document.text, (current.start, current.end), at)
    if len(ranges) < 2:
        raise CannotSplit
    for start, end in ranges:
        _require_free(document, start, end, besides=[current])
    revision = document.revision + 1
    (current.start, current.end), *others = ranges
    current.revision = revision
    current.save()
    made = CodedSegment.objects.bulk_create(
        CodedSegment(
            document=document,
            coder_id=current.coder_id,
            code_id=current.code_id,
            start=start,
            end=end,
            unsure=current.unsure,
            revision=revision,
        )
        for start, end in others
    )
    after = [current, *made]
    record_change(
        document,
        by=by,
        verb="segment.split",
        before=[before],
        after=[state(s) for s in after],
        request=request,
    )
    return Outcome(document.revision, after, changed=True)


@transaction.atomic
def merge_segments(
    *,
    segment: CodedSegment,
    seen: int,
    other: CodedSegment,
    other_seen: int,
    by: User,
    request: UUID | None = None,
) -> Outcome:
    """Make one of two segments of the same coder and code that overlap or touch.

    The one that starts first stays, over the passages of both and with the memos of both.

    Args:
        seen, other_seen: the segments' revisions as the caller saw them.

    Raises:
        StaleSegment
        CannotMerge: other codes, coders or documents, or words stand between them.
        AlreadyCoded: the whole is a third segment of the same coder and code already.
    """
    document = lock_document(segment.document_id)
    if done := done_before(document, by=by, request=request):
        return as_it_is_now(document, done)
    found = [_as_seen(segment, seen), _as_seen(other, other_seen)]
    first, second = sorted(found, key=lambda one: (one.start, -one.end))
    before = [state(one) for one in (first, second)]
    if not _mergeable(document, first, second):
        raise CannotMerge
    end = max(first.end, second.end)
    _require_free(document, first.start, end, besides=[first, second])
    second.delete()
    first.end = end
    first.memo = "\n\n".join(dict.fromkeys(filter(None, (first.memo, second.memo))))
    first.unsure = first.unsure or second.unsure
    first.revision = document.revision + 1
    first.save()
    record_change(
        document,
        by=by,
        verb="segment.merge",
        before=before,
        after=[state(first)],
        request=request,
    )
    return Outcome(document.revision, [first], changed=True)


def done_before_by(*, by: User, request: UUID | None) -> tuple[int, Outcome] | None:
    """The document and the outcome of a request that was done before, else None.

    A merge takes a segment away: who sends it again cannot be led to the document by it.
    """
    if request is None:
        return None
    done = Change.objects.filter(actor=by, request=request).select_related("document").first()
    return (done.document_id, as_it_is_now(done.document, done)) if done else None


def _as_seen(segment: CodedSegment, seen: int) -> CodedSegment:
    """The segment as it is now, in the locked document."""
    current = CodedSegment.objects.filter(pk=segment.pk).first()
    if current is None or current.revision != seen:
        raise StaleSegment(state(current) if current else None)
    return current


def _mergeable(document: Document, first: CodedSegment, second: CodedSegment) -> bool:
    alike = all(
        getattr(first, field) == getattr(second, field)
        for field in ("document_id", "coder_id", "code_id")
    )
    passages = (first.start, first.end), (second.start, second.end)
    return first.pk != second.pk and alike and touch(document.text, *passages)


def _require_free(document: Document, start: int, end: int, *, besides: list[CodedSegment]) -> None:
    like = besides[0]
    twins = CodedSegment.objects.filter(
        document=document, coder_id=like.coder_id, code_id=like.code_id, start=start, end=end
    )
    if twins.exclude(pk__in=[segment.pk for segment in besides]).exists():
        raise AlreadyCoded
