from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .projects import Project


class User(AbstractUser):
    """A person who signs in. What they may do depends on their memberships."""

    def display_name(self) -> str:
        return self.get_full_name() or self.username


class Role(models.IntegerChoices):
    """Each role may do what the roles before it may do."""

    RESEARCHER = 1, _("Researcher")
    SUPERVISOR = 2, _("Supervisor")
    ADMIN = 3, _("Admin")


class Membership(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(_("role"), choices=Role, default=Role.RESEARCHER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "project"], name="one_membership_a_project"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.project} · {Role(self.role).label}"


class PersonalToken(models.Model):
    """A token by which a person's scripts use the API; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name
