"""Reads of coding that are used in more than one place."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.models import Code, CodedSegment, Presence, Progress, Report
from fieldnotes.models import Change, Document, Project, User

CODE_FIELDS = (
    "id", "parent", "key", "name", "colour", "shortcut", "definition", "when_to_use",
    "when_not_to_use", "example", "position", "retired",
)  # fmt: skip


def codes_of(project: Project) -> QuerySet[Code]:
    return Code.objects.filter(codebook__project=project)


def segments_of(document: Document, *, coder_id: int | None = None) -> QuerySet[CodedSegment]:
    """The document's segments in reading order; of one coder, or of all (None)."""
    rows = CodedSegment.objects.filter(document=document).order_by("start", "end", "pk")
    return rows if coder_id is None else rows.filter(coder_id=coder_id)


def changes_since(
    document: Document, revision: int, *, coder_id: int | None = None
) -> list[Change]:
    """Log entries after `revision`, oldest first; None for everybody's segments.

    Of one coder: the entries that touch their segments, and of these nothing else. A merge of
    codes is one entry for the segments of all coders.
    """
    rows = Change.objects.filter(document=document, revision__gt=revision).order_by("revision")
    if coder_id is None:
        return list(rows)
    own = [{"coder": coder_id}]
    touching = list(rows.filter(Q(before__contains=own) | Q(after__contains=own)))
    for change in touching:
        change.before = [state for state in change.before if state["coder"] == coder_id]
        change.after = [state for state in change.after if state["coder"] == coder_id]
    return touching


def with_coding_counts(
    documents: QuerySet[Document], *, user: User, own_only: bool
) -> QuerySet[Document]:
    """Adds `own_segments`, the user's, and `segment_count`, all that they may see."""
    own = _segment_counts(CodedSegment.objects.filter(coder=user))
    seen = own if own_only else _segment_counts(CodedSegment.objects.all())
    return documents.annotate(own_segments=own, segment_count=seen)


def _segment_counts(segments: QuerySet[CodedSegment]) -> Coalesce:
    counts = (
        segments.filter(document=OuterRef("pk"))
        .order_by()
        .values("document")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return Coalesce(Subquery(counts), 0)


PRESENT_FOR = timedelta(seconds=15)  # a page asks for news every three seconds


def others_here(document: Document, user: User) -> list[int]:
    """The ids of those who have the document open, without the user."""
    recent = Presence.objects.filter(document=document, seen_at__gt=timezone.now() - PRESENT_FOR)
    others = recent.exclude(user=user).order_by("user__username")
    return list(others.values_list("user_id", flat=True))


def coders_of(project: Project) -> QuerySet[User]:
    """Everybody who coded in the project."""
    coded = CodedSegment.objects.filter(document__project=project, coder=OuterRef("pk"))
    return User.objects.filter(Exists(coded)).order_by("username")


def reports_of(project: Project) -> QuerySet[Report]:
    """Reports, newest first, without their results."""
    return Report.objects.filter(project=project).select_related("created_by").defer("result")


def layer_names(project: Project) -> dict[str, str]:
    """What the coding layers that a report can ask for are called on a screen."""
    coders = {f"coder:{coder.pk}": coder.display_name() for coder in coders_of(project)}
    layers = {"any": _("Any coder"), "two": _("At least two coders"), "consensus": _("Consensus")}
    return layers | coders


# The reader's page is laid out and painted by sections: of more than a screen, so that there are
# few, and of not much more, so that what is near the screen is little.
CHARACTERS_A_SECTION = 4_000
PARAGRAPHS_A_SECTION = 25


def sections_of(document: Document) -> list[list[dict[str, Any]]]:
    """The document's paragraphs for the reader, in sections.

    Each is a dict: number (1 for the first), start (code points), text, and turn, the speaker
    turn that the paragraph opens, or None. Three queries.
    """
    turns = document.turns.select_related("participant__agency")
    by_start = {turn.start: turn for turn in turns}
    paragraphs = [
        {
            "number": paragraph.index + 1,
            "start": paragraph.start,
            "text": document.text[paragraph.start : paragraph.end],
            "turn": by_start.get(paragraph.start),
        }
        for paragraph in document.paragraphs.all()
    ]
    sections: list[list[dict[str, Any]]] = []
    for paragraph in paragraphs:
        if not sections or _is_full(sections[-1]):
            sections.append([])
        sections[-1].append(paragraph)
    return sections


def _is_full(section: list[dict[str, Any]]) -> bool:
    characters = sum(len(paragraph["text"]) for paragraph in section)
    return len(section) >= PARAGRAPHS_A_SECTION or characters >= CHARACTERS_A_SECTION


def reader_data(document: Document, *, user_id: int, own_only: bool) -> dict[str, Any]:
    """What the reader's script starts from; the same number of queries for any number of segments.

    Segments are rows of `segment_fields`, which is a third of the size of objects.
    """
    fields = ["id", "start", "end", "code", "coder", "revision", "unsure", "memo"]
    segments = segments_of(document, coder_id=user_id if own_only else None)
    rows = list(segments.values_list(*fields))
    coder = fields.index("coder")
    people = Q(pk__in={user_id, *(row[coder] for row in rows)})
    if not own_only:
        people |= Q(memberships__project=document.project_id)
    return {
        "document": {
            "id": document.pk,
            "revision": document.revision,
            "project": document.project_id,
            "own_only": own_only,
        },
        "user": user_id,
        "progress": _progress(document, user_id),
        "coders": {person.pk: person.display_name() for person in User.objects.filter(people)},
        "codes": list(codes_of(document.project).values(*CODE_FIELDS)),
        "segment_fields": fields,
        "segments": rows,
    }


def _progress(document: Document, user_id: int) -> dict[str, Any] | None:
    """Where the user stands, None before they have opened the document."""
    found = Progress.objects.filter(document=document, coder_id=user_id).first()
    return {"read_to": found.read_to, "done": found.done_at is not None} if found else None
