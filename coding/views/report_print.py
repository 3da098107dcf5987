"""A report on paper, for a supervisor's meeting."""

from django.http import HttpResponse
from django.shortcuts import render

from coding import access, queries
from coding.exports import charts
from coding.models import Report
from coding.reports import heatmap
from coding.reports.about import filter_words, moved_on, report_words
from coding.reports.arranging import View
from coding.reports.measures import names_of
from coding.reports.strongest import Strong, strongest
from fieldnotes.http import Request

MOST_CODES = 45
"""Codes whose table can be read on a page; of a larger codebook the dilemmas are printed."""


def report_print(request: Request, report_id: int) -> HttpResponse:
    """Everything that one needs at the table: what was asked, how it is defined, the figures,
    the strongest pairs with examples. Measure and order are those of the address."""
    report = access.cooccurrence(request.user, report_id)
    measure = request.GET.get("measure", "")
    if measure not in heatmap.measures(report):
        measure = heatmap.default_measure(report)
    view = View.from_query(request.GET)
    context = {
        "project": report.project,
        "report": report,
        "measure": heatmap.measures(report)[measure],
        "table": heatmap.table(report, "dilemmas", measure),
        "heatmap": _whole(report, measure, view),
        "triple": heatmap.triple(report),
        "upset": charts.in_page(charts.upset(report)),
        "strongest": [(strong, _figures(strong)) for strong in strongest(report)],
        "moved_on": moved_on(report),
        "filters": filter_words(report),
        **report_words(report, queries.layer_names(report.project)),
    }
    return render(request, "reports/print.html", context)


def _whole(report: Report, measure: str, view: View) -> str:
    if not 0 < len(report.figures["codes"]) <= MOST_CODES:
        return ""
    return charts.in_page(charts.heatmap_of(report, "codes", measure, view))


def _figures(strong: Strong) -> list[tuple[object, object]]:
    """The figures that a pair is discussed by; those of its base only."""
    wanted = ("pairs", "n", "a", "b", "k", "met", "jaccard", "inclusion_a", "inclusion_b", "lift")
    names, figures = names_of(strong.cell), strong.cell.figures
    return [(names[name], figures[name]) for name in wanted if name in names]
