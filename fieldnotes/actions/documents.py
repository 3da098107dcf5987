"""Making documents out of what an importer read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from fieldnotes.importers import ImportedDocument
from fieldnotes.importers.sheet import Person
from fieldnotes.importers.speakers import is_interviewer
from fieldnotes.models import (
    Agency,
    Attribute,
    AttributeValue,
    Document,
    ImportBatch,
    Paragraph,
    Participant,
    Project,
    SpeakerTurn,
    User,
)

from .changes import record_change
from .words import write_words


@dataclass(frozen=True)
class Metadata:
    """What is known about a document beside its text."""

    title: str
    kind: str = Document.Kind.OTHER
    fieldwork_date: date | None = None
    site: str = ""
    author: str = ""
    people: Sequence[Person] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def create_document(
    *,
    project: Project,
    by: User,
    imported: ImportedDocument,
    metadata: Metadata,
    sha256: str,
    source_name: str = "",
    batch: ImportBatch | None = None,
) -> Document:
    """Store a text with its paragraphs, speaker turns, participants and attributes.

    Raises:
        IntegrityError: a file with the same SHA-256 is in the project already.
    """
    document = Document.objects.create(
        project=project,
        kind=metadata.kind,
        title=metadata.title,
        text=imported.text,
        length=len(imported.text),
        fieldwork_date=metadata.fieldwork_date,
        site=metadata.site,
        author=metadata.author,
        source_name=source_name,
        sha256=sha256,
        batch=batch,
    )
    participants = [participant_of(project=project, person=person) for person in metadata.people]
    document.participants.set(participants)
    paragraphs = Paragraph.objects.bulk_create(
        Paragraph(document=document, index=index, start=span.start, end=span.end)
        for index, span in enumerate(imported.paragraphs)
    )
    write_words(paragraphs, imported.text)
    _write_turns(document, imported, participants)
    _write_attributes(document, metadata.attributes)
    record_change(document, by=by, verb="document.import", after=[{"sha256": sha256}])
    return document


def participant_of(*, project: Project, person: Person) -> Participant:
    """The project's participant of that pseudonym, made if need be; blanks are filled in, what is
    known already is left as it is."""
    participant, _made = Participant.objects.get_or_create(
        project=project, pseudonym=person.pseudonym
    )
    if person.agency and participant.agency is None:
        participant.agency, _made = Agency.objects.get_or_create(
            project=project, name=person.agency
        )
    participant.role = participant.role or person.role
    participant.save()
    return participant


def _write_turns(
    document: Document, imported: ImportedDocument, participants: Sequence[Participant]
) -> None:
    labels = {turn.speaker for turn in imported.turns}
    speakers = match_speakers(labels, participants)
    SpeakerTurn.objects.bulk_create(
        SpeakerTurn(
            document=document,
            index=index,
            start=turn.start,
            end=turn.end,
            label=turn.speaker,
            interviewer=is_interviewer(turn.speaker),
            participant=speakers.get(turn.speaker),
        )
        for index, turn in enumerate(imported.turns)
    )


def match_speakers(labels: set[str], participants: Sequence[Participant]) -> dict[str, Participant]:
    """Which participant a speaker label stands for: the one of that pseudonym; or, where the
    document has one participant and one label that is not an interviewer's, those two."""
    by_name = {participant.pseudonym.casefold(): participant for participant in participants}
    matched = {label: by_name[label.casefold()] for label in labels if label.casefold() in by_name}
    others = [label for label in labels if not is_interviewer(label)]
    if not matched and len(others) == len(participants) == 1:
        matched[others[0]] = participants[0]
    return matched


def _write_attributes(document: Document, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        attribute, _made = Attribute.objects.get_or_create(
            project=document.project, subject=Attribute.Subject.DOCUMENT, name=name
        )
        if attribute.type == Attribute.Type.TEXT:
            AttributeValue.objects.create(attribute=attribute, document=document, text=value)
