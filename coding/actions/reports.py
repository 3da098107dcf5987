"""Asking for reports and computing them."""

from collections.abc import Callable
from typing import Any

from coding.models import Report
from coding.reports import breakdown, cooccurrence, frequencies
from coding.reports.cooccurrence import STEPS, Computed, Progress
from coding.reports.parameters import Parameters
from coding.reports.question import Question
from fieldnotes.actions import jobs
from fieldnotes.models import Project, User


def ask_for_cooccurrence(*, project: Project, by: User, parameters: Parameters) -> Report:
    """A report that waits for a worker; the caller enqueues it.

    Raises:
        ValueError: a code of the triple is none of the project's.
    """
    parameters.require_codes_of(project)
    return _asked(project, by, Report.Kind.COOCCURRENCE, parameters.as_json())


def ask_for_table(*, project: Project, by: User, kind: Report.Kind, question: Question) -> Report:
    """A report of codes by columns that waits for a worker; the caller enqueues it.

    Raises:
        ValueError: the columns are none of the project's.
    """
    question.require_columns_of(project)
    return _asked(project, by, kind, question.as_json())


def ask_again(*, report: Report, by: User) -> Report:
    """The same question once more; the earlier report stays as it was."""
    return _asked(report.project, by, report.kind, report.parameters)


def _asked(project: Project, by: User, kind: str, parameters: dict[str, Any]) -> Report:
    return Report.objects.create(
        project=project, created_by=by, kind=kind, parameters=parameters, steps_total=STEPS
    )


def compute_report(report: Report) -> None:
    """Count, and keep the result with its fingerprint. Safe to run twice: a result is written
    once.

    Raises:
        JobCancelled
    """
    computed = COMPUTE[report.kind](report, _progress_of(report))
    Report.objects.filter(pk=report.pk, result__isnull=True).update(
        result=computed.result, fingerprint=computed.fingerprint
    )


def _cooccurrence(report: Report, progress: Progress) -> Computed:
    return cooccurrence.compute(report.project, Parameters.of(report), progress)


def _by_attribute(report: Report, progress: Progress) -> Computed:
    return breakdown.compute(report.project, Question.of(report), progress)


def _over_time(report: Report, progress: Progress) -> Computed:
    return breakdown.compute(report.project, Question.of(report), progress, words=True)


def _frequencies(report: Report, progress: Progress) -> Computed:
    return frequencies.compute(report.project, Question.of(report), progress)


COMPUTE: dict[str, Callable[[Report, Progress], Computed]] = {
    Report.Kind.COOCCURRENCE: _cooccurrence,
    Report.Kind.ATTRIBUTE: _by_attribute,
    Report.Kind.TIME: _over_time,
    Report.Kind.FREQUENCIES: _frequencies,
}


def _progress_of(report: Report) -> Progress:
    return lambda done: jobs.progress(report, done=done, total=STEPS)
