"""Segment blocks: one packed row a document, from which reports read a million segments at once.

A block is right when its revision is the document's. Reports bring the stale ones up to date
before they open their snapshot, and read by rows what moved on in between. Two reports may do
that at once: a block is only ever replaced by one of the same revision or a later one.
"""

from collections.abc import Sequence

from django.db import connection, transaction

from coding.stats.intervals import IntArray
from fieldnotes.models import Project

from .copying import id_list, numbers

_PACKED = {
    "segments": (
        'int4send(s.start) || int4send(s."end") || int4send(s.code_id::int4)'
        " || int4send(s.coder_id::int4)",
        "coding_codedsegment",
        's.start, s."end", s.code_id, s.coder_id',
    ),
    "paragraphs": ('int4send(s.start) || int4send(s."end")', "fieldnotes_paragraph", "s.start"),
    "turns": ('int4send(s.start) || int4send(s."end")', "fieldnotes_speakerturn", "s.start"),
}
COLUMNS = tuple(_PACKED)


def _column(row: str, table: str, order: str) -> str:
    return (
        f"(SELECT coalesce(string_agg({row}, ''::bytea ORDER BY {order}), ''::bytea)"  # noqa: S608
        f" FROM {table} s WHERE s.document_id = d.id)"
    )


_CONTENT = {name: _column(*parts) for name, parts in _PACKED.items()}
_REBUILD = f"""
    INSERT INTO coding_segmentblock (document_id, revision, {", ".join(COLUMNS)})
    SELECT d.id, d.revision, {", ".join(_CONTENT.values())}
    FROM fieldnotes_document d WHERE d.id = ANY(%s::bigint[])
    ORDER BY d.id  -- in the same order by everybody, so that nobody waits for each other
    ON CONFLICT (document_id) DO UPDATE
    SET revision = excluded.revision, {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
    WHERE coding_segmentblock.revision <= excluded.revision
"""  # noqa: S608
_STALE = """
    SELECT d.id FROM fieldnotes_document d LEFT JOIN coding_segmentblock b ON b.document_id = d.id
    WHERE d.project_id = %s AND b.revision IS DISTINCT FROM d.revision
"""
_DIFFERENT = f"""
    SELECT d.id FROM fieldnotes_document d JOIN coding_segmentblock b ON b.document_id = d.id
    WHERE d.project_id = %s AND b.revision = d.revision
    AND ({" OR ".join(f"b.{name} <> {content}" for name, content in _CONTENT.items())})
    ORDER BY d.id
"""  # noqa: S608


def rebuild_stale(project: Project) -> int:
    """Bring the project's blocks up to date; returns how many were stale.

    Call it outside the report's snapshot, in which a block that another report has just written
    could not be replaced.
    """
    (stale,) = numbers(_STALE, [project.pk], 1)
    if len(stale):
        rebuild(stale)
    return len(stale)


def rebuild(documents: IntArray) -> None:
    """Make the blocks of documents, by their ids, anew: by one statement, one or all of them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_REBUILD, [id_list(documents)])


def wrong_blocks(project: Project) -> Sequence[int]:
    """Ids of documents whose block claims to be up to date and says something else than the
    rows. There are none, unless somebody wrote rows past the change log."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENT, [project.pk])
        return [pk for (pk,) in cursor.fetchall()]
