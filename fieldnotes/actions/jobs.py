"""The life of a job's row: queued, claimed by one task, beating, over.

Queue messages get lost and come twice; the row does not. Whoever runs a job claims it first, and
`lost_jobs` finds what nobody works on.
"""

from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from fieldnotes.models import Job

AnyJob = TypeVar("AnyJob", bound=Job)
MOST_ATTEMPTS = 5


class JobCancelled(Exception):
    """Somebody asked to cancel the job that is running."""


@transaction.atomic
def claim(model: type[AnyJob], pk: int, *, task_id: str) -> AnyJob | None:
    """The job, now running and ours; None when there is nothing to do: it is over, gone, was lost
    too often, or another task is alive with it. A message that is delivered again has the same
    `task_id`: the process that had it is dead, and we take over at once."""
    job = model._default_manager.select_for_update().filter(pk=pk).first()
    if job is None or job.is_over:
        return None
    if job.status == Job.Status.RUNNING and job.claimed_by != task_id and not _is_stale(job):
        return None
    if job.attempts >= MOST_ATTEMPTS:
        job.status, job.error = Job.Status.FAILED, _given_up()
        job.finished_at = timezone.now()
        job.save()
        return None
    job.attempts += 1
    job.status = Job.Status.RUNNING
    job.claimed_by = task_id
    job.started_at = job.heartbeat_at = timezone.now()
    job.save()
    return job


def progress(job: Job, *, done: int, total: int) -> None:
    """Note how far a running job is; this is a heartbeat, too.

    Raises:
        JobCancelled: somebody asked for it, or another task took the job over.
    """
    job.steps_done, job.steps_total = done, total
    wanted = _running(job).filter(cancel_requested=False)
    if not wanted.update(steps_done=done, steps_total=total, heartbeat_at=timezone.now()):
        raise JobCancelled


def beat(job: Job) -> None:
    """Note that the process which runs the job is alive."""
    _running(job).update(heartbeat_at=timezone.now())


def finish(job: Job, status: Job.Status, *, error: str = "") -> None:
    """Record the outcome, unless another task took the job over in the meantime."""
    type(job)._default_manager.filter(pk=job.pk, claimed_by=job.claimed_by).update(
        status=status, error=error, finished_at=timezone.now()
    )


def cancel(job: Job) -> None:
    """A waiting job ends at once; a running one sees the mark at its next step."""
    model = type(job)._default_manager
    waiting = model.filter(pk=job.pk, status=Job.Status.QUEUED)
    if not waiting.update(status=Job.Status.CANCELLED, finished_at=timezone.now()):
        model.filter(pk=job.pk, status=Job.Status.RUNNING).update(cancel_requested=True)


@transaction.atomic
def requeue_lost(model: type[AnyJob]) -> list[int]:
    """Put back jobs that nobody works on, and return their ids, for the caller to enqueue.

    That is: waiting ones whose message was sent long ago (lost, or Redis was away), and running
    ones without a heartbeat. What was lost too often fails, with a sentence.
    """
    now = timezone.now()
    stale = now - timedelta(seconds=settings.JOB_STALE_SECONDS)
    lost = _lost_jobs(model, stale).select_for_update(skip_locked=True)
    worn_out = lost.filter(attempts__gte=MOST_ATTEMPTS)
    worn_out_ids = [job.pk for job in worn_out]
    model._default_manager.filter(pk__in=worn_out_ids).update(
        status=Job.Status.FAILED, error=_given_up(), finished_at=now
    )
    again = [job.pk for job in lost.filter(attempts__lt=MOST_ATTEMPTS)]
    model._default_manager.filter(pk__in=again).update(
        status=Job.Status.QUEUED, claimed_by="", queued_at=now
    )
    return again


def _given_up() -> str:
    sentence = _("Given up after %(count)d attempts: the worker was lost each time.")
    return sentence % {"count": MOST_ATTEMPTS}


def _running(job: AnyJob) -> QuerySet[AnyJob]:
    return type(job)._default_manager.filter(
        pk=job.pk, claimed_by=job.claimed_by, status=Job.Status.RUNNING
    )


def _lost_jobs(model: type[AnyJob], before: object) -> QuerySet[AnyJob]:
    waiting = Q(status=Job.Status.QUEUED, queued_at__lt=before)
    silent = Q(status=Job.Status.RUNNING, heartbeat_at__lt=before)
    return model._default_manager.filter(waiting | silent)


def _is_stale(job: Job) -> bool:
    age = timezone.now() - (job.heartbeat_at or job.queued_at)
    return age > timedelta(seconds=settings.JOB_STALE_SECONDS)
