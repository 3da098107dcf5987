"""`manage.py import_batch`: what the Import page does, from the shell."""

import json
import os
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from fieldnotes import queries
from fieldnotes.actions import imports as actions
from fieldnotes.importers import FORMATS, is_archive
from fieldnotes.management.projects import project_named
from fieldnotes.models import ImportBatch, Job, Membership, Project, Role
from fieldnotes.tasks import run_batch, run_job


class Command(BaseCommand):
    help = "Import text and Word files, folders or archives of them into a project."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="number or exact name of the project")
        parser.add_argument("paths", nargs="+", type=Path, metavar="path", help="file or folder")
        parser.add_argument("--sheet", type=Path, help=".csv or .xlsx with one row a file")
        parser.add_argument("--as-user", help="user name of an admin of the project")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        project = project_named(options["project"])
        files = _files(options["paths"])
        sheets = [options["sheet"]] if options["sheet"] else []
        with ExitStack() as stack:
            try:
                opened, opened_sheets = (
                    [File(stack.enter_context(path.open("rb")), path.name) for path in paths]
                    for paths in (files, sheets)
                )
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}") from error
            batch = actions.open_batch(
                project=project,
                by=_admin(project, options["as_user"]).user,
                files=opened,
                sheets=opened_sheets,
            )
        _run(batch)
        if not options["dry_run"] and actions.confirm_batch(batch=batch):
            _run(batch)
        batch.refresh_from_db()
        outcome = _outcome(batch)
        self.stdout.write(json.dumps(outcome, indent=1) if options["json"] else _words(outcome))
        if batch.status != Job.Status.DONE:
            raise CommandError(batch.error or batch.get_status_display())


def _admin(project: Project, username: str | None) -> Membership:
    admins = project.memberships.filter(role=Role.ADMIN).select_related("user").order_by("pk")
    chosen = admins.filter(user__username=username) if username else admins
    admin = chosen.first()
    if admin is None:
        who = username or "nobody"
        raise CommandError(f"There is no admin of {project} to import as: {who}.")
    return admin


def _files(paths: list[Path]) -> list[Path]:
    """Files as they are; of folders what is read, in order of name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file())
            found += [p for p in inside if p.suffix.lower() in FORMATS or is_archive(p.name)]
        else:
            found.append(path)
    if not found:
        raise CommandError("There is nothing to import in these folders.")
    return found


def _run(batch: ImportBatch) -> None:
    run_job(ImportBatch, batch.pk, task_id=f"command-{os.getpid()}", work=run_batch)


def _outcome(batch: ImportBatch) -> dict[str, Any]:
    problems = [(p["file"], p["row"], queries.problem_sentence(p)) for p in batch.problems]
    for item in queries.items_of(batch):
        problems += [
            (item.member or item.name, None, queries.problem_sentence(p)) for p in item.problems
        ]
        if item.duplicate_of:
            again = _("It is in the project already, as %(title)s.")
            text = again % {"title": item.duplicate_of.title}
            problems.append((item.member or item.name, None, text))
    return {
        "batch": batch.pk,
        "phase": batch.phase,
        **queries.item_counts(batch),
        "problems": [{"file": f, "row": row, "problem": text} for f, row, text in problems],
    }


def _words(outcome: dict[str, Any]) -> str:
    """The outcome for a person: a line for each problem, then the counts."""
    lines = [
        f"{p['file']}{', row ' + str(p['row']) if p['row'] else ''}: {p['problem']}"
        for p in outcome["problems"]
    ]
    counts = "{imported} imported, {ready} ready, {duplicates} duplicates, {refused} refused"
    return "\n".join([*lines, counts.format(**outcome)])
