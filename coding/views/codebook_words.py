"""Changes of the codebook in words: for the undo button and for the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.models import Code, Codebook, CodebookChange

PHRASES = {
    "codebook.start": gettext_lazy("the default codebook"),
    "codebook.add": gettext_lazy("new code %(name)s"),
    "codebook.edit": gettext_lazy("edit of %(name)s"),
    "codebook.move": gettext_lazy("move of %(name)s to %(parent)s"),
    "codebook.shift": gettext_lazy("new place of %(name)s among its neighbours"),
    "codebook.retire": gettext_lazy("retiring of %(name)s"),
    "codebook.restore": gettext_lazy("return of %(name)s into use"),
    "codebook.merge": gettext_lazy("merge of %(name)s into %(target)s"),
}
FIELDS = (
    "name", "key", "shortcut", "colour", "parent", "definition", "when_to_use",
    "when_not_to_use", "example", "retired",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One field of one code before and after a change, as a person reads it."""

    code: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeInWords:
    change: CodebookChange
    phrase: str
    undoes: str
    differences: list[Difference]


def describe(change: CodebookChange, names: Mapping[int, str]) -> str:
    """What a change did, as a phrase that goes with "Undo:".

    names: the present names of the codes by id, for those that the change only refers to.
    """
    about = (change.after or change.before)[0]
    words = {
        "name": about["name"],
        "parent": _name(about["parent"], names),
        "target": _name(about.get("merged_into"), names),
    }
    return str(PHRASES.get(change.verb, change.verb)) % words


def in_words(codebook: Codebook, changes: Iterable[CodebookChange]) -> list[ChangeInWords]:
    names = dict(codebook.codes.values_list("pk", "name"))
    listed = list(changes)
    undone = codebook.changes.filter(revision__in=[change.undoes for change in listed])
    phrases = {change.revision: describe(change, names) for change in undone}
    return [
        ChangeInWords(
            change=change,
            phrase=describe(change, names),
            undoes=phrases.get(change.undoes or 0, ""),
            differences=[] if change.verb == "codebook.start" else _differences(change, names),
        )
        for change in listed
    ]


def _differences(change: CodebookChange, names: Mapping[int, str]) -> list[Difference]:
    """The fields that differ, code by code; of a code that is new or gone, those that say
    something. Positions are left out: numbers that say nothing to a reader."""
    before, after = ({row["id"]: row for row in rows} for rows in (change.before, change.after))
    return [
        Difference(
            code=(after.get(pk) or before[pk])["name"],
            field=str(label_for_field(field, Code)),
            before=was,
            after=now,
        )
        for pk in dict.fromkeys((*after, *before))
        for field in FIELDS
        for was, now in [(_shown(rows.get(pk), field, names) for rows in (before, after))]
        if was != now
    ]


def _shown(row: Mapping[str, Any] | None, field: str, names: Mapping[int, str]) -> str:
    if row is None:
        return ""
    if field == "parent":
        return _name(row["parent"], names)
    if field == "retired":
        return _("yes") if row["retired"] else _("no")
    return str(row[field])


def _name(pk: int | None, names: Mapping[int, str]) -> str:
    if pk is None:
        return _("the top level")
    return names.get(pk, _("a code that is gone"))
