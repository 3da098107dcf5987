"""Making a project: its membership and its codebook come with it."""

from django.db import transaction

from fieldnotes.actions.people import add_member
from fieldnotes.models import Project, Role, User

from .codebook import start_codebook


@transaction.atomic
def create_project(*, name: str, description: str, blind: bool, by: User) -> Project:
    """A new project with the default codebook, `by` as its admin."""
    project = Project.objects.create(name=name, description=description, blind=blind)
    add_member(project=project, user=by, role=Role.ADMIN)
    start_codebook(project=project, by=by)
    return project
