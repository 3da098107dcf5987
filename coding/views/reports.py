"""Supervisors ask for co-occurrence reports, watch them being computed and read them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding import access, queries
from coding.actions import reports as actions
from coding.exports import charts, cooccurrence
from coding.exports import frequencies as frequencies_exports
from coding.exports import retrieval as retrieval_exports
from coding.exports import tables as table_exports
from coding.forms import FrequenciesForm, ReportForm, TableForm, TimeForm
from coding.models import Report
from coding.reports import heatmap, passages
from coding.reports.about import filter_words, moved_on, report_words
from coding.reports.arranging import View
from coding.reports.columns import division_names
from coding.reports.measures import cell, named
from coding.reports.parameters import Parameters
from coding.reports.question import Question
from coding.tasks import compute_report
from coding.text.retrieval.tree import RetrievalProblem
from coding.views import retrieval
from fieldnotes.access import project as accessible_project
from fieldnotes.actions import jobs
from fieldnotes.http import Request
from fieldnotes.models import Project, Role
from fieldnotes.tasks import enqueue

from . import frequencies, tables

FORMS = {
    Report.Kind.COOCCURRENCE: ReportForm,
    Report.Kind.ATTRIBUTE: TableForm,
    Report.Kind.TIME: TimeForm,
    Report.Kind.FREQUENCIES: FrequenciesForm,
}
FORMATS: dict[str, dict[str, tuple[str, Callable[..., bytes]]]] = {
    Report.Kind.COOCCURRENCE: cooccurrence.FORMATS,
    Report.Kind.ATTRIBUTE: table_exports.FORMATS,
    Report.Kind.TIME: table_exports.FORMATS,
    Report.Kind.FREQUENCIES: frequencies_exports.FORMATS,
    Report.Kind.RETRIEVAL: retrieval_exports.FORMATS,
}
PASSAGES_A_PAGE = 20


def reports(request: Request, project_id: int) -> HttpResponse:
    """The form that asks for a report, and the reports so far."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    layers, divisions = queries.layer_names(project), division_names(project)
    asked = request.GET.get("kind")
    kind = Report.Kind(asked) if asked in FORMS else Report.Kind.COOCCURRENCE
    form = FORMS[kind](request.POST or None, project=project, layers=layers)
    if request.method == "POST" and form.is_valid():
        report = _ask(request, project, kind, form.cleaned_data["parameters"])
        enqueue(compute_report, report.pk)
        return redirect("report", report.pk)
    listed = [(r, report_words(r, layers, divisions)) for r in queries.reports_of(project)[:50]]
    context = {
        "project": project,
        "form": form,
        "kind": kind,
        "kinds": list(FORMS),
        "reports": listed,
    }
    return render(request, "reports.html", context)


def _ask(
    request: Request, project: Project, kind: Report.Kind, asked: Parameters | Question
) -> Report:
    if isinstance(asked, Question):
        return actions.ask_for_table(project=project, by=request.user, kind=kind, question=asked)
    return actions.ask_once(project=project, by=request.user, parameters=asked)


def report(request: Request, report_id: int) -> HttpResponse:
    """A report; while it is computed, htmx asks for the progress part again."""
    report = access.report(request.user, report_id)
    if not report.result:
        words = report_words(report, queries.layer_names(report.project))
        context = {"project": report.project, "report": report, **words}
        context["filters"] = filter_words(report)
        template = "reports/progress.html" if request.htmx else "report.html"
        return render(request, template, context)
    response = PAGES[report.kind](request, report)
    if request.htmx:  # it is finished: the page looks different now
        response["HX-Refresh"] = "true"
    return response


def _heatmap(request: Request, report: Report) -> HttpResponse:
    measure = request.GET.get("measure", heatmap.default_measure(report))
    view = View.from_query(request.GET)
    context = {
        "project": report.project,
        "report": report,
        "filters": filter_words(report),
        "tables": [heatmap.table(report, level, measure, view) for level in ("dilemmas", "codes")],
        "view": view,
        "dilemmas": [c for n, c in enumerate(report.figures["codes"]) if c["root"] == n],
        "measures": heatmap.measures(report),
        "measure": measure,
        "moved_on": moved_on(report),
        "formats": FORMATS[report.kind],
        "triple": heatmap.triple(report),
        "upset": charts.in_page(charts.upset(report)),
        **report_words(report, queries.layer_names(report.project)),
    }
    return render(request, "report.html", context)


