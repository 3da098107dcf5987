"""A retrieval query: as text, and as the fields that write it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coding.queries import coders_of, codes_of
from coding.reports.filters import written
from coding.reports.retrieval.names import meanings
from coding.reports.retrieval.parameters import Asked
from coding.text.retrieval.parser import LONGEST
from coding.text.retrieval.simple import AND, AND_NOT, NEAR_PARAGRAPHS, OPERATORS, OR, Row, Simple
from coding.text.retrieval.tree import RetrievalProblem
from fieldnotes.models import AttributeValue, Document, Project

ROWS = 4
UNITS = {
    "": _("no unit: the passages themselves"),
    "paragraph": _("paragraph"),
    "turn": _("speaker turn"),
    "window": _("window of turns"),
    "document": _("document"),
}
SAID = {
    AND: _("and"),
    OR: _("or"),
    AND_NOT: _("and not"),
    "OVERLAPS": _("overlaps"),
    "NEAR": _("near (characters)"),
    NEAR_PARAGRAPHS: _("near (paragraphs)"),
    "FOLLOWS": _("follows (characters)"),
}


class RetrievalForm(forms.Form):
    """Gives `cleaned_data["asked"]`; `problem` says where in the query something is wrong."""

    query = forms.CharField(
        label=_("Query"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false", "autocapitalize": "none"}),
    )
    layer = forms.ChoiceField(label=_("Coding layer"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)

    def __init__(self, *args: Any, project: Project, layers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.problem = project, None
        self.fields["layer"].choices = list(layers.items())  # type: ignore[attr-defined]

    problem: RetrievalProblem | None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        asked = Asked(data["query"], data["layer"])
        self.problem = problem_of(self.project, asked)
        if self.problem:
            self.add_error("query", sentence(self.problem))
        return data | {"asked": asked}


def problem_of(project: Project, asked: Asked) -> RetrievalProblem | None:
    """What is wrong with a query; None if it can be answered."""
    try:
        meanings(project, asked.tree(), layer=asked.layer)
    except RetrievalProblem as problem:
        return problem
    return None


def sentence(problem: RetrievalProblem) -> str:
    """What is wrong, in the reader's language."""
    return str(_now(problem.message) % problem.params)


