"""A project's page: its documents and how far their coding is; and making a project."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coding import queries
from coding.access import sees_only_own_segments
from coding.actions.projects import create_project
from coding.forms import ProjectForm
from coding.progress import standings
from fieldnotes import access
from fieldnotes.http import Request
from fieldnotes.models import Role
from fieldnotes.queries import documents_of


def project(request: Request, project_id: int) -> HttpResponse:
    """The documents; with `?done=no` those alone that the user is not done with."""
    member = access.membership(request.user, project_id, at_least=Role.RESEARCHER)
    own_only = sees_only_own_segments(request.user, member.project)
    documents = queries.with_coding_counts(
        documents_of(member.project), user=request.user, own_only=own_only
    )
    with_coders = member.role >= Role.SUPERVISOR
    rows = standings(documents, project=member.project, user=request.user, with_coders=with_coders)
    not_done = [(document, standing) for document, standing in rows if not standing.done]
    only_not_done = request.GET.get("done") == "no"
    context = {
        "project": member.project,
        "rows": not_done if only_not_done else rows,
        "all_count": len(rows),
        "not_done_count": len(not_done),
        "only_not_done": only_not_done,
        "with_coders": with_coders,
        "may_import": member.role >= Role.ADMIN,
    }
    return render(request, "project.html", context)


def add(request: Request) -> HttpResponse:
    """Operators make projects; who makes one is its first admin."""
    access.require_staff(request.user)
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = create_project(by=request.user, **form.cleaned_data)
        messages.success(request, _("The project is made, with the default codebook."))
        return redirect("project", project.pk)
    return render(request, "project_add.html", {"form": form})
