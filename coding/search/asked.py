"""What a person asks for: a query and the filters beside it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from coding.text.query import Node, parse
from fieldnotes.models import Document, Participant, Project, SpeakerTurn
from fieldnotes.queries import STEMS, stems_of


class Passage(TextChoices):
    """Which text of a hit is tagged."""

    HIT = "hit", _("The words found")
    SENTENCE = "sentence", _("The sentence")
    PARAGRAPH = "paragraph", _("The paragraph")


@dataclass(frozen=True)
class Asked:
    """A query and filters; None, "" and empty do not filter.

    `codes` are ids. `spoken` leaves only what the chosen participant, or somebody of the chosen
    agency, says in turns of their own. `language` adds word forms; it is a key of `STEMS`.
    """

    query: str
    language: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    participant: int | None = None
    agency: int | None = None
    spoken: bool = False
    codes: tuple[int, ...] = ()

    def tree(self) -> Node:
        """The query as a tree. Raises QueryProblem."""
        return parse(self.query, forms=self._forms)

    def _forms(self, key: str) -> list[str]:
        if not self.language:
            return []
        mark = STEMS[self.language]
        marked = [lexeme for lexeme in stems_of([key])[key] if lexeme.startswith(mark)]
        stem = marked[0].removeprefix(mark) if marked else key
        return [stem, mark + stem]

    def documents(self, project: Project) -> QuerySet[Document]:
        """The documents that the filters leave."""
        rows = Document.objects.filter(project=project)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.since:
            rows = rows.filter(fieldwork_date__gte=self.since)
        if self.until:
            rows = rows.filter(fieldwork_date__lte=self.until)
        if self.participant or self.agency:
            taking_part = self._people().filter(documents=OuterRef("pk"))
            rows = rows.filter(Exists(taking_part))
        return rows

    def spoken_there(self) -> Q:
        """Leaves, of rows with a document and a start, those in a turn of the chosen people."""
        if not self.spoken or not (self.participant or self.agency):
            return Q()
        turns = SpeakerTurn.objects.filter(
            document=OuterRef("document"),
            start__lte=OuterRef("start"),
            end__gt=OuterRef("start"),
            participant__in=self._people(),
        )
        return Q(Exists(turns))

    def _people(self) -> QuerySet[Participant]:
        people = Participant.objects.all()
        if self.participant:
            people = people.filter(pk=self.participant)
        if self.agency:
            people = people.filter(agency=self.agency)
        return people
