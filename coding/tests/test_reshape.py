"""Splitting and merging segments: one change each, and one undo."""

import pytest

from coding.actions import reshape, undo
from coding.actions.errors import AlreadyCoded, CannotMerge, CannotSplit, StaleSegment
from coding.actions.segments import code_passage, state
from coding.models import CodedSegment
from fieldnotes.models import Change


@pytest.fixture
def tag(document, people, codes):
    def make(start, end, *, by="researcher", code="power.define", memo=""):
        outcome = code_passage(
            document_id=document.pk,
            by=people[by],
            start=start,
            end=end,
            codes=[codes[code].pk],
            memo=memo,
        )
        return outcome.segments[0]

    return make


@pytest.fixture
def words(document):
    def of(segment):
        return document.text[segment.start : segment.end]

    return of


def present(document):
    return [state(s) for s in CodedSegment.objects.filter(document=document).order_by("start")]


def without_revision(states):
    return [{**row, "revision": None} for row in states]


def split(segment, people, *places, seen=None):
    return reshape.split_segment(
        segment=segment,
        by=people["researcher"],
        seen=segment.revision if seen is None else seen,
        at=places,
    )


def merge(one, other, people):
    return reshape.merge_segments(
        segment=one,
        seen=one.revision,
        other=other,
        other_seen=other.revision,
        by=people["researcher"],
    )


@pytest.fixture
def line(document, tag):
    """The first answer, coded as a whole with a memo."""
    start = document.text.index("With the list")
    return tag(start, document.text.index(" 😀"), memo="Daily.")


def test_a_segment_is_split_and_the_split_undone(line, document, people, words):
    before = present(document)
    cut = document.text.index("list, always")
    outcome = split(line, people, cut)
    assert [words(s) for s in outcome.segments] == ["With the", "list, always."]
    assert outcome.segments[0].pk == line.pk
    assert [s.memo for s in outcome.segments] == ["Daily.", ""]
    change = Change.objects.get(document=document, revision=outcome.revision)
    assert (change.verb, change.before, change.after) == (
        "segment.split",
        before,
        present(document),
    )
    undo.undo(document_id=document.pk, by=people["researcher"])
    assert without_revision(present(document)) == without_revision(before)
    undo.redo(document_id=document.pk, by=people["researcher"])
    assert without_revision(present(document)) == without_revision(change.after)


def test_a_selection_inside_makes_three(line, document, people, words):
    start = document.text.index("the list")
    outcome = split(line, people, start, start + len("the list,"))
    assert [words(s) for s in outcome.segments] == ["With", "the list,", "always."]


@pytest.mark.parametrize("places", [[], [0], ["end"], ["start"], [10**9], [-1]])
def test_nothing_is_split_off_at_the_ends_or_outside(line, document, people, places):
    before = present(document)
    at = [{"start": line.start, "end": line.end}.get(place, place) for place in places]
    with pytest.raises(CannotSplit):
        split(line, people, *at)
    assert present(document) == before


def test_a_segment_that_changed_is_not_split(line, people):
    with pytest.raises(StaleSegment):
        split(line, people, line.start + 4, seen=line.revision - 1)


def test_no_part_is_a_second_segment_of_its_kind(line, document, people, tag):
    tag(line.start, line.start + len("With"))
    with pytest.raises(AlreadyCoded):
        split(line, people, line.start + 5)
    assert CodedSegment.objects.filter(document=document).count() == 2


def test_touching_segments_are_merged_and_the_merge_undone(line, document, people, tag, words):
    start = document.text.index("And a café")
    other = tag(start - 2, start + 10, memo="A place.")  # with the 😀 in front
    before = present(document)
    outcome = merge(other, line, people)
    (merged,) = outcome.segments
    assert merged.pk == line.pk
    assert words(merged) == "With the list, always. 😀 And a café"
    assert merged.memo == "Daily.\n\nA place."
    change = Change.objects.get(document=document, revision=outcome.revision)
    assert (change.verb, change.before, change.after) == (
        "segment.merge",
        before,
        present(document),
    )
    undo.undo(document_id=document.pk, by=people["researcher"])
    assert without_revision(present(document)) == without_revision(before)


def test_one_that_lies_within_the_other_is_taken_up(line, people, tag, document):
    inner = tag(line.start + 5, line.start + 8, memo="Daily.")
    (merged,) = merge(inner, line, people).segments
    assert (merged.start, merged.end, merged.memo) == (line.start, line.end, "Daily.")
    assert CodedSegment.objects.filter(document=document).count() == 1


def test_what_has_words_between_or_another_code_is_not_merged(line, people, tag, document):
    far = tag(document.text.index("round"), document.text.index(" corner"))
    other_code = tag(line.start, line.end + 1, code="power.status")
    of_another = tag(line.start, line.end + 1, by="researcher2")
    before = present(document)
    for other in (far, other_code, of_another, line):
        with pytest.raises(CannotMerge):
            merge(line, other, people)
    assert present(document) == before


def test_the_whole_is_not_made_twice(line, people, tag):
    tag(line.start, line.end + 2)
    inner = tag(line.start + 5, line.end + 2)
    with pytest.raises(AlreadyCoded):
        merge(line, inner, people)


def test_segments_of_two_documents_are_not_merged(line, people, make_document, codes):
    elsewhere = make_document(title="b")
    outcome = code_passage(
        document_id=elsewhere.pk,
        by=people["researcher"],
        start=line.start,
        end=line.end,
        codes=[line.code_id],
    )
    with pytest.raises(CannotMerge):
        merge(line, outcome.segments[0], people)


class TestOverHttp:
    def post(self, client, segment, verb, **data):
        address = f"/api/segments/{segment.pk}/{verb}"
        return client.post(address, {"revision": segment.revision} | data, "application/json")

    def test_split_then_merge(self, line, signed_in):
        client = signed_in("researcher")
        answer = self.post(client, line, "split", at=[line.start + 5]).json()
        first, second = answer["segments"]
        line.refresh_from_db()
        again = self.post(
            client, line, "merge", other=second["id"], other_revision=second["revision"]
        ).json()
        (whole,) = again["segments"]
        assert again["revision"] == answer["revision"] + 1
        assert (whole["id"], whole["end"]) == (first["id"], second["end"])

    @pytest.mark.parametrize("name", ["researcher2", "supervisor"])
    def test_nobody_reshapes_what_another_coded(self, line, tag, signed_in, name):
        own = tag(line.start, line.end + 3, by=name)
        client = signed_in(name)
        assert self.post(client, line, "split", at=[line.start + 5]).status_code == 403
        foreign = {"other": line.pk, "other_revision": line.revision}
        assert self.post(client, own, "merge", **foreign).status_code == 403

    def test_what_cannot_be_done_is_said(self, line, signed_in):
        answer = self.post(signed_in("researcher"), line, "split", at=[line.end])
        assert answer.status_code == 422
        assert "inside" in answer.json()["detail"]
        line.revision -= 1
        stale = self.post(signed_in("researcher"), line, "split", at=[line.start + 5])
        assert stale.status_code == 409


def test_doubt_goes_to_all_parts_and_stays_in_what_they_become(line, people):
    CodedSegment.objects.filter(pk=line.pk).update(unsure=True)
    first, second = split(line, people, line.start + 5).segments
    assert first.unsure and second.unsure
    CodedSegment.objects.filter(pk=first.pk).update(unsure=False)
    assert merge(first, second, people).segments[0].unsure
