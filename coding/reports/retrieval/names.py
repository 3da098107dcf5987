"""What the names in a query stand for in a project."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import QuerySet

from coding.models import Code as CodeRow
from coding.queries import coders_of, codes_of
from coding.reports.filters import written
from coding.text import query as words
from coding.text.retrieval.dates import period
from coding.text.retrieval.tree import (
    And,
    Code,
    Condition,
    Leaf,
    Node,
    Not,
    Or,
    Range,
    RetrievalProblem,
    Text,
    leaves,
)
from fieldnotes.models import AttributeValue, Document, Participant, Project


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators and return it unchanged."""
    return message


NO_SUCH = {
    "code": gettext_noop("There is no code “%(text)s”. %(near)s"),
    "agency": gettext_noop("There is no agency “%(text)s”. %(near)s"),
    "participant": gettext_noop("There is no participant “%(text)s”. %(near)s"),
    "role": gettext_noop("Nobody has the role “%(text)s”. %(near)s"),
    "site": gettext_noop("No document is from the site “%(text)s”. %(near)s"),
    "kind": gettext_noop("There is no kind of document “%(text)s”. %(near)s"),
    "author": gettext_noop("No document has the author “%(text)s”. %(near)s"),
    "coder": gettext_noop("“%(text)s” has coded nothing here. %(near)s"),
    "attribute": gettext_noop("There is no attribute “%(text)s”. %(near)s"),
    "value": gettext_noop("Nobody and nothing has this value: “%(text)s”. %(near)s"),
}
ANY_CODER_ONLY = gettext_noop("coder: can only be asked of the coding layer “Any coder”.")
SUGGESTIONS = 4


@dataclass(frozen=True)
class Segments:
    """Of any of the codes and, where some are given, of any of the coders, by id."""

    codes: frozenset[int]
    coders: frozenset[int] | None


@dataclass(frozen=True)
class Words:
    query: words.Node


@dataclass(frozen=True)
class Places:
    """The turns of participants, or whole documents, by id."""

    participants: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    of_documents: bool = False


Meaning = Segments | Words | Places


def meanings(project: Project, tree: Node, *, layer: str) -> dict[Leaf, Meaning]:
    """What every leaf stands for.

    Raises:
        RetrievalProblem: something has no such name; near ones are suggested.
    """
    names = _Names(project, layer)
    return {leaf: names.meaning(leaf) for leaf in leaves(tree)}


