"""The log against the rows: whatever people do, each can be made again from the other."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.actions import codebook, segments, undo
from coding.actions.errors import AlreadyCoded, ChangedSince, NothingToUndo
from coding.models import CodebookChange, CodedSegment
from coding.reports.blocks import rebuild_stale, wrong_blocks
from coding.reports.rows import earlier_rows
from coding.tests.desk import Desk, Stacks, steps
from fieldnotes.models import Change

FIELDS = ("coder", "code", "start", "end", "memo")


def rows_of(document):
    """{id: (coder, code, start, end, memo)} as they stand."""
    rows = CodedSegment.objects.filter(document=document).values_list("pk", *FIELDS)
    return {pk: content for pk, *content in rows}


def replayed(changes):
    """What the log says should stand, applying its entries from the first."""
    states = {}
    for change in changes:
        for state in change.before:
            assert states.pop(state["id"]) == state
        for state in change.after:
            assert state["revision"] == change.revision
            assert state["id"] not in states
            states[state["id"]] = state
    return {pk: [state[field] for field in FIELDS] for pk, state in states.items()}


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(script=st.lists(steps, min_size=10, max_size=20))
def test_whatever_is_done(script, project, document, people, codes, rolled_back):
    with rolled_back():
        desk, stacks = Desk(project, document, people, codes), Stacks()
        history = {1: {}}  # the rows at each revision; 1 is the import
        for verb, *arguments in script:
            before = rows_of(document)
            reverses = verb in ("undo", "redo")
            foretold = stacks.reverse(verb, arguments[0], before) if reverses else None
            refusal = desk.do(verb, *arguments)
            after = rows_of(document)
            if reverses:
                assert (refusal or after) == foretold
            if refusal:
                assert after == before
            if verb in ("tag", "change", "delete"):
                stacks.did(arguments[0], before, after)
            document.refresh_from_db()
            assert after == history.setdefault(document.revision, after)
            rebuild_stale(project)
            assert wrong_blocks(project) == []
            log = list(Change.objects.filter(document=document).order_by("revision"))
            assert [change.revision for change in log] == list(history)
            assert list(history) == list(range(1, document.revision + 1))
            assert replayed(log[1:]) == after
        for revision, rows in history.items():
            found = earlier_rows(document.pk, revision).tolist()
            assert sorted((coder, code, start, end) for start, end, code, coder in found) == (
                sorted(tuple(content[:4]) for content in rows.values())
            )


def test_each_action_leaves_one_entry_that_says_what_it_did(document, people, codes):
    by = people["researcher"]
    made = segments.code_passage(
        document_id=document.pk, by=by, start=3, end=9, codes=[codes["power"].pk], memo="m"
    )
    (segment,) = made.segments
    first = segments.state(segment)
    changed = segments.change_segment(segment=segment, by=by, seen=2, end=12, memo="")
    second = segments.state(changed.segments[0])
    segments.delete_segment(segment=segment, by=by, seen=3)
    log = Change.objects.filter(document=document).order_by("revision")
    assert [(c.revision, c.actor, c.verb, c.before, c.after) for c in log[1:]] == [
        (2, by, "segment.create", [], [first]),
        (3, by, "segment.change", [first], [second]),
        (4, by, "segment.delete", [second], []),
    ]
    assert second == first | {"end": 12, "memo": "", "revision": 3}


def test_a_refused_change_leaves_no_entry(document, people, codes):
    by = people["researcher"]
    tag = {"document_id": document.pk, "by": by, "start": 3, "end": 9}
    (one, _other) = segments.code_passage(
        **tag, codes=[codes["power"].pk, codes["culture"].pk]
    ).segments
    with pytest.raises(AlreadyCoded):
        segments.change_segment(segment=one, by=by, seen=2, code=codes["culture"].pk)
    assert Change.objects.filter(document=document).count() == 2


def test_undo_reaches_back_over_sessions_and_leaves_the_work_of_others(document, people, codes):
    tag = {"document_id": document.pk, "start": 3, "end": 9, "codes": [codes["power"].pk]}
    segments.code_passage(by=people["researcher"], **tag)
    segments.code_passage(by=people["researcher2"], **tag)
    undo.undo(document_id=document.pk, by=people["researcher"])
    assert [row[0] for row in rows_of(document).values()] == [people["researcher2"].pk]
    with pytest.raises(NothingToUndo):
        undo.undo(document_id=document.pk, by=people["researcher"])


@pytest.mark.django_db(transaction=True)
def test_undo_is_refused_when_the_code_itself_is_gone(project, document, people, codes):
    """The database checks foreign keys as late as the commit, so this needs real commits."""
    by = people["researcher"]
    added = codebook.add_code(project=project, by=people["supervisor"], name="Brief", key="brief")
    tagged = segments.code_passage(
        document_id=document.pk, by=by, start=3, end=9, codes=[added.after[0]["id"]]
    )
    segments.delete_segment(segment=tagged.segments[0], by=by, seen=2)
    codebook.undo_change(project=project, by=people["supervisor"], revision=added.revision)
    with pytest.raises(ChangedSince):
        undo.undo(document_id=document.pk, by=by)
    document.refresh_from_db()
    assert document.revision == 3


@pytest.mark.parametrize("model", [Change, CodebookChange])
@pytest.mark.parametrize("rewrite", ["update", "delete", "update one", "delete one"])
def test_the_logs_can_only_be_added_to(document, model: type[Model], rewrite):
    entry = model.objects.latest("pk")
    attempts = {
        "update": lambda: model.objects.update(verb="nothing happened"),
        "delete": lambda: model.objects.all().delete(),
        "update one": entry.save,
        "delete one": entry.delete,
    }
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempts[rewrite]()
    assert model.objects.filter(pk=entry.pk, verb=entry.verb).exists()
