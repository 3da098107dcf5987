"""One code against all others: every figure of its row."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coding import access, queries
from coding.reports import heatmap
from coding.reports.about import filter_words, moved_on, report_words
from coding.reports.codelist import LEVELS
from coding.reports.measures import cell, names_of
from fieldnotes.http import Request

SAME_IN_A_ROW = ("n", "a", "segments_a")


def report_row(request: Request, report_id: int, level: str, a: int) -> HttpResponse:
    """The row of a code as a list, sorted by the figure that the address names, or by codebook."""
    report = access.cooccurrence(request.user, report_id)
    codes = report.figures["codes"]
    if level not in LEVELS or a >= len(codes) or (level == "dilemmas" and codes[a]["root"] != a):
        raise Http404(_("This report has no such code."))
    others = [b for b, code in enumerate(codes) if level == "codes" or code["root"] == b]
    cells = [cell(report.figures["levels"][level], a, b) for b in others]
    names = {name: label for name, label in names_of(cells[0]).items() if name not in SAME_IN_A_ROW}
    sort = request.GET.get("sort", heatmap.default_measure(report))
    if sort in names:
        cells.sort(key=lambda c: -(v if (v := c.figures[sort]) is not None else -float("inf")))
    context = {
        "project": report.project,
        "report": report,
        "level": level,
        "index": a,
        "code": codes[a],
        "whole": cells[0].figures,
        "names": names,
        "sort": sort,
        "rows": [(codes[c.b], c.b, [c.figures[name] for name in names]) for c in cells],
        "moved_on": moved_on(report),
        "filters": filter_words(report),
        **report_words(report, queries.layer_names(report.project)),
    }
    return render(request, "reports/row.html", context)
