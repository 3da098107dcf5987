"""Whether a question has an answer already, so that nobody computes it twice."""

from datetime import datetime

from coding.models import CodebookChange, Report
from fieldnotes.models import Change, Document, Project
from yotcoder import __version__

from .about import moved_on
from .parameters import Parameters


def present_answer(project: Project, kind: str, parameters: Parameters) -> Report | None:
    """The project's report that answers just this: finished and not stale, waiting, or being
    computed from what is still so. None when it has to be computed."""
    asked = Report.objects.filter(
        project=project, kind=kind, parameters=parameters.as_json(), cancel_requested=False
    ).order_by("-pk")
    waiting = asked.filter(status=Report.Status.QUEUED).first()
    if waiting:
        return waiting
    running = asked.filter(status=Report.Status.RUNNING).first()
    if running and running.started_at and not _changed_since(project, running.started_at):
        return running
    finished = asked.filter(status=Report.Status.DONE).first()
    return finished if finished and is_current(finished) else None


def is_current(report: Report) -> bool:
    """Whether a finished report would come out the same if it were computed now."""
    fingerprint = report.fingerprint or {}
    moved = moved_on(report)
    return (
        fingerprint.get("software") == __version__
        and not moved["documents"]
        and not moved["codebook"]
        and fingerprint.get("participants")
        == Parameters.of(report).filters.participants(report.project)
    )


def _changed_since(project: Project, at: datetime) -> bool:
    return (
        Change.objects.filter(document__project=project, at__gt=at).exists()
        or Document.objects.filter(project=project, created_at__gt=at).exists()
        or CodebookChange.objects.filter(codebook__project=project, at__gt=at).exists()
    )
