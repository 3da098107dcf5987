"""The sweep: what the queue lost, the rows still know."""

from celery import shared_task

from coding.models import Report
from coding.tasks import compute_report
from fieldnotes.actions.jobs import requeue_lost
from fieldnotes.models import ImportBatch
from fieldnotes.tasks import enqueue, run_import_batch


@shared_task(ignore_result=True)
def sweep() -> None:
    """Send again what nobody works on. Harmless at any time, from any number of workers."""
    for model, task in ((ImportBatch, run_import_batch), (Report, compute_report)):
        for pk in requeue_lost(model):
            enqueue(task, pk)
