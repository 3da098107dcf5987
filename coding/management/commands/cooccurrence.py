"""`manage.py cooccurrence`: the report of the Reports page, from the shell."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from coding.actions import reports as actions
from coding.exports.cooccurrence import FORMATS, triple_to_csv
from coding.models import Report
from coding.queries import coders_of, codes_of
from coding.reports.filters import Filters
from coding.reports.parameters import Parameters
from fieldnotes.management.projects import project_named
from fieldnotes.models import Attribute, Document, Job, Project, Role
from fieldnotes.tasks import run_job

EXPORTS = {name: export for name, (_type, export) in FORMATS.items()}
EXPORTS["triple-csv"] = triple_to_csv


class Command(BaseCommand):
    help = "Compute the code co-occurrence of a project."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("project", help="number or exact name of the project")
        add(
            "--unit",
            default="overlap",
            help="the base: overlap, near:CHARACTERS, near-paragraphs:NUMBER, follows:CHARACTERS, "
            "paragraph, turn, window:TURNS, document, participant",
        )
        add("--layer", default="any", help="any, two, consensus or coder:NUMBER")
        add("--pairs", default="all", help="all, same (of one coder) or across (coders)")
        add("--triple", nargs=3, default=[], metavar="KEY", help="three codes; the dilemmas")
        add("--format", default="csv", choices=list(EXPORTS))
        add("-o", "--output", type=Path, help="file; default: standard output")
        only = parser.add_argument_group("only (of several values one must fit)")
        only.add_argument("--kind", action="append", choices=Document.Kind.values, default=[])
        only.add_argument("--from", dest="date_from", default="", metavar="YYYY-MM-DD")
        only.add_argument("--to", dest="date_to", default="", metavar="YYYY-MM-DD")
        only.add_argument("--site", action="append", default=[])
        only.add_argument("--agency", action="append", default=[], help="of the speakers")
        only.add_argument("--attribute", action="append", default=[], metavar="NAME=VALUE")
        only.add_argument("--coder", action="append", default=[], help="account")
        only.add_argument("--without-interviewer", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        project = project_named(options["project"])
        report = _computed(project, options)
        try:
            content = EXPORTS[options["format"]](report)
        except ValueError as error:
            raise CommandError(str(error)) from None
        if options["output"] is None:
            sys.stdout.buffer.write(content)
            return
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error


def _computed(project: Project, options: dict[str, Any]) -> Report:
    supervisor = project.memberships.filter(role__gte=Role.SUPERVISOR).order_by("pk").first()
    if supervisor is None:
        raise CommandError(f"{project} has no supervisor to compute the report for.")
    try:
        parameters = Parameters(
            base=options["unit"],
            layer=options["layer"],
            pairs=options["pairs"],
            filters=_filters(project, options),
            triple=_ids(codes_of(project), "key", options["triple"], "code"),
        )
    except ValueError as error:
        raise CommandError(str(error)) from None
    report = actions.ask_for_cooccurrence(
        project=project, by=supervisor.user, parameters=parameters
    )
    task_id = f"command-{os.getpid()}"
    run_job(Report, report.pk, task_id=task_id, work=actions.compute_report)
    report.refresh_from_db()
    if report.status != Job.Status.DONE:
        raise CommandError(report.error or report.get_status_display())
    return report


def _filters(project: Project, options: dict[str, Any]) -> Filters:
    pairs = [text.partition("=")[::2] for text in options["attribute"]]
    rows = Attribute.objects.filter(project=project, subject=Attribute.Subject.PARTICIPANT)
    attributes = _ids(rows, "name", [name for name, _value in pairs], "attribute")
    return Filters(
        kinds=tuple(options["kind"]),
        date_from=options["date_from"],
        date_to=options["date_to"],
        sites=tuple(options["site"]),
        agencies=_ids(project.agencies.all(), "name", options["agency"], "agency"),
        attributes=tuple(zip(attributes, [value for _name, value in pairs], strict=True)),
        coders=_ids(coders_of(project), "username", options["coder"], "coder"),
        without_interviewer=options["without_interviewer"],
    )


def _ids(rows: "QuerySet[Any]", field: str, names: Iterable[str], what: str) -> tuple[int, ...]:
    """Ids by name, in the order of the names. Raises CommandError for a name that is none."""
    known = dict(rows.values_list(field, "pk"))
    for name in names:
        if name not in known:
            raise CommandError(f"no such {what}: {name}")
    return tuple(known[name] for name in names)
