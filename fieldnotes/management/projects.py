"""How the commands are told which project is meant."""

from django.core.management import CommandError

from fieldnotes.models import Project


def project_named(name: str) -> Project:
    """The project of that number (where `name` is one) or exact name. Raises CommandError."""
    found = Project.objects.filter(**({"pk": name} if name.isdecimal() else {"name": name}))
    if len(found) != 1:
        raise CommandError(f"There are {len(found)} projects of the name or number {name!r}.")
    return found[0]
