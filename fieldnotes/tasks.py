"""Celery's edge: a task takes a primary key, runs one action, records the outcome on the row."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from celery import Task, shared_task
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as QueueAway

from fieldnotes.actions import imports, jobs
from fieldnotes.importers import ImportProblem
from fieldnotes.importers.problems import gettext_noop
from fieldnotes.models import ImportBatch, Job

logger = logging.getLogger(__name__)
AnyJob = TypeVar("AnyJob", bound=Job)
AT_ONCE = {"socket_timeout": 2, "max_retries": 0}  # a person may be waiting
DATABASE_AWAY = (OperationalError, InterfaceError)
UNREADABLE = ImportProblem(gettext_noop("The file could not be read: an error in the program."))


def enqueue(task: Any, pk: int) -> None:
    """Send `pk` to the workers once the transaction is committed.

    Where Redis is away or slow the row stays queued, and the next sweep sends it: nobody waits,
    nothing is lost.
    """

    def send() -> None:
        try:
            with task.app.connection_for_write(transport_options=AT_ONCE) as queue:
                task.apply_async(args=[pk], connection=queue, retry=False)
        except QueueAway:
            logger.warning("Redis is away: job %s of %s waits for the next sweep", pk, task.name)

    transaction.on_commit(send)


def run_job(model: type[AnyJob], pk: int, *, task_id: str, work: Callable[[AnyJob], None]) -> None:
    """Claim the job, do `work`, record how it ended.

    Raises:
        OperationalError, InterfaceError: the database went away. The row says `running` and is
            silent now: the next sweep finds it.
    """
    job = jobs.claim(model, pk, task_id=task_id)
    if job is None:
        return
    try:
        with _beating(job):
            work(job)
    except jobs.JobCancelled:
        jobs.finish(job, Job.Status.CANCELLED)
    except DATABASE_AWAY:
        raise
    except Exception:
        logger.exception("Job %s %s failed", model.__name__, pk)
        jobs.finish(job, Job.Status.FAILED, error=_("An error in the program; the log has more."))
    else:
        jobs.finish(job, Job.Status.DONE)


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Show that the process is alive, also during a step that takes long."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(settings.JOB_STALE_SECONDS / 3):
            try:
                jobs.beat(job)
            except DATABASE_AWAY:
                logger.warning("%s could not show that it is alive", job)
            finally:
                connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def run_batch(batch: ImportBatch) -> None:
    """The batch's present phase, item by item: one that breaks the program spoils no other."""
    with imports.SourceFiles() as sources:
        if batch.phase == ImportBatch.Phase.CHECK:
            imports.list_items(batch, sources)
            step = imports.check_item
        else:
            step = imports.import_item
        items = batch.items.select_related("upload").order_by("pk")
        total = items.count()
        for done, item in enumerate(items.iterator(chunk_size=200)):
            jobs.progress(batch, done=done, total=total)
            try:
                step(batch, item, sources)
            except DATABASE_AWAY:  # nothing is wrong with the item
                raise
            except Exception:
                logger.exception("Item %s of import batch %s failed", item.pk, batch.pk)
                imports.refuse_item(item, UNREADABLE)
        jobs.progress(batch, done=total, total=total)


@shared_task(bind=True)
def run_import_batch(self: Task[Any, Any], pk: int) -> None:
    run_job(ImportBatch, pk, task_id=self.request.id or "", work=run_batch)