def report_passages(request: Request, report_id: int, level: str, a: int, b: int) -> HttpResponse:
    """What lies behind one cell: every pair or unit that it counted."""
    report = access.cooccurrence(request.user, report_id)
    codes = report.figures["codes"]
    if level not in report.figures["levels"] or max(a, b) >= len(codes):
        raise Http404(_("This report has no such cell."))
    counts = report.figures["levels"][level]
    pages = Paginator(range(passages.passages_of(counts, a, b)), PASSAGES_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    first = PASSAGES_A_PAGE * (page.number - 1)
    places = passages.places(report, level, a, b, first, first + PASSAGES_A_PAGE)
    context = {
        "project": report.project,
        "report": report,
        "level": level,
        "code_a": codes[a],
        "code_b": codes[b],
        "figures": named(cell(counts, a, b)),
        "page": page,
        "passages": passages.with_text(places),
        "moved_on": moved_on(report),
        "filters": filter_words(report),
        **report_words(report, queries.layer_names(report.project)),
    }
    return render(request, "report_passages.html", context)


def download(request: Request, report_id: int, format: str) -> HttpResponse:
    """The figures as a file; with `hide` in the address, small cells of a table are hidden."""
    report = access.report(request.user, report_id)
    if not report.result or format not in FORMATS[report.kind]:
        raise Http404(_("This report has no such file."))
    content_type, export = FORMATS[report.kind][format]
    hide = bool(request.GET.get("hide")) and report.kind in (
        Report.Kind.ATTRIBUTE,
        Report.Kind.TIME,
    )
    content = export(report, hide=True) if hide else export(report)
    name = f"{_file_name(report)}-{report.pk}" + ("-small-cells-hidden" if hide else "")
    response = HttpResponse(content, content_type=content_type)
    shown = "inline" if format == "html" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{name}.{format}"'
    return response


def _file_name(report: Report) -> str:
    match report.kind:
        case Report.Kind.COOCCURRENCE:
            name = f"co-occurrence-{report.parameters['base']}"
        case Report.Kind.FREQUENCIES:
            name = "code-frequencies"
        case Report.Kind.RETRIEVAL:
            name = "retrieval"
        case _:
            name = f"codes-by-{report.parameters['by']}"
    return name.replace(":", "-")


def triple(request: Request, report_id: int) -> HttpResponse:
    """The eight regions of the report's three codes, as CSV."""
    report = access.cooccurrence(request.user, report_id)
    if "triple" not in report.figures:
        raise Http404(_("This report has no such file."))
    response = HttpResponse(
        cooccurrence.triple_to_csv(report), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="triple-{report.pk}.csv"'
    return response


@require_POST
def again(request: Request, report_id: int) -> HttpResponse:
    """The same question once more; the earlier report stays as it was."""
    earlier = access.report(request.user, report_id)
    try:
        report = actions.ask_again(report=earlier, by=request.user)
    except RetrievalProblem:  # it names what is no more: the query's page says so
        return redirect(retrieval.address(earlier))
    except ValueError as error:  # a code of its triple, or its columns, are gone
        messages.error(request, str(error))
        return redirect("report", earlier.pk)
    enqueue(compute_report, report.pk)
    return redirect("report", report.pk)


@require_POST
def cancel(request: Request, report_id: int) -> HttpResponse:
    report = access.report(request.user, report_id)
    jobs.cancel(report)
    return redirect("report", report.pk)


PAGES: dict[str, Callable[[Request, Report], HttpResponse]] = {
    Report.Kind.COOCCURRENCE: _heatmap,
    Report.Kind.ATTRIBUTE: tables.report,
    Report.Kind.TIME: tables.over_time,
    Report.Kind.FREQUENCIES: frequencies.report,
    Report.Kind.RETRIEVAL: retrieval.found,
}
