"""Giving codes to many passages at once, in many documents, and taking exactly that back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from coding.models import Code, CodedSegment
from fieldnotes.actions.changes import record_change
from fieldnotes.models import Change, Document, Project, User

from .codebook.log import lock_documents
from .errors import ChangedSince, NoCode, OffsetsOutside, UnknownCode
from .segments import state
from .undo import reverse

TAG, UNTAG = "segment.tag", "segment.untag"

Range = tuple[int, int]
Passages = Mapping[int, Collection[Range]]
"""Half-open ranges in code points, by the id of their document."""
Place = tuple[int, int, int, int]
"""Document, code, start, end."""


@dataclass(frozen=True)
class TaggingPreview:
    """What a tagging would do: `segments` would be new, in `documents`; `present` are there."""

    segments: int
    documents: int
    present: int


@dataclass(frozen=True)
class Untagging:
    """What was taken back, and the documents where it could not be: they were changed since."""

    segments: int
    documents: int
    refused: Sequence[Document]


def preview_tagging(*, by: User, passages: Passages, codes: Sequence[int]) -> TaggingPreview:
    """Count what `tag_passages` would do, without doing it."""
    present = _present(by, passages, codes)
    missing = [place for place in _places(passages, codes) if place not in present]
    return TaggingPreview(len(missing), len({place[0] for place in missing}), len(present))


@transaction.atomic
def tag_passages(
    *, project: Project, by: User, passages: Passages, codes: Sequence[int]
) -> list[Change]:
    """Give every code to every passage; what exists already is left as it is.

    Every document in which something is new gets one Change, which undo in that document takes
    back as one step.

    Raises:
        OffsetsOutside, NoCode, UnknownCode
    """
    wanted = _codes_in_use(project, codes)
    documents = list(lock_documents(project.pk).filter(pk__in=list(passages)))
    present = _present(by, passages, wanted)
    changes = []
    for document in documents:
        ranges = {document.pk: passages[document.pk]}
        missing = [place for place in _places(ranges, wanted) if place not in present]
        if missing:
            changes.append(_tag(document, by, missing))
    return changes


def _tag(document: Document, by: User, places: Iterable[Place]) -> Change:
    segments = [
        CodedSegment(
            document=document,
            coder=by,
            code_id=code,
            start=start,
            end=end,
            revision=document.revision + 1,
        )
        for _document, code, start, end in places
    ]
    if not all(0 <= s.start < s.end <= document.length for s in segments):
        raise OffsetsOutside(document.length)
    made = CodedSegment.objects.bulk_create(segments)
    return record_change(document, by=by, verb=TAG, after=[state(segment) for segment in made])


@transaction.atomic
def undo_tagging(*, project: Project, by: User, changes: Mapping[int, int]) -> Untagging:
    """Take back what `tag_passages` did, wherever its segments are still as it made them.

    It is a change of its own in each document, which undo there takes back in turn; what else was
    done since stays.

    Args:
        changes: the revision of each of the tagging's changes, by the id of its document.
    """
    refused = []
    taken: list[Change] = []
    for document in lock_documents(project.pk).filter(pk__in=list(changes)):
        revision = changes[document.pk]
        own = Change.objects.filter(document=document, revision=revision, actor=by, verb=TAG)
        try:
            if not own.exists():
                raise ChangedSince
            taken.append(reverse(document, by, revision, UNTAG))
        except ChangedSince:
            refused.append(document)
    return Untagging(sum(len(change.before) for change in taken), len(taken), refused)


def _places(passages: Passages, codes: Sequence[int]) -> list[Place]:
    """Every passage with every code, in reading order."""
    return [
        (document, code, start, end)
        for document, ranges in passages.items()
        for start, end in sorted(ranges)
        for code in codes
    ]


def _present(by: User, passages: Passages, codes: Sequence[int]) -> set[Place]:
    """What of `_places` the person has coded already."""
    rows = CodedSegment.objects.filter(coder=by, document__in=list(passages), code__in=codes)
    own = rows.order_by().values_list("document", "code", "start", "end")
    return set(own).intersection(_places(passages, codes))


def _codes_in_use(project: Project, codes: Sequence[int]) -> list[int]:
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise NoCode
    known = Code.objects.filter(codebook__project=project, pk__in=wanted, retired=False)
    if known.count() != len(wanted):
        raise UnknownCode
    return wanted
