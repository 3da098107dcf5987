"""The columns of a table report: by what the text is divided, and whose text each holds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Attribute, AttributeValue, Document, Participant, Project

from .filters import written


class By(TextChoices):
    """What divides the text: who speaks (the first three), or the document."""

    AGENCY = "agency", _("Agency of the speaker")
    ROLE = "role", _("Role of the speaker")
    PARTICIPANT = "participant", _("Participant")
    SITE = "site", _("Site")
    KIND = "kind", _("Kind of document")
    AUTHOR = "author", _("Author of the document")
    MONTH = "month", _("Month of fieldwork")
    DOCUMENT = "document", _("Document")


OF_SPEAKERS = (By.AGENCY, By.ROLE, By.PARTICIPANT)
ATTRIBUTE = "attribute"
"""`attribute:ID` divides by an attribute of participants or of documents."""


@dataclass(frozen=True)
class Divided:
    """Labels in order, and under each the ids of its participants or documents. All other text
    belongs to a last column without a label, "none"."""

    of_speakers: bool
    labels: list[str]
    members: list[list[int]]


def attribute_of(project: Project, by: str) -> Attribute | None:
    """The attribute that `attribute:ID` names; None for everything else.

    Raises:
        ValueError: no such attribute in the project, or nothing by which text can be divided.
    """
    if by in By:
        return None
    name, _colon, number = by.partition(":")
    found = None
    if name == ATTRIBUTE and number.isascii() and number.isdecimal() and len(number) < 10:
        found = Attribute.objects.filter(project=project, pk=int(number)).first()
    if found is None:
        raise ValueError(f"no such columns: {by}")
    return found


def columns_choices(project: Project) -> list[tuple[str, Any]]:
    """What a table can be divided by, for a form."""
    attributes = Attribute.objects.filter(project=project).order_by("subject", "name")
    named = [(f"{ATTRIBUTE}:{a.pk}", f"{a.name} ({a.get_subject_display()})") for a in attributes]
    return [choice for choice in By.choices if choice[0] != By.DOCUMENT] + named


def division_names(project: Project) -> dict[str, str]:
    """What every division of the project is called on a screen."""
    attributes = Attribute.objects.filter(project=project).values_list("pk", "name")
    named = {f"{ATTRIBUTE}:{pk}": name for pk, name in attributes}
    return {by.value: str(by.label) for by in By} | named


def by_name(project: Project, by: str) -> str:
    return division_names(project).get(by, by)


def divide(
    project: Project, by: str, *, documents: Collection[int], participants: Collection[int]
) -> Divided:
    """How the text is divided now, among those of the documents and participants that are read."""
    attribute = attribute_of(project, by)
    if attribute is not None:
        of_speakers = attribute.subject == Attribute.Subject.PARTICIPANT
        values = _attribute_values(attribute)
    else:
        of_speakers = by in OF_SPEAKERS
        values = _participant_values(project, by) if of_speakers else _document_values(project, by)
    read = set(participants if of_speakers else documents)
    return _sorted(of_speakers, [(pk, value) for pk, value in values if pk in read], by)


def _attribute_values(attribute: Attribute) -> list[tuple[int, Any]]:
    values = AttributeValue.objects.filter(attribute=attribute).select_related("attribute")
    return [(v.participant_id or v.document_id or 0, v.value) for v in values]


def _participant_values(project: Project, by: str) -> list[tuple[int, Any]]:
    field = {By.AGENCY: "agency__name", By.ROLE: "role", By.PARTICIPANT: "pseudonym"}[By(by)]
    rows = Participant.objects.filter(project=project)
    return [(pk, value) for pk, value in rows.values_list("pk", field) if value]


def _document_values(project: Project, by: str) -> list[tuple[int, Any]]:
    if by == By.DOCUMENT:
        rows = Document.objects.filter(project=project).order_by("fieldwork_date", "title", "pk")
        return list(rows.values_list("pk", "title"))
    field = "fieldwork_date" if by == By.MONTH else by
    found = Document.objects.filter(project=project).values_list("pk", field)
    return [(pk, value) for pk, value in found if value]


def _sorted(of_speakers: bool, values: list[tuple[int, Any]], by: str) -> Divided:
    if by == By.DOCUMENT:  # two documents may have one title
        return Divided(of_speakers, [title for _pk, title in values], [[pk] for pk, _t in values])
    if by == By.MONTH:
        values = [(pk, f"{day:%Y-%m}") for pk, day in values]
        labels: list[Any] = months(label for _pk, label in values)
    else:
        labels = sorted({value for _pk, value in values})
    place = {label: number for number, label in enumerate(labels)}
    members: list[list[int]] = [[] for _label in labels]
    for pk, value in values:
        members[place[value]].append(pk)
    if by == By.KIND:
        labels = [str(Document.Kind(kind).label) for kind in labels]
    return Divided(of_speakers, [written(label) for label in labels], members)


def months(found: Iterable[str]) -> list[str]:
    """All months from the first to the last of those found, as in 2007-03."""
    inside = sorted(found)
    if not inside:
        return []
    first, last = (date.fromisoformat(f"{month}-01") for month in (inside[0], inside[-1]))
    span = (last.year - first.year) * 12 + last.month - first.month
    numbers = range(first.month - 1, first.month + span)
    return [f"{first.year + n // 12:04}-{n % 12 + 1:02}" for n in numbers]
