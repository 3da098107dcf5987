"""Writing accounts, memberships and personal tokens."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fieldnotes.models import Membership, PersonalToken, Project, Role, User
from fieldnotes.queries import token_digest


class LastAdmin(Exception):
    def __str__(self) -> str:
        return _("A project keeps at least one admin: make somebody else admin first.")


@dataclass(frozen=True)
class Invitation:
    """`password` is None where the account existed already."""

    user: User
    password: str | None


@transaction.atomic
def add_member(*, project: Project, user: User, role: Role) -> Membership:
    """Make `user` a member, or give the member another role."""
    membership, _made = Membership.objects.update_or_create(
        project=project, user=user, defaults={"role": role}
    )
    return membership


@transaction.atomic
def invite(*, project: Project, username: str, role: Role) -> Invitation:
    """Add the account `username` to a project; make it, with a new password, if it is new.

    An existing member keeps their role: roles are changed by `change_role` alone.
    """
    user = User.objects.filter(username=username).first()
    password = None
    if user is None:
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(username=username, password=password)
    Membership.objects.get_or_create(project=project, user=user, defaults={"role": role})
    return Invitation(user, password)


@transaction.atomic
def change_role(*, membership: Membership, role: Role) -> None:
    """Raises LastAdmin where no admin would be left."""
    if role < Role.ADMIN:
        _require_another_admin(membership)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """End a membership; what the person coded stays. Raises LastAdmin."""
    _require_another_admin(membership)
    membership.delete()


def _require_another_admin(membership: Membership) -> None:
    admins = Membership.objects.select_for_update().filter(
        project_id=membership.project_id, role=Role.ADMIN
    )
    if not any(admin.pk != membership.pk for admin in admins):
        raise LastAdmin


def make_token(*, user: User, name: str) -> str:
    """A new personal token; its text is returned once and kept nowhere."""
    token = secrets.token_urlsafe(32)
    PersonalToken.objects.create(user=user, name=name, digest=token_digest(token))
    return token


def revoke_token(*, token: PersonalToken) -> None:
    token.delete()


def note_token_use(*, token: str) -> None:
    """Remember when a token was last used, to the hour: not a write for every request."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - timedelta(hours=1))
    PersonalToken.objects.filter(stale, digest=token_digest(token)).update(last_used_at=now)
