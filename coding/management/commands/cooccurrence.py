"""`manage.py cooccurrence`: the report of the Reports page, from the shell."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coding.actions import reports as actions
from coding.exports.cooccurrence import FORMATS
from coding.models import Report
from coding.reports.cooccurrence import Parameters
from fieldnotes.management.projects import project_named
from fieldnotes.models import Job, Project, Role
from fieldnotes.tasks import run_job


class Command(BaseCommand):
    help = "Compute the code co-occurrence of a project."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="number or exact name of the project")
        parser.add_argument(
            "--unit", default="overlap", choices=Report.Base.values, help="the base"
        )
        parser.add_argument("--layer", default="any", help="any, two or coder:NUMBER")
        parser.add_argument("--format", default="csv", choices=list(FORMATS))
        parser.add_argument("-o", "--output", type=Path, help="file; default: standard output")

    def handle(self, *_args: Any, **options: Any) -> None:
        project = project_named(options["project"])
        report = _computed(project, options["unit"], options["layer"])
        _content_type, export = FORMATS[options["format"]]
        if options["output"] is None:
            sys.stdout.buffer.write(export(report))
            return
        try:
            options["output"].write_bytes(export(report))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error


def _computed(project: Project, base: str, layer: str) -> Report:
    try:
        parameters = Parameters(base=base, layer=layer)
    except ValueError as error:
        raise CommandError(str(error)) from None
    supervisor = project.memberships.filter(role__gte=Role.SUPERVISOR).order_by("pk").first()
    if supervisor is None:
        raise CommandError(f"{project} has no supervisor to compute the report for.")
    report = actions.ask_for_cooccurrence(
        project=project, by=supervisor.user, parameters=parameters
    )
    task_id = f"command-{os.getpid()}"
    run_job(Report, report.pk, task_id=task_id, work=actions.compute_report)
    report.refresh_from_db()
    if report.status != Job.Status.DONE:
        raise CommandError(report.error or report.get_status_display())
    return report
