"""The pictures of a report, to look at and to take away."""

import math
from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coding import access, queries
from coding.charts.svg import Drawing
from coding.exports import charts
from coding.models import Report
from coding.reports import heatmap
from coding.reports.about import filter_words, report_words
from coding.reports.arranging import View
from coding.reports.codelist import LEVELS
from fieldnotes.http import Request


def chart(request: Request, report_id: int, chart: str) -> HttpResponse:
    """One picture as a file, drawn as the address asks for."""
    report = access.cooccurrence(request.user, report_id)
    drawing = _drawing(report, chart, request.GET)
    if drawing is None:
        raise Http404(_("This report has no such picture."))
    response = HttpResponse(drawing.file(), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{chart}-{report.pk}.svg"'
    return response


def network(request: Request, report_id: int) -> HttpResponse:
    """Codes as a network: which meet, how much, from which weight on."""
    report = access.cooccurrence(request.user, report_id)
    level, measure = _level(request.GET), _measure(report, request.GET)
    drawn = charts.network_of(report, level, measure, _least(request.GET))
    codes = report.figures["codes"]
    context = {
        "project": report.project,
        "report": report,
        "level": level,
        "measure": measure,
        "measures": heatmap.measures(report),
        "least": drawn.least,
        "drawing": charts.in_page(drawn.drawing if drawn.links else None),
        "links": [(codes[c.a], codes[c.b], c, c.figures[measure]) for c in drawn.links],
        "filters": filter_words(report),
        **report_words(report, queries.layer_names(report.project)),
    }
    return render(request, "reports/network.html", context)


def _drawing(report: Report, name: str, query: Mapping[str, str]) -> Drawing | None:
    level, measure = _level(query), _measure(report, query)
    if name == "heatmap":
        return charts.heatmap_of(report, level, measure, View.from_query(query))
    if name == "network":
        return charts.network_of(report, level, measure, _least(query)).drawing
    return charts.upset(report) if name == "upset" else None


def _level(query: Mapping[str, str]) -> str:
    level = query.get("level", "codes")
    return level if level in LEVELS else "codes"


def _measure(report: Report, query: Mapping[str, str]) -> str:
    measure = query.get("measure", "")
    return measure if measure in heatmap.measures(report) else heatmap.default_measure(report)


def _least(query: Mapping[str, str]) -> float | None:
    try:
        least = float(query.get("least", ""))
    except ValueError:
        return None
    return least if math.isfinite(least) else None
