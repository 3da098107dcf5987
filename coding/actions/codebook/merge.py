"""Merging a code into another: its segments, in every document, get the other code."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from coding.actions import segments as segment_actions
from coding.actions.errors import CodeGone, MergeIntoItself, MergeIntoRetired
from coding.codetree import CodeTree
from coding.models import Code, CodebookChange, CodedSegment
from fieldnotes.actions.changes import record_change
from fieldnotes.models import Change, Document, User

from .log import LockedCodebook, lock_documents

VERB = "codebook.merge"


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do: `segments` move in `documents`, made by `coders`; `coinciding` of
    them lie where the same coder gave the same passage the target already."""

    segments: int
    documents: int
    coders: int
    coinciding: int
    children: Sequence[Code]


def preview_merge(*, code: Code, target: Code) -> MergePreview:
    """Count what `merge_code` would do, without doing it. Raises what that would raise."""
    tree = CodeTree(Code.objects.filter(codebook_id=code.codebook_id))
    source, target = _mergeable(tree, code, target)
    counts = CodedSegment.objects.filter(code=source).aggregate(
        segments=Count("pk"),
        documents=Count("document", distinct=True),
        coders=Count("coder", distinct=True),
    )
    return MergePreview(
        **counts, coinciding=_twins(source, target).count(), children=tree.children(source)
    )


@transaction.atomic
def merge_code(*, code: Code, target: Code, by: User) -> CodebookChange:
    """Give all segments of `code` the code `target`; `code` is retired, never deleted.

    Where the same coder holds both codes on the same passage, the target's segment stays, with
    both memos and any doubt. What stands under the code moves under the target. Every document
    concerned gets one Change; the codebook's entry names them, and the target, in the code's new
    state (`merged_into`, `documents` as {id: revision}), so that `undo_change` finds them again.

    Raises:
        MergeIntoItself, MergeIntoRetired, CodeGone
    """
    codebook = LockedCodebook(code.codebook.project_id)
    source, target = _mergeable(codebook.tree, code, target)
    changes = _merge_segments(codebook.row.project_id, source, target, by)
    orphans = codebook.tree.children(source)
    first = codebook.tree.next_position(target)
    for position, child in enumerate(orphans, start=first):
        child.parent, child.position = target, position
    source.retired = True
    notes = {
        "merged_into": target.pk,
        "documents": {str(change.document_id): change.revision for change in changes},
    }
    return codebook.write(by=by, verb=VERB, about=source, notes=notes)


def _mergeable(tree: CodeTree, source: Code, target: Code) -> tuple[Code, Code]:
    if source.pk not in tree.codes or target.pk not in tree.codes:
        raise CodeGone
    source, target = tree.codes[source.pk], tree.codes[target.pk]
    if target in (source, *tree.descendants(source)):
        raise MergeIntoItself
    if target.retired:
        raise MergeIntoRetired
    return source, target


def _merge_segments(project_id: int, source: Code, target: Code, by: User) -> list[Change]:
    documents = list(lock_documents(project_id))
    twins = {_place(twin): twin for twin in _twins(source, target)}
    moving = defaultdict(list)
    for segment in CodedSegment.objects.filter(code=source):
        moving[segment.document_id].append(segment)
    return [
        _merge_in_document(document, moving[document.pk], twins, target, by)
        for document in documents
        if document.pk in moving
    ]


def _merge_in_document(
    document: Document,
    moving: Sequence[CodedSegment],
    twins: dict[tuple[int, ...], CodedSegment],
    target: Code,
    by: User,
) -> Change:
    before, after = [], []
    for segment in moving:
        before.append(segment_actions.state(segment))
        twin = twins.get(_place(segment))
        if twin is None:
            after.append(segment_actions.state(segment) | {"code": target.pk})
            continue
        held = segment_actions.state(twin)
        memo, unsure = _join(twin.memo, segment.memo), twin.unsure or segment.unsure
        joined = held | {"memo": memo, "unsure": unsure}
        if joined != held:
            before.append(held)
            after.append(joined)
    written = segment_actions.write_states(document, before, after)
    return record_change(document, by=by, verb=VERB, before=before, after=written)


def _twins(source: Code, target: Code) -> QuerySet[CodedSegment]:
    """The target's segments on whose passage the same coder holds the source too."""
    same = {place: OuterRef(place) for place in ("document", "coder", "start", "end")}
    held = CodedSegment.objects.filter(code=source, **same)
    return CodedSegment.objects.filter(Exists(held), code=target)


def _place(segment: CodedSegment) -> tuple[int, ...]:
    return segment.document_id, segment.coder_id, segment.start, segment.end


def _join(*memos: str) -> str:
    """The memos that say something, each once, with a blank line between them."""
    return "\n\n".join(dict.fromkeys(memo for memo in memos if memo))
