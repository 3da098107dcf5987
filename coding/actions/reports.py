"""Asking for reports and computing them."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from coding.models import Report
from coding.reports.cooccurrence import STEPS, Parameters, compute
from fieldnotes.actions import jobs
from fieldnotes.models import Project, User


def ask_for_cooccurrence(*, project: Project, by: User, parameters: Parameters) -> Report:
    """A report that waits for a worker; the caller enqueues it."""
    return Report.objects.create(
        project=project,
        created_by=by,
        kind=Report.Kind.COOCCURRENCE,
        parameters=asdict(parameters),
        steps_total=STEPS,
    )


def compute_report(report: Report) -> None:
    """Count, and keep the result with its fingerprint. Safe to run twice: a result is written
    once.

    Raises:
        JobCancelled
    """
    computed = compute(report.project, Parameters.of(report), _progress_of(report))
    Report.objects.filter(pk=report.pk, result__isnull=True).update(
        result=computed.result, fingerprint=computed.fingerprint
    )


def _progress_of(report: Report) -> Callable[[int], Any]:
    return lambda done: jobs.progress(report, done=done, total=STEPS)
