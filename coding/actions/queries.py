"""Keeping retrieval queries under a name."""

from coding.models import SavedQuery
from coding.reports.retrieval.parameters import Asked
from fieldnotes.models import Project, User


def save_query(*, project: Project, by: User, name: str, asked: Asked) -> SavedQuery:
    """One query a name: the same name again replaces it."""
    values = {"query": asked.query, "layer": asked.layer, "created_by": by}
    saved, _created = SavedQuery.objects.update_or_create(
        project=project, name=name, defaults=values
    )
    return saved


def delete_query(*, saved: SavedQuery) -> None:
    saved.delete()
