"""A batch on its way: run as a worker runs it, and what is said of it."""

from fieldnotes import queries
from fieldnotes.actions import imports
from fieldnotes.models import Document, ImportBatch, Job
from fieldnotes.tasks import run_batch, run_job

GOOD = "A quiet morning at the counter.\n"


def run(batch, task_id="task"):
    run_job(ImportBatch, batch.pk, task_id=task_id, work=run_batch)
    batch.refresh_from_db()
    return batch


def imported(batch):
    """Dry run, confirmation, import; the batch as it then is."""
    assert run(batch).awaits_confirmation, batch.error
    assert not Document.objects.filter(batch=batch).exists()
    assert imports.confirm_batch(batch=batch)
    assert run(batch).status == Job.Status.DONE
    return batch


def titles(batch):
    return sorted(batch.documents.values_list("title", flat=True))


def problems(batch):
    """(file, row, sentence) of everything that is wrong, of the batch and of its items."""
    of_batch = [(p["file"], p["row"], queries.problem_sentence(p)) for p in batch.problems]
    of_items = [
        (item.member or item.name, None, queries.problem_sentence(p))
        for item in batch.items.order_by("pk")
        for p in item.problems
    ]
    return of_batch + of_items
