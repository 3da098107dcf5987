"""Who may see what: objects reach a view only through these functions.

A stranger to the project gets 404 (its existence is nobody's business), a member whose role is too
small gets 403. Everything of a project is reached through the membership of the user.
"""

from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from fieldnotes.models import (
    Document,
    ImportBatch,
    Membership,
    PersonalToken,
    Project,
    Role,
    User,
)

Row = TypeVar("Row", bound=Model)


def projects_of(user: User) -> QuerySet[Project]:
    return Project.objects.filter(memberships__user_id=user.pk)


def membership(user: User, project_id: int, *, at_least: Role) -> Membership:
    """The user's membership with its project.

    Raises:
        Http404: no such project, or the user is no member of it.
        PermissionDenied: a member, but with a smaller role than `at_least`.
    """
    found = (
        Membership.objects.select_related("project")
        .filter(project_id=project_id, user_id=user.pk, user__is_active=True)
        .first()
    )
    if found is None:
        raise Http404(_("There is no such project, or you are not a member of it."))
    _require_role(found.role, at_least)
    return found


def _require_role(role: int, at_least: Role) -> None:
    if role < at_least:
        raise PermissionDenied(
            _("This is for the role %(role)s or above.") % {"role": at_least.label.lower()}
        )


def project(user: User, pk: int, *, at_least: Role = Role.RESEARCHER) -> Project:
    return membership(user, pk, at_least=at_least).project


def within_project(user: User, rows: QuerySet[Row], pk: int, *, at_least: Role, path: str) -> Row:
    """The row `pk` of `rows`, if the user is in its project, which `path` leads to.

    The row and the role are asked for together: a stranger's question costs and tells the same as
    one for a row that does not exist.
    """
    member = {
        f"{path}__memberships__user_id": user.pk,
        f"{path}__memberships__user__is_active": True,
    }
    role = F(f"{path}__memberships__role")
    found = rows.filter(pk=pk, **member).annotate(role_of_asker=role).first()
    if found is None:
        raise Http404(_("There is no such page, or you are not a member of its project."))
    _require_role(cast(Any, found).role_of_asker, at_least)
    return found


def document(user: User, pk: int, *, at_least: Role = Role.RESEARCHER) -> Document:
    rows = Document.objects.select_related("project").defer("text")
    return within_project(user, rows, pk, at_least=at_least, path="project")


def import_batch(user: User, pk: int) -> ImportBatch:
    rows = ImportBatch.objects.select_related("project")
    return within_project(user, rows, pk, at_least=Role.ADMIN, path="project")


def member(project_id: int, user_id: int) -> Membership:
    """Somebody's membership in a project that the caller may look after already."""
    rows = Membership.objects.select_related("user", "project")
    return get_object_or_404(rows, project_id=project_id, user_id=user_id)


def own_token(user: User, pk: int) -> PersonalToken:
    return get_object_or_404(PersonalToken, pk=pk, user_id=user.pk)


def require_staff(user: User) -> None:
    if not user.is_staff:
        raise PermissionDenied(_("Only the operators of this server make projects."))
