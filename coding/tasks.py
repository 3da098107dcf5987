"""Celery tasks of coding; see fieldnotes/tasks.py for how a job is run."""

from typing import Any

from celery import Task, shared_task

from coding.actions import reports
from coding.models import Report
from fieldnotes.tasks import run_job


@shared_task(bind=True)
def compute_report(self: Task[Any, Any], pk: int) -> None:
    run_job(Report, pk, task_id=self.request.id or "", work=reports.compute_report)
