"""Asking for reports and computing them."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from coding.models import Report, Retrieval
from coding.reports.cooccurrence import STEPS, compute
from coding.reports.current import present_answer
from coding.reports.parameters import Parameters
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
    return Report.objects.create(
        project=project,
        created_by=by,
        kind=Report.Kind.RETRIEVAL,
        parameters=asked.as_json(),
        steps_total=STEPS,
    )


def ask_again(*, report: Report, by: User) -> Report:
    """The same question once more, as `ask_once` and `ask_for_retrieval`."""
    if report.kind == Report.Kind.RETRIEVAL:
        return ask_for_retrieval(project=report.project, by=by, asked=Asked.of(report))
    return ask_once(project=report.project, by=by, parameters=Parameters.of(report))


def compute_report(report: Report) -> None:
    """Count, and keep the result with its fingerprint. Safe to run twice: a result is written
    once.

    Raises:
        JobCancelled
    """
    if report.kind == Report.Kind.RETRIEVAL:
        _compute_retrieval(report)
        return
    computed = compute(report.project, Parameters.of(report), _progress_of(report))
    Report.objects.filter(pk=report.pk, result__isnull=True).update(
        result=computed.result, fingerprint=computed.fingerprint
    )


def _compute_retrieval(report: Report) -> None:
    computed = retrieval.compute(report.project, Asked.of(report), _progress_of(report))
    with transaction.atomic():
        unwritten = Report.objects.filter(pk=report.pk, result__isnull=True)
        if unwritten.update(result=computed.result, fingerprint=computed.fingerprint):
            Retrieval.objects.create(report=report, **computed.columns)


def _progress_of(report: Report) -> Callable[[int], Any]:
    return lambda done: jobs.progress(report, done=done, total=STEPS)
