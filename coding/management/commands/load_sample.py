"""`manage.py load_sample`: the sample project and its four accounts."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from coding.actions.sample import ACCOUNTS, load_sample
from fieldnotes.models import Project, User


class Command(BaseCommand):
    help = "Load the sample project; its accounts get generated passwords, printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--first-start",
            action="store_true",
            help="do nothing if there is a project",
        )

    def handle(self, *_args: Any, first_start: bool, verbosity: int, **_kwargs: Any) -> None:
        if first_start and (User.objects.exists() or Project.objects.exists()):
            return
        lines = [
            f"  {role.label:<11} {name:<12} {password}"
            for name, password in load_sample().items()
            for _first, _last, role in [ACCOUNTS[name]]
        ]
        if lines:
            text = "\n".join(["Sample accounts (role, user name, password):", *lines, ""])
            _keep(text)
            self.stdout.write(text if verbosity else "", ending="")
        if verbosity:
            self.stdout.write("The sample project is loaded.")


def _keep(text: str) -> None:
    """Beside the data, for its owner only: the next start can tell the passwords again."""
    file = settings.VAR / "sample-accounts.txt"
    file.touch(mode=0o600)
    file.write_text(text)
