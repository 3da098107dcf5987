"""A project's page: its documents and how far their coding is; and making a project."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coding import queries
from coding.access import sees_only_own_segments
from coding.actions.projects import create_project
from coding.forms import ProjectForm
from fieldnotes import access
from fieldnotes.http import Request
from fieldnotes.queries import documents_of


def project(request: Request, project_id: int) -> HttpResponse:
    project = access.project(request.user, project_id)
    own_only = sees_only_own_segments(request.user, project)
    documents = queries.with_coding_counts(
        documents_of(project), user=request.user, own_only=own_only
    )
    return render(request, "project.html", {"project": project, "documents": documents})


def add(request: Request) -> HttpResponse:
    """Operators make projects; who makes one is its first admin."""
    access.require_staff(request.user)
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = create_project(by=request.user, **form.cleaned_data)
        messages.success(request, _("The project is made, with the default codebook."))
        return redirect("project", project.pk)
    return render(request, "project_add.html", {"form": form})
