"""What was done to the segments that a report read, since it was computed: from the change log."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from coding.models import Report
from fieldnotes.models import Change, Document, User

KINDS = ("added", "changed", "removed")


@dataclass(frozen=True)
class Work:
    """How many of a document's segments one person added, changed and removed."""

    person: User
    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class DocumentSince:
    """A document that moved on. `work` is what is left of all changes: none where what was done
    was undone."""

    document: Document
    is_new: bool
    work: list[Work]


def since(report: Report, documents: Iterable[Document]) -> list[DocumentSince]:
    """What happened in these documents since a finished report read them. Two queries."""
    read = (report.fingerprint or {})["documents"]
    listed = list(documents)
    later = [Q(document=d, revision__gt=read.get(str(d.pk), 0)) for d in listed]
    changes: dict[int, list[Change]] = {}
    if later:
        coding = Change.objects.filter(verb__regex=r"^(segment|codebook)\.")
        for change in coding.filter(reduce(or_, later)).order_by("document", "revision"):
            changes.setdefault(change.document_id, []).append(change)
    counted = {pk: net(log) for pk, log in changes.items()}
    people = User.objects.in_bulk({actor for one in counted.values() for actor, _kind in one})
    return [
        DocumentSince(d, str(d.pk) not in read, _work(counted.get(d.pk, Counter()), people))
        for d in listed
    ]


def net(log: Iterable[Change]) -> Counter[tuple[int, str]]:
    """Segments by (who last touched it, what became of it) over the changes of one document,
    oldest first; a segment that is again as it was counts nowhere."""
    first: dict[int, Any] = {}
    last: dict[int, tuple[int, Any]] = {}
    for change in log:
        before = {state["id"]: state for state in change.before}
        after = {state["id"]: state for state in change.after}
        for pk in before.keys() | after.keys():
            first.setdefault(pk, before.get(pk))
            last[pk] = (change.actor_id, after.get(pk))
    return Counter(
        (actor, _kind(first[pk], now))
        for pk, (actor, now) in last.items()
        if differs(first[pk], now)
    )


def differs(then: dict[str, Any] | None, now: dict[str, Any] | None) -> bool:
    """Whether two states of a segment differ in more than their revision."""
    return _without_revision(then) != _without_revision(now)


def _without_revision(state: dict[str, Any] | None) -> dict[str, Any] | None:
    return state and {name: value for name, value in state.items() if name != "revision"}


def _kind(then: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    return "added" if then is None else "removed" if now is None else "changed"


def _work(counted: Counter[tuple[int, str]], people: dict[int, User]) -> list[Work]:
    actors = sorted({actor for actor, _kind in counted}, key=lambda pk: people[pk].username)
    return [Work(people[pk], *(counted[pk, kind] for kind in KINDS)) for pk in actors]
