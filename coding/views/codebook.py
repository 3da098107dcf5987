"""The codebook as a reference to read, its history, and undo."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding.actions import codebook as actions
from coding.actions.errors import CodingError
from coding.codetree import CodeTree
from coding.models import Code, CodedSegment
from coding.views.codebook_words import describe, in_words
from fieldnotes import access
from fieldnotes.http import Request
from fieldnotes.models import Membership, Role

CHANGES_A_PAGE = 50


@dataclass(frozen=True)
class Entry:
    """A code as the page shows it; `beneath` counts the segments of everything under it."""

    code: Code
    depth: int
    segments: int
    beneath: int

    @property
    def heading(self) -> str:
        """The HTML heading's name: h2 for a dilemma, deeper ones below it."""
        return f"h{min(self.depth + 2, 6)}"


def codebook(request: Request, project_id: int) -> HttpResponse:
    """The tree of codes with what is written about each; retired ones apart."""
    member = access.membership(request.user, project_id, at_least=Role.RESEARCHER)
    book = member.project.codebook
    codes = list(book.codes.all())
    edits = member.role >= Role.SUPERVISOR
    latest = actions.undoable_change(book) if edits else None
    counts = _segment_counts(member)
    context = {
        "project": member.project,
        "codebook": book,
        "entries": _entries([code for code in codes if not code.retired], counts),
        "retired": _entries([code for code in codes if code.retired], counts),
        "own_counts": _sees_only_own(member),
        "edits": edits,
        "latest": latest,
        "latest_words": latest and describe(latest, {code.pk: code.name for code in codes}),
    }
    return render(request, "codebook.html", context)


def history(request: Request, project_id: int) -> HttpResponse:
    """Who changed what in the codebook, latest first."""
    project = access.project(request.user, project_id)
    changes = project.codebook.changes.select_related("actor").order_by("-revision")
    page = Paginator(changes, CHANGES_A_PAGE).get_page(request.GET.get("page"))
    context = {"project": project, "page": page, "changes": in_words(project.codebook, page)}
    return render(request, "codebook/history.html", context)


@require_POST
def undo(request: Request, project_id: int) -> HttpResponse:
    """Take back the latest change, if it still is the one that the person saw."""
    project = access.project(request.user, project_id, at_least=Role.SUPERVISOR)
    revision = request.POST.get("revision", "")
    try:
        undone = actions.undo_change(
            project=project, by=request.user, revision=int(revision) if revision.isdecimal() else 0
        )
        (words,) = in_words(project.codebook, [undone])
        messages.success(request, _("Undone: %(change)s.") % {"change": words.undoes})
    except CodingError as error:
        messages.error(request, str(error))
    return redirect("codebook", project_id)


def _entries(codes: list[Code], counts: dict[int, int]) -> list[Entry]:
    tree = CodeTree(codes)
    return [
        Entry(
            code=code,
            depth=depth,
            segments=counts.get(code.pk, 0),
            beneath=sum(counts.get(below.pk, 0) for below in tree.descendants(code)),
        )
        for depth, code in tree.walk()
    ]


def _sees_only_own(member: Membership) -> bool:
    return member.project.blind and member.role < Role.SUPERVISOR


def _segment_counts(member: Membership) -> dict[int, int]:
    """Segments by code; one's own alone where coding is blind."""
    segments = CodedSegment.objects.filter(code__codebook__project_id=member.project_id)
    if _sees_only_own(member):
        segments = segments.filter(coder_id=member.user_id)
    counted = segments.order_by().values_list("code").annotate(count=Count("pk"))
    return dict(counted)
