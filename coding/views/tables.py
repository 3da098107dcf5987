"""The pages of table reports: codes by columns that divide the text."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coding import access, queries
from coding.exports.tables import FORMATS
from coding.models import Report
from coding.reports import cells, passages
from coding.reports.about import filter_words, moved_on, report_words
from coding.reports.breakdown import MEASURES as COUNTS
from coding.reports.chart import chart, undated
from coding.reports.grid import Grid
from coding.reports.table import PERCENT_NAMES, Shown, columns, measures, table, table_words
from fieldnotes.http import Request

PASSAGES_A_PAGE = 20


def about(report: Report) -> dict[str, object]:
    """What every page of a table report says about it."""
    return {
        "project": report.project,
        "report": report,
        "filters": filter_words(report),
        **report_words(report, queries.layer_names(report.project)),
        **table_words(report),
    }


def shown_table(report: Report, shown: Shown) -> dict[str, object]:
    """What a page needs to show a table and to choose what is shown."""
    return about(report) | {
        "shown": shown,
        "tables": [table(report, level, shown) for level in ("dilemmas", "codes")],
        "columns": columns(report),
        "measures": measures(report),
        "percentages": PERCENT_NAMES if shown.measure in COUNTS else {},
        "moved_on": moved_on(report),
        "formats": FORMATS,
    }


def report(request: Request, report: Report) -> HttpResponse:
    """The table of a finished report, as the address says how to show it."""
    context = shown_table(report, Shown.of(report, request.GET))
    return render(request, "report_table.html", context)


def over_time(request: Request, report: Report) -> HttpResponse:
    """Codes by month, with a chart of the dilemmas or of the codes below one."""
    shown = Shown.of(report, request.GET)
    drawn = chart(report, shown, request.GET.get("chart", ""))
    context = shown_table(report, shown) | {"chart": drawn, "undated": undated(report)}
    return render(request, "report_time.html", context)


def cell(request: Request, table_id: int, level: str, row: int, column: int) -> HttpResponse:
    """The segments behind one cell of a table."""
    report = access.report(request.user, table_id)
    figures = report.result or {}
    if level not in figures.get("levels", {}) or "columns" not in figures:
        raise Http404(_("This report has no such cell."))
    if row > len(figures["codes"]) or column > len(figures["columns"]):
        raise Http404(_("This report has no such cell."))
    grid = Grid(report, level)
    counts = grid.counts(row, column)
    pages = Paginator(range(counts["segments"]), PASSAGES_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    first = PASSAGES_A_PAGE * (page.number - 1)
    places = cells.places(report, level, row, column, first, first + PASSAGES_A_PAGE)
    context = about(report) | {
        "level": level,
        "code": figures["codes"][row] if row < grid.all_codes else None,
        "column": columns(report)[column],
        "counts": counts,
        "share": grid.figure(row, column, "share"),
        "page": page,
        "passages": passages.with_text(places),
        "moved_on": moved_on(report),
    }
    return render(request, "report_cell.html", context)
