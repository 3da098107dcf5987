"""How far people have come with the documents of a project: read, coded, done."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from coding.models import CodedSegment, Progress
from fieldnotes.models import Document, Membership, Project, Role, User

# The part of the paragraphs' characters to which the coder gave some code, as in the reader.
CODED_SHARES = """
    WITH coded AS (
        SELECT document_id, range_agg(int4range(segment.start, segment."end")) AS passages
        FROM coding_codedsegment segment JOIN fieldnotes_document document
            ON document.id = document_id
        WHERE coder_id = %s AND project_id = %s
        GROUP BY document_id
    ), read AS (
        SELECT document_id, range_agg(int4range(paragraph.start, paragraph."end")) AS words
        FROM fieldnotes_paragraph paragraph JOIN coded USING (document_id)
        GROUP BY document_id
    )
    SELECT document_id,
        (SELECT coalesce(sum(upper(part) - lower(part)), 0) FROM unnest(passages * words) part)
        / (SELECT sum(upper(part) - lower(part)) FROM unnest(words) part)::float
    FROM coded JOIN read USING (document_id)
"""


@dataclass(frozen=True)
class Standing:
    """How one person stands with a document, in whole percent, and how the coders do.

    The coders are the project's researchers and whoever else coded the document or is done with
    it; both their counts are 0 where they were not asked for.
    """

    opened: bool
    read: int
    coded: int
    done: bool
    coders: int = 0
    coders_done: int = 0


def coded_shares(project: Project, coder: User) -> dict[int, float]:
    """The part of each document that the coder coded, 0 to 1, by document; one query."""
    with connection.cursor() as cursor:
        cursor.execute(CODED_SHARES, [coder.pk, project.pk])
        return dict(cursor.fetchall())


def standings(
    documents: QuerySet[Document], *, project: Project, user: User, with_coders: bool
) -> list[tuple[Document, Standing]]:
    """Each document with the user's standing; the same queries for any number of documents."""
    rows = Progress.objects.filter(document__project=project)
    own = {row.document_id: row for row in rows.filter(coder=user)}
    shares = coded_shares(project, user)
    coders, done = _coders(project) if with_coders else ({}, {})
    everywhere = coders.get(None, set())

    def standing(document: Document) -> Standing:
        progress = own.get(document.pk)
        here = done.get(document.pk, set())
        return Standing(
            opened=progress is not None or document.pk in shares,
            read=_percent(progress.read_to / document.length if progress else 0),
            coded=_percent(shares.get(document.pk, 0)),
            done=progress is not None and progress.done_at is not None,
            coders=len(everywhere | coders.get(document.pk, set()) | here),
            coders_done=len(here),
        )

    return [(document, standing(document)) for document in documents]


def _coders(project: Project) -> tuple[dict[int | None, set[int]], dict[int, set[int]]]:
    """Who is to be done with each document (None: with all of them), and who is."""
    members = Membership.objects.filter(project=project, role=Role.RESEARCHER)
    coders: dict[int | None, set[int]] = {None: set(members.values_list("user_id", flat=True))}
    coded = CodedSegment.objects.filter(document__project=project).order_by()
    for document, coder in coded.values_list("document_id", "coder_id").distinct():
        coders.setdefault(document, set()).add(coder)
    done: dict[int, set[int]] = {}
    marks = Progress.objects.filter(document__project=project, done_at__isnull=False)
    for document, coder in marks.values_list("document_id", "coder_id"):
        done.setdefault(document, set()).add(coder)
    return coders, done


def _percent(share: float) -> int:
    """Rounded; 100 only where nothing is left."""
    return min(int(share * 100 + 0.5), 100 if share >= 1 else 99)
