"""Asking for reports and computing them."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from coding.models import Report
from coding.reports.cooccurrence import STEPS, compute
from coding.reports.current import present_answer
from coding.reports.parameters import Parameters
from fieldnotes.actions import jobs
from fieldnotes.models import Project, User


def ask_for_cooccurrence(*, project: Project, by: User, parameters: Parameters) -> Report:
    """A report that waits for a worker; the caller enqueues it.

    Raises:
        ValueError: a code of the triple is none of the project's.
    """
    parameters.require_codes_of(project)
    return Report.objects.create(
        project=project,
        created_by=by,
        kind=Report.Kind.COOCCURRENCE,
        parameters=parameters.as_json(),
        steps_total=STEPS,
    )


@transaction.atomic
def ask_once(*, project: Project, by: User, parameters: Parameters) -> Report:
    """The report that answers this already (see `present_answer`), or a new one that waits.

    One asker of a project goes after the other, so that two who ask the same at once share one
    report. The caller enqueues it: for one that is over or under way that does nothing.

    Raises:
        ValueError: a code of the triple is none of the project's.
    """
    parameters.require_codes_of(project)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    present = present_answer(project, Report.Kind.COOCCURRENCE, parameters)
    return present or ask_for_cooccurrence(project=project, by=by, parameters=parameters)


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
