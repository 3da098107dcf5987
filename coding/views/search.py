"""Looking for words in a project, and tagging what was found, all at once."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coding import queries
from coding.access import sees_only_own_segments
from coding.actions.bulk import Untagging, preview_tagging, tag_passages, undo_tagging
from coding.actions.errors import CodingError
from coding.codetree import CodeTree
from coding.forms import ChosenHitsForm, SearchForm, TagHitsForm
from coding.forms.search import MOST_HITS
from coding.models import CodedSegment
from coding.search import Hit, Hits, NoteHits, TextHits
from fieldnotes.access import project as accessible_project
from fieldnotes.http import Request
from fieldnotes.models import Project

HITS_A_PAGE = 50
HITS_SHOWN = 10  # of a preview
LAST_TAGGING = "last_tagging"
"""In the session: the project, and (document, revision) of each Change of one's last tagging."""


def search(request: Request, project_id: int) -> HttpResponse:
    """The question, and a page of its hits grouped by document."""
    project = accessible_project(request.user, project_id)
    form = _search_form(project, request.GET)
    context: dict[str, Any] = {"project": project, "form": form}
    context["last_tagging"] = _last_tagging(request, project)
    if form.is_valid():
        found = _hits(request, project, form)
        # A paginator asks for the length and for slices, nothing else of a sequence.
        pages = Paginator(cast(Sequence[Hit], found), HITS_A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "hits": [{"number": n, "hit": hit} for n, hit in enumerate(page, page.start_index())],
            "documents": found.count_documents(),
            "most": MOST_HITS,
        }
    return render(request, "search.html", context)


def tag(request: Request, project_id: int) -> HttpResponse:
    """Choose passages and codes for the hits, see what would be made (GET), and make it (POST)."""
    project = accessible_project(request.user, project_id)
    data = request.POST or request.GET
    search_form, chosen = _search_form(project, data), ChosenHitsForm(data)
    if not (search_form.is_valid() and chosen.is_valid()):
        for error in chosen.non_field_errors():
            messages.error(request, str(error))
        return _back_to_search(project, search_form)
    found = _hits(request, project, search_form)
    count = chosen.count(found)
    if count > MOST_HITS:
        words = _("At most %(most)d hits can be tagged at once: narrow the search by a filter.")
        messages.error(request, words % {"most": MOST_HITS})
        return _back_to_search(project, search_form)
    form = TagHitsForm(data, tree=search_form.tree)
    context = {"project": project, "search": search_form, "chosen": chosen, "form": form}
    context["count"] = count
    if form.is_valid():
        hits = chosen.hits(found)
        preview = preview_tagging(by=request.user, **form.tagging(hits))
        if request.method == "POST" and form.cleaned_data["seen"] == preview.segments:
            return _tag(request, project, search_form, form.tagging(hits))
        width = form.cleaned_data["passage"]
        examples = [(hit.document, hit.excerpts(width)) for hit in hits[:HITS_SHOWN]]
        context |= {"preview": preview, "examples": examples}
    if request.method == "POST":
        messages.warning(request, _("This is not what you saw: look at it again."))
    return render(request, "search/tag.html", context)


def _tag(
    request: Request, project: Project, search_form: SearchForm, tagging: dict[str, Any]
) -> HttpResponse:
    try:
        changes = tag_passages(project=project, by=request.user, **tagging)
    except CodingError as error:
        messages.error(request, str(error))
    else:
        request.session[LAST_TAGGING] = {
            "project": project.pk,
            "segments": sum(len(change.after) for change in changes),
            "changes": [(change.document_id, change.revision) for change in changes],
        }
    return _back_to_search(project, search_form)


@require_POST
def untag(request: Request, project_id: int) -> HttpResponse:
    """Take the last tagging back, in all its documents."""
    project = accessible_project(request.user, project_id)
    last = _last_tagging(request, project)
    if last:
        del request.session[LAST_TAGGING]
        _report(
            request,
            undo_tagging(project=project, by=request.user, changes=dict(last["changes"])),
        )
    return _back_to_search(project, _search_form(project, request.POST))


def _report(request: Request, undone: Untagging) -> None:
    if undone.segments:
        words = ngettext(
            "Undone: %(count)d segment is gone again.",
            "Undone: %(count)d segments are gone again.",
            undone.segments,
        )
        messages.success(request, words % {"count": undone.segments})
    for document in undone.refused:
        words = _("Not undone in %(title)s: these segments were changed since.")
        messages.error(request, words % {"title": document.title})


def _search_form(project: Project, data: QueryDict) -> SearchForm:
    tree = CodeTree(queries.codes_of(project))
    return SearchForm(data if "q" in data else None, project=project, tree=tree)


def _hits(request: Request, project: Project, form: SearchForm) -> Hits:
    """What the person may find: where coding is blind, nothing tells them of others' segments."""
    if form.in_notes():
        return NoteHits(project, form.asked(), coder=request.user)
    segments = CodedSegment.objects.all()
    if sees_only_own_segments(request.user, project):
        segments = segments.filter(coder=request.user)
    return TextHits(project, form.asked(), segments=segments)


def _last_tagging(request: Request, project: Project) -> dict[str, Any] | None:
    last: dict[str, Any] | None = request.session.get(LAST_TAGGING)
    return last if last and last["project"] == project.pk else None


def _back_to_search(project: Project, form: SearchForm) -> HttpResponse:
    return redirect(f"{reverse('search', args=[project.pk])}?{form.address()}")
