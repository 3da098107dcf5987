"""The API of reports: ask for one, see how far it is, read its figures."""

from datetime import datetime
from typing import Any

from ninja import Field, Router, Schema, Status

from coding import access, queries
from coding.actions import reports as actions
from coding.exports.cooccurrence import rows, triple_rows
from coding.models import Report
from coding.reports.parameters import Parameters
from coding.tasks import compute_report
from fieldnotes.access import project as accessible_project
from fieldnotes.http import Request
from fieldnotes.models import Role
from fieldnotes.tasks import enqueue

router = Router(tags=["reports"])


class FiltersIn(Schema):
    """Of several values one must fit, of several filters all; what is empty lets all through."""

    kinds: list[str] = Field([], description="interview, fieldnote, other")
    date_from: str = Field("", description="of fieldwork, as in 2007-03-31")
    date_to: str = ""
    sites: list[str] = []
    agencies: list[int] = Field([], description="ids; only the text of their people's turns")
    attributes: list[tuple[int, str]] = Field([], description="(id, value) of the speakers")
    coders: list[int] = Field([], description="ids")
    without_interviewer: bool = False


class ReportIn(Schema):
    base: str = Field(
        "overlap",
        description="overlap, near:CHARACTERS, near-paragraphs:PARAGRAPHS, follows:CHARACTERS, "
        "paragraph, turn, window:TURNS, document or participant",
    )
    layer: str = Field("any", description="any, two, consensus or coder:ID")
    pairs: str = Field("all", description="all, same (of one coder) or across (coders)")
    filters: FiltersIn | None = None
    triple: list[int] = Field([], description="ids of three codes; empty for the dilemmas")


class ReportOut(Schema):
    id: int
    kind: str
    parameters: dict[str, Any]
    status: str
    percent: int
    error: str
    created_at: datetime
    created_by: int = Field(alias="created_by_id")


class ReportFigures(ReportOut):
    fingerprint: dict[str, Any] | None
    rows: list[dict[str, Any]] = Field(description="one a pair of codes; empty until it is done")

    triple: list[dict[str, Any]] = Field(description="the eight regions of three codes")

    @staticmethod
    def resolve_triple(report: Report) -> list[dict[str, Any]]:
        return triple_rows(report) if _is_counted(report) else []

    @staticmethod
    def resolve_rows(report: Report) -> list[dict[str, Any]]:
        return list(rows(report)) if _is_counted(report) else []


def _is_counted(report: Report) -> bool:
    return bool(report.result) and report.kind == Report.Kind.COOCCURRENCE


class Refusal(Schema):
    detail: str


@router.get("/projects/{project_id}/reports", response=list[ReportOut])
def list_reports(request: Request, project_id: int) -> Any:
    """The project's reports, newest first. For supervisors, as are all calls about reports."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    return queries.reports_of(project)


@router.post("/projects/{project_id}/reports", response={202: ReportOut, 422: Refusal})
def ask_for_report(request: Request, project_id: int, wanted: ReportIn) -> Any:
    """Ask for a code co-occurrence report; a worker computes it. Where the same was asked and
    nothing changed since, that report is the answer."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    try:
        parameters = Parameters.from_json(wanted.model_dump())
        report = actions.ask_once(project=project, by=request.user, parameters=parameters)
    except ValueError as error:
        return Status(422, {"detail": str(error)})
    enqueue(compute_report, report.pk)
    return Status(202, report)


@router.get("/reports/{report_id}", response=ReportFigures)
def get_report(request: Request, report_id: int) -> Any:
    """One report with its figures, once `status` is `done`."""
    return access.report(request.user, report_id)
