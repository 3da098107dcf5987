"""How far somebody has come with a document: no coding, so it is not in the change log."""

from django.db import transaction
from django.utils import timezone

from coding.models import Progress
from fieldnotes.models import Document, User


@transaction.atomic
def note_progress(
    *, document: Document, by: User, read_to: int | None = None, done: bool | None = None
) -> Progress:
    """`by` opened the document, read on, or is done with it, or is not after all.

    Args:
        read_to: code points from the start; less than is known already changes nothing.
        done: None leaves it as it is.
    """
    rows = Progress.objects.select_for_update()
    progress, _made = rows.get_or_create(document=document, coder=by)
    if read_to is not None and read_to > progress.read_to:
        is_all = not document.paragraphs.filter(end__gt=read_to).exists()
        progress.read_to = document.length if is_all else read_to
    if done is not None and done != (progress.done_at is not None):
        progress.done_at = timezone.now() if done else None
    progress.save()
    return progress
