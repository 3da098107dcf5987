"""The API of reports: ask for one, see how far it is, read its figures."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from coding import access, queries
from coding.actions import reports as actions
from coding.exports import cooccurrence, frequencies, retrieval, tables
from coding.exports.cooccurrence import triple_rows
from coding.forms.retrieval import sentence
from coding.models import Report
from coding.reports.columns import By
from coding.reports.parameters import Parameters
from coding.reports.question import Question
from coding.reports.retrieval.parameters import Asked
from coding.tasks import compute_report
from coding.text.retrieval.tree import RetrievalProblem
from fieldnotes.access import project as accessible_project
from fieldnotes.http import Request
from fieldnotes.models import Project, Role, User
from fieldnotes.tasks import enqueue

router = Router(tags=["reports"])

ROWS: dict[str, Callable[[Report], Iterable[dict[str, Any]]]] = {
    Report.Kind.COOCCURRENCE: cooccurrence.rows,
    Report.Kind.ATTRIBUTE: tables.rows,
    Report.Kind.TIME: tables.rows,
    Report.Kind.FREQUENCIES: frequencies.rows,
    Report.Kind.RETRIEVAL: retrieval.rows,
}


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
    kind: str = Field(Report.Kind.COOCCURRENCE, description=", ".join(Report.Kind.values))
    base: str = Field(
        "overlap",
        description="overlap, near:CHARACTERS, near-paragraphs:PARAGRAPHS, follows:CHARACTERS, "
        "paragraph, turn, window:TURNS, document or participant",
    )
    layer: str = Field("any", description="any, two, consensus or coder:ID")
    pairs: str = Field("all", description="all, same (of one coder) or across (coders)")
    filters: FiltersIn | None = None
    triple: list[int] = Field([], description="ids of three codes; empty for the dilemmas")
    by: str = Field(
        By.AGENCY,
        description=f"columns of codes by attribute: {', '.join(By.values)} or attribute:ID",
    )
    units: str = Field("turn", description="of codes by attribute: turn or paragraph")
    query: str = Field("", description="of a retrieval, as in `power.define AND agency:police`")


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
    rows: list[dict[str, Any]] = Field(description="one a cell; empty until it is done")

    triple: list[dict[str, Any]] = Field(description="the eight regions of three codes")

    @staticmethod
    def resolve_triple(report: Report) -> list[dict[str, Any]]:
        return triple_rows(report) if report.result and "triple" in report.result else []

    @staticmethod
    def resolve_rows(report: Report) -> list[dict[str, Any]]:
        return list(ROWS[report.kind](report)) if report.result else []


class Refusal(Schema):
    detail: str


@router.get("/projects/{project_id}/reports", response=list[ReportOut])
def list_reports(request: Request, project_id: int) -> Any:
    """The project's reports, newest first. For supervisors, as are all calls about reports."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    return queries.reports_of(project)


@router.post("/projects/{project_id}/reports", response={202: ReportOut, 422: Refusal})
def ask_for_report(request: Request, project_id: int, wanted: ReportIn) -> Any:
    """Ask for a report; a worker computes it. Where the same co-occurrence was asked for and
    nothing changed since, that report is the answer."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    try:
        report = _asked(project, request.user, wanted)
    except RetrievalProblem as problem:
        return Status(422, {"detail": sentence(problem)})
    except ValueError as error:
        return Status(422, {"detail": str(error)})
    enqueue(compute_report, report.pk)
    return Status(202, report)


@router.get("/reports/{report_id}", response=ReportFigures)
def get_report(request: Request, report_id: int) -> Any:
    """One report with its figures, once `status` is `done`."""
    return access.report(request.user, report_id)


def _asked(project: Project, by: User, wanted: ReportIn) -> Report:
    """Raises ValueError or RetrievalProblem for what cannot be computed."""
    given = wanted.model_dump(exclude={"kind", "query"})
    of_table = {"by", "units"}
    if wanted.kind == Report.Kind.COOCCURRENCE:
        asked = {name: value for name, value in given.items() if name not in of_table}
        parameters = Parameters.from_json(asked)
        return actions.ask_once(project=project, by=by, parameters=parameters)
    if wanted.kind == Report.Kind.RETRIEVAL:
        asked_for = Asked(wanted.query, wanted.layer)
        return actions.ask_for_retrieval(project=project, by=by, asked=asked_for)
    if wanted.kind not in ROWS:
        raise ValueError(_("no such report: %(kind)s") % {"kind": wanted.kind})
    common = {name: given[name] for name in ("layer", "filters")}
    fixed = {Report.Kind.TIME: By.MONTH, Report.Kind.FREQUENCIES: By.DOCUMENT}
    kind = Report.Kind(wanted.kind)
    if kind in fixed:
        asked = common | {"by": fixed[kind], "units": "paragraph"}
    else:
        asked = common | {name: given[name] for name in of_table}
    return actions.ask_for_table(
        project=project, by=by, kind=kind, question=Question.from_json(asked)
    )