class _Names:
    def __init__(self, project: Project, layer: str) -> None:
        self.project, self.layer = project, layer

    def meaning(self, leaf: Leaf) -> Meaning:
        match leaf:
            case Code():
                return self.segments(leaf)
            case Text(text):
                return Words(words.parse(f'"{text}"'))
            case Condition(attribute=True):
                return self.attribute(leaf)
            case Condition(name="agency" | "participant" | "role"):
                return self.people(leaf)
            case Condition():
                return self.documents(leaf)

    def segments(self, leaf: Code) -> Segments:
        rows = list(codes_of(self.project))
        coders = [self.coders(node) for node in leaf.coders]
        chosen = frozenset.intersection(*coders) if coders else None
        if not leaf.key:
            return Segments(frozenset(row.pk for row in rows), chosen)
        by_key = {row.key: row for row in rows}
        _require("code", leaf.key, leaf.at, by_key)
        code = by_key[leaf.key]
        below = leaf.below or code.parent_id is None
        return Segments(_subtree(rows, code) if below else frozenset({code.pk}), chosen)

    def coders(self, node: Node) -> frozenset[int]:
        """The ids that coders joined by AND, OR and NOT come to."""
        match node:
            case And(parts):
                return frozenset.intersection(*map(self.coders, parts))
            case Or(parts):
                return frozenset.union(*map(self.coders, parts))
            case Not(part):
                return frozenset(coders_of(self.project).values_list("pk", flat=True)) - (
                    self.coders(part)
                )
            case Condition(value=value, at=at):
                return self.coder(value, at)
            case _:
                raise TypeError("no coder")

    def coder(self, value: str, at: Range) -> frozenset[int]:
        if self.layer != "any":
            raise RetrievalProblem(ANY_CODER_ONLY, at)
        named: dict[str, set[int]] = {}
        for person in coders_of(self.project):
            for name in (person.username, person.display_name()):
                named.setdefault(folded(name), set()).add(person.pk)
        _require("coder", value, at, named)
        return frozenset(named[folded(value)])

    def people(self, leaf: Condition) -> Places:
        column = {"agency": "agency__name", "participant": "pseudonym", "role": "role"}[leaf.name]
        people = Participant.objects.filter(project=self.project)
        return Places(participants=_those(people, column, leaf))

    def documents(self, leaf: Condition) -> Places:
        documents = Document.objects.filter(project=self.project)
        if leaf.name == "date":
            chosen = documents.filter(fieldwork_date__range=period(leaf.value, leaf.at))
            found = frozenset(chosen.values_list("pk", flat=True))
        elif leaf.name == "kind":
            choices = Document.Kind.choices
            kinds = {folded(str(name)): kind for kind, label in choices for name in (kind, label)}
            _require("kind", leaf.value, leaf.at, kinds)
            chosen = documents.filter(kind=kinds[folded(leaf.value)])
            found = frozenset(chosen.values_list("pk", flat=True))
        else:
            found = _those(documents, leaf.name, leaf)
        return Places(documents=found, of_documents=True)

    def attribute(self, leaf: Condition) -> Places:
        values = AttributeValue.objects.filter(attribute__project=self.project)
        names = set(values.values_list("attribute__name", flat=True))
        _require("attribute", leaf.name, leaf.at, {folded(name): name for name in names})
        named = [name for name in names if folded(name) == folded(leaf.name)]
        rows = list(values.filter(attribute__name__in=named).select_related("attribute"))
        by_value = {folded(written(row.value)): written(row.value) for row in rows}
        _require("value", leaf.value, leaf.at, by_value)
        fitting = [row for row in rows if folded(written(row.value)) == folded(leaf.value)]
        return Places(
            frozenset(row.participant_id for row in fitting if row.participant_id),
            frozenset(row.document_id for row in fitting if row.document_id),
            any(row.document_id for row in fitting),
        )


def folded(name: str) -> str:
    """Names that differ in capitals, spaces or the way accents are composed are the same."""
    return unicodedata.normalize("NFKC", " ".join(name.casefold().split()))


def _those(
    rows: QuerySet[Document] | QuerySet[Participant], column: str, leaf: Condition
) -> frozenset[int]:
    """The ids of the rows whose column is the condition's value."""
    named: dict[str, set[int]] = {}
    for pk, name in rows.values_list("pk", column):
        if name:
            named.setdefault(folded(name), set()).add(pk)
    _require(leaf.name, leaf.value, leaf.at, named)
    return frozenset(named[folded(leaf.value)])


def _require(what: str, text: str, at: Range, known: Mapping[str, object]) -> None:
    """Raises RetrievalProblem when `known` has no such folded name."""
    if folded(text) not in known:
        near = _nearest(folded(text), known)
        said = f"({', '.join(near)}?)" if near else ""
        raise RetrievalProblem(NO_SUCH[what], at, text=text, near=said)


def _nearest(text: str, known: Iterable[str]) -> list[str]:
    """What was perhaps meant: names that hold the text, then those spelt alike, then any few."""
    names = sorted(known)
    holding = [name for name in names if text in name]
    alike = get_close_matches(text, names, n=SUGGESTIONS, cutoff=0.6)
    return list(dict.fromkeys([*holding, *alike]))[:SUGGESTIONS] or names[:SUGGESTIONS]


def _subtree(rows: Iterable[CodeRow], root: CodeRow) -> frozenset[int]:
    children: dict[int | None, list[int]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row.pk)
    found, waiting = set(), [root.pk]
    while waiting:
        pk = waiting.pop()
        found.add(pk)
        waiting += children.get(pk, [])
    return frozenset(found)
