"""Reports of code frequencies as pages: the codes, documents by codes, a portrait."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coding import access
from coding.exports.frequencies import FORMATS, documents_to_csv
from coding.models import Report
from coding.reports import portrait as portraits
from coding.reports.about import moved_on
from coding.reports.frequencies import Frequencies
from coding.reports.table import DOCUMENT_MEASURES, document_rows
from fieldnotes.http import Request

from .tables import about

DOCUMENTS_A_PAGE = 50


def report(request: Request, report: Report) -> HttpResponse:
    """Every code with its figures, and below it a page of documents by codes."""
    frequencies = Frequencies(report)
    measure = request.GET.get("measure", "")
    measure = measure if measure in DOCUMENT_MEASURES else "segments"
    level = "codes" if request.GET.get("level") == "codes" else "dilemmas"
    pages = Paginator(range(len(report.figures["columns"])), DOCUMENTS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    first = DOCUMENTS_A_PAGE * (page.number - 1)
    grid = frequencies.grids[level]
    documents = frequencies.documents(first, first + DOCUMENTS_A_PAGE)
    context = about(report) | {
        "levels": [(name, frequencies.of_level(name)) for name in ("dilemmas", "codes")],
        "page": page,
        "level": level,
        "measure": measure,
        "measures": DOCUMENT_MEASURES,
        "codes": [grid.codes.codes[row] for row in grid.rows],
        "documents": document_rows(grid, documents, measure),
        "moved_on": moved_on(report),
        "formats": FORMATS,
    }
    return render(request, "report_frequencies.html", context)


def _of_frequencies(request: Request, report_id: int) -> Report:
    report = access.report(request.user, report_id)
    if not report.result or report.kind != Report.Kind.FREQUENCIES:
        raise Http404(_("This report has no such page."))
    return report


def documents(request: Request, frequencies_id: int) -> HttpResponse:
    """Documents by codes as CSV."""
    report = _of_frequencies(request, frequencies_id)
    response = HttpResponse(documents_to_csv(report), content_type="text/csv; charset=utf-8")
    name = f"documents-by-codes-{report.pk}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def portrait(request: Request, frequencies_id: int, column: int) -> HttpResponse:
    """One document: its text as strips, a code each."""
    report = _of_frequencies(request, frequencies_id)
    if column >= len(report.figures["columns"]):
        raise Http404(_("This report has no such page."))
    context = about(report) | {
        "portrait": portraits.portrait(report, column),
        "moved_on": moved_on(report),
    }
    return render(request, "report_portrait.html", context)
