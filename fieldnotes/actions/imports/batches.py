"""A batch as a whole: taken in, listed, confirmed."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from fieldnotes.importers import ImportProblem, is_archive, is_sheet
from fieldnotes.importers.problems import gettext_noop
from fieldnotes.importers.sheet import RowProblem, Sheet, SheetRow, read_sheet
from fieldnotes.models import ImportBatch, ImportItem, ImportUpload, Job, Project, User

from .problems import problem_row
from .sources import SourceFiles, limits

# Code points that the columns hold: names of files; sites and authors; names of what is described.
LONGEST_NAME, LONGEST_WORDS, LONGEST_LABEL = 300, 200, 100


@transaction.atomic
def open_batch(
    *,
    project: Project,
    by: User,
    files: Iterable["File[bytes]"],
    sheets: Iterable["File[bytes]"] = (),
) -> ImportBatch:
    """Take in uploaded files; the caller enqueues the dry run.

    `sheets` are read as sheets of metadata; among `files`, every .csv and .xlsx is one, too.
    """
    batch = ImportBatch.objects.create(project=project, created_by=by)
    given = [(file, is_sheet(_base_name(file))) for file in files] + [
        (file, True) for file in sheets
    ]
    for file, sheet in given:
        ImportUpload.objects.create(
            batch=batch, name=_base_name(file), file=File(file, _base_name(file)), is_sheet=sheet
        )
    return batch


@transaction.atomic
def list_items(batch: ImportBatch, sources: SourceFiles) -> None:
    """Make one item for each document-to-be, with what the sheet says of it.

    Starts from nothing, so that a dry run that was broken off can be run again.
    """
    batch.items.all().delete()
    problems: list[dict[str, Any]] = []
    sheets: list[tuple[str, Sheet]] = []
    items: list[ImportItem] = []
    for upload in batch.uploads.order_by("pk"):
        try:
            _list_upload(upload, sources, items, sheets, problems)
        except ImportProblem as problem:
            problems.append(problem_row(problem, file=upload.name))
    _apply_sheets(sheets, items, problems)
    ImportItem.objects.bulk_create(items)
    batch.problems = problems
    batch.save(update_fields=["problems"])


@transaction.atomic
def confirm_batch(*, batch: ImportBatch) -> bool:
    """After a look at the dry run: the batch waits for a worker again, now to be imported.

    Returns False when there is nothing to confirm, as after a second click.
    """
    waiting = ImportBatch.objects.filter(
        pk=batch.pk, phase=ImportBatch.Phase.CHECK, status=Job.Status.DONE
    )
    return bool(
        waiting.update(
            phase=ImportBatch.Phase.IMPORT,
            status=Job.Status.QUEUED,
            queued_at=timezone.now(),
            steps_done=0,
            attempts=0,
            claimed_by="",
            cancel_requested=False,  # it may have come after the dry run's last step
        )
    )


def _list_upload(
    upload: ImportUpload,
    sources: SourceFiles,
    items: list[ImportItem],
    sheets: list[tuple[str, Sheet]],
    problems: list[dict[str, Any]],
) -> None:
    if upload.is_sheet:
        data = sources.read_upload(upload)
        sheets.append((upload.name, read_sheet(upload.name, data, limits())))
    elif is_archive(upload.name):
        archive = sources.archive(upload)
        problems += [problem_row(problem, file=upload.name) for problem in archive.problems]
        for member in archive.members:
            try:
                if is_sheet(member.name):
                    data = archive.read(member.name)
                    sheets.append((member.name, read_sheet(member.name, data, limits())))
                else:
                    items.append(_item(upload, PurePosixPath(member.name).name, member.name))
            except ImportProblem as problem:
                problems.append(problem_row(problem, file=member.name))
    else:
        items.append(_item(upload, upload.name))


def _item(upload: ImportUpload, name: str, member: str = "") -> ImportItem:
    _require_at_most(LONGEST_NAME, member or name)
    return ImportItem(batch_id=upload.batch_id, upload=upload, name=name, member=member)


def _require_at_most(limit: int, text: str) -> None:
    if len(text) > limit:
        raise ImportProblem(
            gettext_noop('"%(start)s..." is longer than %(limit)d characters.'),
            start=text[:40],
            limit=limit,
        )


def _apply_sheets(
    sheets: list[tuple[str, Sheet]], items: list[ImportItem], problems: list[dict[str, Any]]
) -> None:
    """Give each item the row that names its file, by its path in the archive or its bare name.

    A file whose only row cannot be used is refused: without its metadata it would be half done.
    """
    by_name: dict[str, list[ImportItem]] = {}
    for item in items:
        for name in {item.name.casefold(), item.member.casefold()} - {""}:
            by_name.setdefault(name, []).append(item)
    for sheet_name, sheet in sheets:
        unusable = list(sheet.problems)
        for row in sheet.rows:
            try:
                _only(by_name.get(row.file.casefold(), []), row.file).plan = _plan_of(row)
            except ImportProblem as problem:
                unusable.append(RowProblem(row.row, problem, row.file))
        for refused in unusable:
            entry = problem_row(refused.problem, file=sheet_name, row=refused.row)
            problems.append(entry)
            for item in by_name.get(refused.file.casefold(), []):
                if not item.plan:
                    item.problems = [entry]


def _only(named: list[ImportItem], name: str) -> ImportItem:
    """The one item that goes by `name` and has no row yet."""
    if not named:
        raise ImportProblem(gettext_noop("%(name)s is named here but was not uploaded."), name=name)
    if len(named) > 1:
        raise ImportProblem(
            gettext_noop("%(name)s is the name of several files: give the path."), name=name
        )
    if named[0].plan:
        raise ImportProblem(gettext_noop("%(name)s has a row already."), name=name)
    return named[0]


def _plan_of(row: SheetRow) -> dict[str, Any]:
    for text in (row.site, row.author):
        _require_at_most(LONGEST_WORDS, text)
    for person in row.participants:
        for text in (person.pseudonym, person.agency, person.role):
            _require_at_most(LONGEST_LABEL, text)
    for text in row.attributes:
        _require_at_most(LONGEST_LABEL, text)
    return {
        "title": row.title,
        "kind": row.kind,
        "date": row.date.isoformat() if row.date else None,
        "site": row.site,
        "author": row.author,
        "people": [[p.pseudonym, p.agency, p.role] for p in row.participants],
        "attributes": row.attributes,
    }


def _base_name(file: "File[bytes]") -> str:
    return PurePosixPath((file.name or "").replace("\\", "/")).name[:300]
