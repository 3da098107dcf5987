"""A coder may be unsure of a segment: it is kept, logged, undone, and told by the API."""

import pytest

from coding.actions import segments, undo
from coding.models import CodedSegment
from fieldnotes.actions.changes import record_change
from fieldnotes.models import Change


@pytest.fixture
def segment(document, people, codes):
    return segments.code_passage(
        document_id=document.pk,
        by=people["researcher"],
        start=3,
        end=9,
        codes=[codes["power.define"].pk],
    ).segments[0]


def doubt(client, segment, unsure):
    fields = {"revision": segment.revision, "unsure": unsure}
    return client.patch(f"/api/segments/{segment.pk}", fields, "application/json")


def test_doubt_is_set_undone_and_done_again(document, people, segment, signed_in):
    answer = doubt(signed_in("researcher"), segment, True)
    assert answer.json()["segments"][0]["unsure"] is True
    change = Change.objects.filter(document=document).last()
    assert (change.before[0]["unsure"], change.after[0]["unsure"]) == (False, True)
    for step, expected in ((undo.undo, False), (undo.redo, True)):
        step(document_id=document.pk, by=people["researcher"])
        assert CodedSegment.objects.get().unsure is expected


def test_other_changes_leave_the_doubt(people, segment):
    by = people["researcher"]
    segments.change_segment(segment=segment, by=by, seen=segment.revision, unsure=True)
    segment.refresh_from_db()
    segments.change_segment(segment=segment, by=by, seen=segment.revision, memo="Why?", end=8)
    segment.refresh_from_db()
    assert (segment.unsure, segment.memo, segment.end) == (True, "Why?", 8)


def test_an_entry_from_before_there_was_doubt_can_be_undone(document, people, segment):
    """Such entries say nothing of it."""
    by = people["researcher"]
    old = {key: value for key, value in segments.state(segment).items() if key != "unsure"}
    document.refresh_from_db()
    record_change(document, by=by, verb="segment.create", after=[old])
    undo.undo(document_id=document.pk, by=by)
    assert not CodedSegment.objects.exists()
    undo.redo(document_id=document.pk, by=by)
    assert CodedSegment.objects.get().unsure is False


def test_another_coder_has_no_say(segment, signed_in):
    assert doubt(signed_in("researcher2"), segment, True).status_code == 403
