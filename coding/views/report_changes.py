"""What moved on since a report was computed, and two reports side by side."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coding import access, queries
from coding.models import Report
from coding.reports import comparing, heatmap
from coding.reports.about import filter_words, moved_on, report_words
from coding.reports.codelist import LEVELS
from coding.reports.since import since
from coding.views.codebook_words import in_words
from fieldnotes.http import Request

DOCUMENTS_A_PAGE = 50
PAIRS_A_PAGE = 200


def report_since(request: Request, report_id: int) -> HttpResponse:
    """The documents that changed since, with who did what, and the changes of the codebook."""
    report = access.report(request.user, report_id)
    if not report.fingerprint:
        raise Http404(_("This report is not finished."))
    moved = moved_on(report)
    page = Paginator(moved["documents"], DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    codebook = report.project.codebook
    later = codebook.changes.filter(revision__gt=report.fingerprint["codebook"])
    context = {
        "project": report.project,
        "report": report,
        "moved_on": moved,
        "page": page,
        "documents": since(report, page),
        "codebook_changes": in_words(codebook, later.select_related("actor").order_by("revision")),
        **report_words(report, queries.layer_names(report.project)),
    }
    return render(request, "reports/since.html", context)


@dataclass(frozen=True)
class Shown:
    """A pair with its figures as text."""

    pair: comparing.Pair
    earlier: str
    later: str
    difference: str


def report_compare(request: Request, report_id: int) -> HttpResponse:
    """Two reports of one base: `with` names the other one, by default the latest before."""
    report = access.cooccurrence(request.user, report_id)
    others = comparing.comparable(report)
    context: dict[str, Any] = {"project": report.project, "report": report, "others": others}
    layers = queries.layer_names(report.project)
    context |= report_words(report, layers)
    other = _chosen(request, report, others)
    if other is None:
        return render(request, "reports/compare.html", context)
    earlier, later = comparing.in_order(report, other)
    context |= _asked(request, report) | {
        "other": other,
        "sides": [(one, report_words(one, layers), filter_words(one)) for one in (earlier, later)],
        "differing": comparing.parameter_differences(earlier, later),
    }
    found = comparing.pairs(earlier, later, context["level"], context["measure"])
    everything = list(found)
    changed = [pair for pair in everything if pair.changed]
    page = Paginator(changed if context["only_changed"] else everything, PAIRS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context |= {
        "all_count": len(everything),
        "changed_count": len(changed),
        "page": page,
        "pairs": [_shown(pair, context["measure"]) for pair in page],
    }
    return render(request, "reports/compare.html", context)


def _chosen(request: Request, report: Report, others: list[Report]) -> Report | None:
    wanted = request.GET.get("with", "")
    if not wanted:
        before = [other for other in others if other.created_at < report.created_at]
        return next(iter([*before, *others]), None)
    found = [other for other in others if str(other.pk) == wanted]
    if not found:
        raise Http404(_("There is no such report to compare with."))
    return found[0]


def _asked(request: Request, report: Report) -> dict[str, Any]:
    """Level, measure and filter of the comparison, from the address."""
    measures = heatmap.measures(report)
    level, measure = request.GET.get("level", "codes"), request.GET.get("measure", "")
    return {
        "level": level if level in LEVELS else "codes",
        "measures": measures,
        "measure": measure if measure in measures else heatmap.default_measure(report),
        "only_changed": request.GET.get("show", "changed") != "all",
    }


def _shown(pair: comparing.Pair, measure: str) -> Shown:
    return Shown(
        pair,
        comparing.written(pair.earlier.value, measure),
        comparing.written(pair.later.value, measure),
        comparing.written(pair.difference, measure, signed=True),
    )
