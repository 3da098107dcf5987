"""Who has a document open at the moment: told by their pages, forgotten after a while."""

from django.utils import timezone

from coding.models import Presence
from fieldnotes.models import Document, User


def note_presence(*, document: Document, by: User) -> None:
    """`by` has the document open now. One statement; not in the change log, nothing came of it."""
    Presence.objects.bulk_create(
        [Presence(document=document, user=by, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["document", "user"],
        update_fields=["seen_at"],
    )
