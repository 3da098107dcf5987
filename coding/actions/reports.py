"""Asking for reports and computing them."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from coding.models import Report, Retrieval
from coding.reports import breakdown, cooccurrence, frequencies
from coding.reports.cooccurrence import STEPS, Computed, Progress
from coding.reports.current import present_answer
from coding.reports.parameters import Parameters
from coding.reports.question import Question
from coding.reports.retrieval import computing as retrieval
from coding.reports.retrieval.names import meanings
from coding.reports.retrieval.parameters import Asked
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


def ask_for_retrieval(*, project: Project, by: User, asked: Asked) -> Report:
    """A retrieval that waits for a worker; the caller enqueues it.

    Raises:
        RetrievalProblem: the query cannot be answered.
        ValueError: there is no such layer.
    """
    asked.reading()
    meanings(project, asked.tree(), layer=asked.layer)
    return _asked(project, by, Report.Kind.RETRIEVAL, asked.as_json())


def ask_again(*, report: Report, by: User) -> Report:
    """The same question once more, as the functions above; the earlier report stays as it was."""
    project, kind = report.project, Report.Kind(report.kind)
    if kind == Report.Kind.COOCCURRENCE:
        return ask_once(project=project, by=by, parameters=Parameters.of(report))
    if kind == Report.Kind.RETRIEVAL:
        return ask_for_retrieval(project=project, by=by, asked=Asked.of(report))
    return ask_for_table(project=project, by=by, kind=kind, question=Question.of(report))


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
    if report.kind == Report.Kind.RETRIEVAL:
        _compute_retrieval(report)
        return
    computed = COMPUTE[report.kind](report, _progress_of(report))
    Report.objects.filter(pk=report.pk, result__isnull=True).update(
        result=computed.result, fingerprint=computed.fingerprint
    )


def _compute_retrieval(report: Report) -> None:
    computed = retrieval.compute(report.project, Asked.of(report), _progress_of(report))
    with transaction.atomic():
        unwritten = Report.objects.filter(pk=report.pk, result__isnull=True)
        if unwritten.update(result=computed.result, fingerprint=computed.fingerprint):
            Retrieval.objects.create(report=report, **computed.columns)


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
