"""Supervisors ask for passages by a query, read them in context, and keep the query."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding import access, queries
from coding.actions import queries as saving
from coding.actions import reports as actions
from coding.exports.retrieval import FORMATS
from coding.forms import Builder, RetrievalForm, problem_of, sentence
from coding.models import Report, SavedQuery
from coding.reports.about import moved_on, report_words
from coding.reports.passages import with_text
from coding.reports.retrieval.keeping import documents, mark_of, places
from coding.reports.retrieval.parameters import Asked
from coding.tasks import compute_report
from coding.text.retrieval.simple import Simple, is_readable, simple
from fieldnotes.access import project as accessible_project
from fieldnotes.http import Request
from fieldnotes.models import Document, Project, Role
from fieldnotes.tasks import enqueue

PASSAGES_A_PAGE = 20
DOCUMENTS_A_PAGE = 100
EARLIER = 30


def retrieval(request: Request, project_id: int) -> HttpResponse:
    """The query as fields and as text, the saved ones, and what was retrieved so far."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    layers = queries.layer_names(project)
    given = {"query": request.GET.get("q", ""), "layer": request.GET.get("layer", "any")}
    form = RetrievalForm(request.POST or None, project=project, layers=layers, initial=given)
    if request.method == "POST" and form.is_valid():
        return _done(request, project, form)
    query = request.POST.get("query", given["query"])
    asked_before = queries.reports_of(project).filter(kind=Report.Kind.RETRIEVAL)
    context = {
        "project": project,
        "form": form,
        "query": query,
        "saved": [
            (saved, layers.get(saved.layer, saved.layer))
            for saved in SavedQuery.objects.filter(project=project).select_related("created_by")
        ],
        "earlier": [(r, report_words(r, layers)) for r in asked_before[:EARLIER]],
        **_builder(project, query),
        **_problem(project, query, form["layer"].value() or "any"),
    }
    return render(request, "retrieval.html", context)


def compose(request: Request, project_id: int) -> HttpResponse:
    """For htmx: the fields of a query that was written, or the query that fields write."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    layer = request.GET.get("layer", "any")
    if "query" in request.GET:
        query = request.GET["query"]
        template, context = "retrieval/fields.html", _builder(project, query) | {"swap": True}
    else:
        query = Builder.of_fields(project, request.GET.dict()).shown.text()
        template, context = "retrieval/query.html", {"swap": False}
    context |= {"project": project, "query": query, **_problem(project, query, layer)}
    return render(request, template, context)


def found(request: Request, report: Report) -> HttpResponse:
    """A finished retrieval: its passages from number `from` on, or its documents."""
    first = _number(request.GET.get("from", ""))
    by_document = request.GET.get("by") == "document"
    size = DOCUMENTS_A_PAGE if by_document else PASSAGES_A_PAGE
    count = report.figures["documents" if by_document else "passages"]
    context: dict[str, Any] = {
        "project": report.project,
        "report": report,
        "by_document": by_document,
        "first": first + 1,
        "last": min(first + size, count),
        "count": count,
        "previous": max(first - size, 0) if first else None,
        "next": first + size if first + size < count else None,
        "terms": [(mark_of(n), text) for n, text in enumerate(report.figures["terms"])],
        "moved_on": moved_on(report),
        "formats": FORMATS,
        "address": address(report),
        **report_words(report, queries.layer_names(report.project)),
    }
    if by_document:
        listed = documents(report, first, size)
        titles = Document.objects.defer("text").in_bulk([row.document_id for row in listed])
        context["documents"] = [(titles[row.document_id], row) for row in listed]
    else:
        passages = with_text(places(report, first, size))
        context["groups"] = [
            (document, list(group))
            for document, group in groupby(passages, lambda passage: passage.document)
        ]
    return render(request, "retrieval/found.html", context)


@require_POST
def delete_query(request: Request, query_id: int) -> HttpResponse:
    saved = access.saved_query(request.user, query_id)
    saving.delete_query(saved=saved)
    return redirect("retrieval", saved.project_id)


def address(report: Report) -> str:
    """Where a retrieval's query can be changed and asked again."""
    asked = Asked.of(report)
    words = urlencode({"q": asked.query, "layer": asked.layer})
    return f"{reverse('retrieval', args=[report.project_id])}?{words}"


def _done(request: Request, project: Project, form: RetrievalForm) -> HttpResponse:
    """Keep the query under its name, or find its passages."""
    asked, name = form.cleaned_data["asked"], form.cleaned_data["name"]
    if "save" not in request.POST:
        report = actions.ask_for_retrieval(project=project, by=request.user, asked=asked)
        enqueue(compute_report, report.pk)
        return redirect("report", report.pk)
    if name:
        saving.save_query(project=project, by=request.user, name=name, asked=asked)
        messages.success(request, _("Saved as “%(name)s”.") % {"name": name})
    else:
        messages.error(request, _("Give the query a name to save it."))
    words = urlencode({"q": asked.query, "layer": asked.layer})
    return redirect(f"{reverse('retrieval', args=[project.pk])}?{words}")


def _builder(project: Project, query: str) -> dict[str, Any]:
    """The fields that show the query; empty ones, and `too_much`, where they cannot."""
    shown = simple(query) if query.strip() else Simple(())
    empty = {"builder": Builder(project, Simple(())), "too_much": True}
    if shown is None:
        return empty | {"unreadable": not is_readable(query)}
    builder = Builder(project, shown)
    return {"builder": builder, "too_much": False} if builder.shows_all() else empty


def _problem(project: Project, query: str, layer: str) -> dict[str, Any]:
    """What is wrong with a query, and where: the text before, at and behind the place."""
    problem = problem_of(project, Asked(query, layer)) if query.strip() else None
    if problem is None:
        return {}
    start, end = problem.at
    pieces = (query[:start], query[start:end], query[end:])
    return {"problem": sentence(problem), "pieces": pieces}


def _number(written: str) -> int:
    good = written.isascii() and written.isdecimal() and len(written) < 10
    return int(written) if good else 0
