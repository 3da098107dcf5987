"""Which part of a project a report reads: documents, coders, and the text of some speakers."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fieldnotes.models import AttributeValue, Document, Participant, Project


@dataclass(frozen=True)
class Filters:
    """Empty lets everything through; of several values one must fit, of several filters all.

    `agencies` and `attributes` keep the text of the turns whose participant fits, and nothing else;
    `without_interviewer` cuts out the interviewer's turns. See coding/stats/kept.py.
    """

    kinds: tuple[str, ...] = ()
    date_from: str = ""
    """ISO, this day included; documents without a date do not fit."""
    date_to: str = ""
    sites: tuple[str, ...] = ()
    agencies: tuple[int, ...] = ()
    attributes: tuple[tuple[int, str], ...] = ()
    """(id of an attribute of participants, value as it is written); each attribute must fit."""
    coders: tuple[int, ...] = ()
    without_interviewer: bool = False

    def __post_init__(self) -> None:
        unknown = set(self.kinds) - set(Document.Kind.values)
        if unknown:
            raise ValueError(_("no such kind of document: %(kind)s") % {"kind": min(unknown)})
        for day in filter(None, (self.date_from, self.date_to)):
            try:
                date.fromisoformat(day)
            except ValueError:
                raise ValueError(_("%(day)s is no date like 2007-03-31.") % {"day": day}) from None
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError(_("The first day lies after the last."))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        given = dict(stored)
        unknown = given.keys() - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(_("no such filter: %(name)s") % {"name": min(unknown)})
        attributes = given.pop("attributes", ())
        lists: dict[str, Any] = {
            name: tuple(v) if isinstance(v, list) else v for name, v in given.items()
        }
        return cls(**lists, attributes=tuple((int(pk), str(value)) for pk, value in attributes))

    def documents(self, project: Project) -> QuerySet[Document]:
        """The documents that are read."""
        rows = Document.objects.filter(project=project)
        if self.kinds:
            rows = rows.filter(kind__in=self.kinds)
        if self.sites:
            rows = rows.filter(site__in=self.sites)
        if self.date_from:
            rows = rows.filter(fieldwork_date__gte=self.date_from)
        if self.date_to:
            rows = rows.filter(fieldwork_date__lte=self.date_to)
        return rows

    def participants(self, project: Project) -> list[int] | None:
        """Ids of the participants whose turns are kept; None where nobody is chosen."""
        if not (self.agencies or self.attributes):
            return None
        rows = Participant.objects.filter(project=project)
        if self.agencies:
            rows = rows.filter(agency__in=self.agencies)
        chosen = set(rows.values_list("pk", flat=True))
        for attribute, wanted in self.attributes:
            values = AttributeValue.objects.filter(
                attribute=attribute, participant__project=project
            )
            chosen &= {
                value.participant_id
                for value in values.select_related("attribute")
                if written(value.value) == wanted
            }
        return sorted(chosen)

    @property
    def of_speakers(self) -> bool:
        """Whether text is cut out by who speaks."""
        return bool(self.agencies or self.attributes or self.without_interviewer)


def written(value: object) -> str:
    """A value of an attribute as it is chosen in a filter: yes, no, or the value itself."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
