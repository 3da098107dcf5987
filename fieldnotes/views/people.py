"""Admins look after the members of a project."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fieldnotes import access
from fieldnotes.actions import people as actions
from fieldnotes.forms import MemberForm, RoleForm
from fieldnotes.http import Request
from fieldnotes.models import Role


def people(request: Request, project_id: int) -> HttpResponse:
    """The members; an account that does not exist yet is made, its password shown once."""
    project = access.project(request.user, project_id, at_least=Role.ADMIN)
    form = MemberForm(request.POST or None)
    invited = None
    if request.method == "POST" and form.is_valid():
        invited = actions.invite(project=project, **form.cleaned_data)
        form = MemberForm()
    members = project.memberships.select_related("user").order_by("-role", "user__username")
    context = {
        "project": project,
        "members": [(member, RoleForm(instance=member)) for member in members],
        "form": form,
        "invited": invited,
    }
    return render(request, "people.html", context)


@require_POST
def person(request: Request, project_id: int, user_id: int) -> HttpResponse:
    """Give a member another role, or take them out of the project."""
    access.project(request.user, project_id, at_least=Role.ADMIN)
    member = access.member(project_id, user_id)
    form = RoleForm(request.POST, instance=member)
    try:
        if "remove" in request.POST:
            actions.remove_member(membership=member)
            messages.success(
                request, _("%(person)s is no longer a member.") % {"person": member.user}
            )
        elif form.is_valid():
            actions.change_role(membership=member, role=form.cleaned_data["role"])
            messages.success(request, _("The role is changed."))
    except actions.LastAdmin as error:
        messages.error(request, str(error))
    return redirect("people", project_id)