class Builder:
    """The fields that write a query: up to ROWS codes or words, a unit, conditions."""

    def __init__(self, project: Project, shown: Simple) -> None:
        self.project, self.shown = project, shown

    @classmethod
    def of_fields(cls, project: Project, fields: Mapping[str, str]) -> "Builder":
        """As a person filled them in; what makes no sense is left out."""
        rows = [
            Row(
                code=fields.get(f"code{n}", ""),
                words=fields.get(f"words{n}", "").strip().strip('"“”„«»'),
                operator=_one_of(OPERATORS, fields.get(f"operator{n}", "")),
                distance=_number(fields.get(f"distance{n}", ""), 50),
            )
            for n in range(ROWS)
        ]
        unit = _one_of(tuple(UNITS), fields.get("unit", ""))
        if unit == "window":
            unit = f"window:{max(1, _number(fields.get('size', ''), 3))}"
        conditions = [(name, fields.get(name, "")) for name in CONDITIONS]
        conditions.append(("date", _period(fields.get("from", ""), fields.get("to", ""))))
        attribute, _sign, value = fields.get("attribute", "").partition("=")
        conditions.append((f"{attribute}=", value))
        kept = tuple(row for row in rows if row.code or row.words)
        return cls(project, Simple(kept, unit, tuple((n, v) for n, v in conditions if v)))

    def rows(self) -> list[dict[str, Any]]:
        """What the template shows of each row."""
        empty = [Row()] * (ROWS - len(self.shown.rows))
        return [
            {"number": n, "row": row, "operators": SAID.items(), "first": n == 0}
            for n, row in enumerate([*self.shown.rows, *empty])
        ]

    @property
    def units(self) -> list[tuple[str, Any]]:
        return list(UNITS.items())

    @property
    def unit(self) -> str:
        return self.shown.unit.partition(":")[0]

    @property
    def size(self) -> int:
        return _number(self.shown.unit.partition(":")[2], 3)

    @cached_property
    def codes(self) -> list[tuple[str, str]]:
        """(how it is written, how it is called); a code with others below it also as a whole."""
        rows = list(codes_of(self.project).filter(retired=False).order_by("key"))
        parents = {row.parent_id for row in rows}
        choices = []
        for row in rows:
            whole = row.parent_id is None  # a dilemma stands for all that is below it
            label = _now("%(key)s and below") % {"key": row.key} if whole else row.key
            choices.append((row.key, label))
            if row.pk in parents and not whole:
                choices.append((f"{row.key}*", _now("%(key)s and below") % {"key": row.key}))
        return choices

    @cached_property
    def conditions(self) -> list[dict[str, Any]]:
        """The selects: name, label, choices, what is chosen."""
        chosen = dict(self.shown.conditions)
        attribute = next((n + v for n, v in chosen.items() if n.endswith("=")), "")
        choices = _choices(self.project)
        return [
            {
                "name": name,
                "label": label,
                "choices": choices[name],
                "chosen": attribute if name == "attribute" else chosen.get(name, ""),
            }
            for name, label in {**CONDITIONS, "attribute": _("Attribute")}.items()
            if choices[name]
        ]

    def period(self) -> tuple[str, str]:
        first, dots, last = dict(self.shown.conditions).get("date", "").partition("..")
        return (first, last) if dots else (first, first)

    def shows_all(self) -> bool:
        """Whether the fields can hold the query; the selects hold only what is offered."""
        offered = {code for code, _name in self.codes} | {""}
        if len(self.shown.rows) > ROWS or any(r.code not in offered for r in self.shown.rows):
            return False
        return self.of_fields(self.project, self.fields()).shown.text() == self.shown.text()

    def fields(self) -> dict[str, str]:
        """The fields as they are sent."""
        first, last = self.period()
        fields = {"unit": self.unit, "size": str(self.size), "from": first, "to": last}
        for n, row in enumerate(self.shown.rows):
            fields |= {f"code{n}": row.code, f"words{n}": row.words}
            fields |= {f"operator{n}": row.operator, f"distance{n}": str(row.distance)}
        for condition in self.conditions:
            if condition["chosen"] in dict(condition["choices"]):
                fields[condition["name"]] = condition["chosen"]
        return fields


CONDITIONS = {
    "agency": _("Agency of the speaker"),
    "participant": _("Speaker"),
    "site": _("Site"),
    "kind": _("Kind of document"),
    "author": _("Author"),
    "coder": _("Coder"),
}


def _choices(project: Project) -> dict[str, list[tuple[str, str]]]:
    documents = Document.objects.filter(project=project)
    values = AttributeValue.objects.filter(attribute__project=project).select_related("attribute")
    said = sorted({f"{v.attribute.name}={written(v.value)}" for v in values})

    def those(column: str) -> list[tuple[str, str]]:
        named = documents.exclude(**{column: ""}).order_by(column)
        return [(name, name) for name in named.values_list(column, flat=True).distinct()]

    return {
        "agency": [
            (n, n) for n in project.agencies.order_by("name").values_list("name", flat=True)
        ],
        "participant": [
            (name, name)
            for name in project.participants.order_by("pseudonym").values_list(
                "pseudonym", flat=True
            )
        ],
        "site": those("site"),
        "kind": [(kind, str(label)) for kind, label in Document.Kind.choices],
        "author": those("author"),
        "coder": [(coder.username, coder.display_name()) for coder in coders_of(project)],
        "attribute": [(value, value.replace("=", " = ", 1)) for value in said],
    }


def _one_of(known: tuple[str, ...], name: str) -> str:
    return name if name in known else known[0]


def _number(written_number: str, otherwise: int) -> int:
    good = written_number.isascii() and written_number.isdecimal() and len(written_number) < 7
    return int(written_number) if good else otherwise


def _period(first: str, last: str) -> str:
    if first and first == last:
        return first
    return f"{first}..{last}" if first or last else ""
