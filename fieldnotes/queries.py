"""Reads of what was collected that are used in more than one place."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext

from fieldnotes.models import Document, ImportBatch, ImportItem, PersonalToken, Project, User


def token_digest(token: str) -> str:
    """SHA-256 as hex. A token is 256 random bits: nothing slower than a plain hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def user_of_token(token: str) -> User | None:
    found = (
        PersonalToken.objects.select_related("user")
        .filter(digest=token_digest(token), user__is_active=True)
        .first()
    )
    return found.user if found else None


def documents_of(project: Project) -> QuerySet[Document]:
    """The project's documents by date of fieldwork, without their texts."""
    return (
        Document.objects.filter(project=project)
        .defer("text")
        .prefetch_related("participants__agency")
        .order_by("fieldwork_date", "title", "pk")
    )


def batches_of(project: Project) -> QuerySet[ImportBatch]:
    """Import batches, newest first, with `document_count`."""
    return (
        ImportBatch.objects.filter(project=project)
        .select_related("created_by")
        .annotate(document_count=Count("documents"))
    )


def items_of(batch: ImportBatch) -> QuerySet[ImportItem]:
    """What needs a look comes first: problems, then duplicates, then the rest."""
    items = batch.items.select_related("document", "duplicate_of")
    return items.defer("document__text", "duplicate_of__text").order_by(
        Case(
            When(~Q(problems=[]), then=0),
            When(duplicate_of__isnull=False, then=1),
            default=2,
        ),
        "pk",
    )


def item_counts(batch: ImportBatch) -> dict[str, int]:
    """How many items are to be imported, are in the project already, are refused, are imported."""
    good = Q(problems=[], duplicate_of=None)
    return batch.items.aggregate(
        ready=Count("pk", filter=good & Q(document=None)),
        duplicates=Count("pk", filter=Q(problems=[], duplicate_of__isnull=False)),
        refused=Count("pk", filter=~Q(problems=[])),
        imported=Count("pk", filter=Q(document__isnull=False)),
    )


def problem_sentence(problem: dict[str, Any]) -> str:
    """A problem of an import, kept as a template with its values apart, in the reader's words."""
    template: str = gettext(problem["message"])
    params: dict[str, Any] = problem["params"]
    return template % params


# The mark in front of a stem keeps it apart from the words: none begins so.
STEMS = {"english": "=e", "french": "=f"}


def stems_of(keys: Iterable[str]) -> dict[str, list[str]]:
    """The lexemes of a word's stems, in the languages of `STEMS`, by its key (`importers.words`).

    A stem that is the word itself is left out; words too common to have one have none. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT key, (ts_lexize('english_stem', key))[1], (ts_lexize('french_stem', key))[1]
            FROM unnest(%s::text[]) AS key
            """,
            [list(set(keys))],
        )
        return {
            key: [
                mark + stem
                for mark, stem in zip(STEMS.values(), stems, strict=True)
                if stem is not None and stem != key
            ]
            for key, *stems in cursor.fetchall()
        }
