"""One document-to-be: checked, then made."""

import hashlib
from collections import Counter
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django.db import IntegrityError, transaction

from fieldnotes.actions.documents import Metadata, create_document
from fieldnotes.importers import ImportedDocument, ImportProblem, read
from fieldnotes.importers.problems import gettext_noop
from fieldnotes.importers.sheet import Person
from fieldnotes.models import Document, ImportBatch, ImportItem

from .problems import problem_row
from .sources import SourceFiles, limits

MOST_SPEAKERS_SHOWN = 30


def check_item(batch: ImportBatch, item: ImportItem, sources: SourceFiles) -> None:
    """Fill in what will be made of the item, or why nothing will; writes nothing else."""
    if item.problems:  # its row in the sheet
        return
    try:
        data = sources.read(item)
        item.sha256 = hashlib.sha256(data).hexdigest()
        imported = read(item.name, data, limits())
    except ImportProblem as problem:
        refuse_item(item, problem)
        return
    item.notes = [problem_row(note) for note in imported.notes]
    item.plan = _complete(item.plan, item.name, imported)
    same_file = Document.objects.filter(project_id=batch.project_id, sha256=item.sha256)
    item.duplicate_of = same_file.defer("text").first()
    twin = batch.items.filter(sha256=item.sha256, pk__lt=item.pk, problems=[]).first()
    if twin is not None:
        again = ImportProblem(
            gettext_noop("The same file is in this batch already, as %(name)s."),
            name=twin.member or twin.name,
        )
        item.problems = [problem_row(again)]
    item.save()


@transaction.atomic
def import_item(batch: ImportBatch, item: ImportItem, sources: SourceFiles) -> None:
    """Make the item's document, wholly or not at all. An item that has one is left alone."""
    item = (
        ImportItem.objects.select_for_update(of=["self"]).select_related("upload").get(pk=item.pk)
    )
    if item.document_id or item.problems or item.duplicate_of_id:
        return
    try:
        data = sources.read(item)
        imported = read(item.name, data, limits())
        with transaction.atomic():
            item.document = create_document(
                project=batch.project,
                by=batch.created_by,
                imported=imported,
                metadata=_metadata(item.plan),
                sha256=hashlib.sha256(data).hexdigest(),
                source_name=item.member or item.name,
                batch=batch,
            )
    except ImportProblem as problem:
        refuse_item(item, problem)
    except IntegrityError:  # another batch was faster with the same file
        refuse_item(
            item, ImportProblem(gettext_noop("The same file was imported in the meantime."))
        )
    else:
        item.save(update_fields=["document"])


def refuse_item(item: ImportItem, problem: ImportProblem) -> None:
    """Nothing is imported from this item; the problem says why."""
    item.problems = [problem_row(problem)]
    item.save()


def _complete(plan: dict[str, Any], name: str, imported: ImportedDocument) -> dict[str, Any]:
    speakers = Counter(turn.speaker for turn in imported.turns)
    guess = Document.Kind.INTERVIEW if len(speakers) > 1 else Document.Kind.OTHER
    stem = PurePosixPath(name).stem.replace("_", " ").strip()
    return {
        **plan,
        "title": (plan.get("title") or stem or name)[:300],
        "kind": plan.get("kind") or guess,
        "characters": len(imported.text),
        "words": len(imported.text.split()),
        "paragraphs": len(imported.paragraphs),
        "turns": len(imported.turns),
        "speakers": dict(speakers.most_common(MOST_SPEAKERS_SHOWN)),
    }


def _metadata(plan: dict[str, Any]) -> Metadata:
    return Metadata(
        title=plan["title"],
        kind=plan["kind"],
        fieldwork_date=date.fromisoformat(plan["date"]) if plan.get("date") else None,
        site=plan.get("site", ""),
        author=plan.get("author", ""),
        people=[Person(*person) for person in plan.get("people", [])],
        attributes=plan.get("attributes", {}),
    )
