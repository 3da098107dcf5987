"""Supervisors ask for co-occurrence reports, watch them being computed and read them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding import access, queries
from coding.actions import reports as actions
from coding.exports import charts
from coding.exports.cooccurrence import FORMATS, triple_to_csv
from coding.exports.retrieval import FORMATS as RETRIEVAL_FORMATS
from coding.forms import ReportForm
from coding.models import Report
from coding.reports import heatmap, passages
from coding.reports.about import filter_words, moved_on, report_words
from coding.reports.arranging import View
from coding.reports.measures import cell, named
from coding.tasks import compute_report
from coding.text.retrieval.tree import RetrievalProblem
from coding.views import retrieval
from fieldnotes.access import project as accessible_project
from fieldnotes.actions import jobs
from fieldnotes.http import Request
from fieldnotes.models import Role
from fieldnotes.tasks import enqueue

PASSAGES_A_PAGE = 20


def reports(request: Request, project_id: int) -> HttpResponse:
    """The form that asks for a report, and the reports so far."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    layers = queries.layer_names(project)
    form = ReportForm(request.POST or None, project=project, layers=layers)
    if request.method == "POST" and form.is_valid():
        parameters = form.cleaned_data["parameters"]
        report = actions.ask_once(project=project, by=request.user, parameters=parameters)
        enqueue(compute_report, report.pk)
        return redirect("report", report.pk)
    listed = [(r, report_words(r, layers)) for r in queries.reports_of(project)[:50]]
    context = {"project": project, "form": form, "reports": listed}
    return render(request, "reports.html", context)


def report(request: Request, report_id: int) -> HttpResponse:
    """The heatmap; while the report is computed, htmx asks for the progress part again."""
    report = access.report(request.user, report_id)
    if report.kind == Report.Kind.RETRIEVAL and report.result:
        return retrieval.found(request, report)
    words = report_words(report, queries.layer_names(report.project))
    context = {"project": report.project, "report": report, **words}
    context["filters"] = filter_words(report)
    if not report.result:
        template = "reports/progress.html" if request.htmx else "report.html"
        return render(request, template, context)
    measure = request.GET.get("measure", heatmap.default_measure(report))
    view = View.from_query(request.GET)
    context |= {
        "tables": [heatmap.table(report, level, measure, view) for level in ("dilemmas", "codes")],
        "view": view,
        "dilemmas": [c for n, c in enumerate(report.figures["codes"]) if c["root"] == n],
        "measures": heatmap.measures(report),
        "measure": measure,
        "moved_on": moved_on(report),
        "formats": FORMATS,
        "triple": heatmap.triple(report),
        "upset": drawn.inline() if (drawn := charts.upset(report)) else "",
    }
    response = render(request, "report.html", context)
    if request.htmx:  # it is finished: the page looks different now
        response["HX-Refresh"] = "true"
    return response


def report_passages(request: Request, report_id: int, level: str, a: int, b: int) -> HttpResponse:
    """What lies behind one cell: every pair or unit that it counted."""
    report = access.report(request.user, report_id)
    codes = (report.result or {}).get("codes", [])
    if level not in (report.result or {}).get("levels", {}) or max(a, b) >= len(codes):
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
    report = access.report(request.user, report_id)
    of_retrieval = report.kind == Report.Kind.RETRIEVAL
    formats = RETRIEVAL_FORMATS if of_retrieval else FORMATS
    if not report.result or format not in formats:
        raise Http404(_("This report has no such file."))
    content_type, export = formats[format]
    base = "" if of_retrieval else report.parameters["base"].replace(":", "-") + "-"
    kind = "retrieval" if of_retrieval else "co-occurrence"
    name = f"{kind}-{base}{report.pk}.{format}"
    response = HttpResponse(export(report), content_type=content_type)
    shown = "inline" if format == "html" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response


def triple(request: Request, report_id: int) -> HttpResponse:
    """The eight regions of the report's three codes, as CSV."""
    report = access.report(request.user, report_id)
    if not report.result or "triple" not in report.result:
        raise Http404(_("This report has no such file."))
    response = HttpResponse(triple_to_csv(report), content_type="text/csv; charset=utf-8")
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
    except ValueError as error:  # a code of its triple is gone
        messages.error(request, str(error))
        return redirect("report", earlier.pk)
    enqueue(compute_report, report.pk)
    return redirect("report", report.pk)


@require_POST
def cancel(request: Request, report_id: int) -> HttpResponse:
    report = access.report(request.user, report_id)
    jobs.cancel(report)
    return redirect("report", report.pk)
