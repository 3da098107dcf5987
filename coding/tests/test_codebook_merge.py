"""Merging codes with their segments."""

from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from coding.actions import errors
from coding.actions.codebook import merge_code, preview_merge, retire_code
from coding.actions.segments import change_segment, state
from coding.models import CodedSegment
from fieldnotes.models import Role

from .codebook import (
    added,
    code,
    coded,
    document,
    new_project,
    person,
    present,
    replayed,
    replayed_segments,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    project, admin = new_project()
    return project, admin, person(project, Role.RESEARCHER), person(project, Role.RESEARCHER)


def test_segments_in_every_document_get_the_other_code(team):
    project, admin, ann, ben = team
    source, target = code(project, "power.status"), code(project, "power.define")
    places = [document(project, admin) for _ in range(3)]
    moving = [coded(places[0], ann, source), coded(places[1], ben, source, memo="why")]
    change = merge_code(code=source, target=target, by=admin)
    for segment, place in zip(moving, places, strict=False):
        place.refresh_from_db()
        now = CodedSegment.objects.get(pk=segment.pk)
        assert (now.code, now.coder, now.memo) == (target, segment.coder, segment.memo)
        assert now.revision == place.revision == 3
        log = place.changes.get(revision=3)
        assert (log.verb, log.actor) == ("codebook.merge", admin)
        assert replayed_segments(place) == {now.pk: state(now)}
    assert places[2].changes.count() == 1
    assert change.after[0]["merged_into"] == target.pk
    assert change.after[0]["documents"] == {str(places[0].pk): 3, str(places[1].pk): 3}
    source.refresh_from_db()
    assert source.retired
    assert replayed(project) == present(project)


@pytest.mark.parametrize(
    ("held", "given", "joined"),
    [
        ("", "", ""),
        ("a", "", "a"),
        ("", "b", "b"),
        ("a", "b", "a\n\nb"),
        ("same", "same", "same"),
    ],
)
def test_where_one_coder_holds_both_codes_they_become_one_with_both_memos(
    team, held, given, joined
):
    project, admin, ann, _ben = team
    source, target = code(project, "power.status"), code(project, "power.define")
    place = document(project, admin)
    twin = coded(place, ann, target, memo=held)
    coded(place, ann, source, memo=given)
    merge_code(code=source, target=target, by=admin)
    (left,) = CodedSegment.objects.filter(document=place)
    assert (left.pk, left.code, left.memo) == (twin.pk, target, joined)
    assert replayed_segments(place) == {left.pk: state(left)}


@pytest.mark.parametrize("doubted", ["target", "source"])
def test_a_doubt_about_one_of_them_stays(team, doubted):
    project, admin, ann, _ben = team
    source, target = code(project, "power.status"), code(project, "power.define")
    place = document(project, admin)
    made = {"target": coded(place, ann, target), "source": coded(place, ann, source)}
    segment = made[doubted]
    change_segment(segment=segment, by=ann, seen=segment.revision, unsure=True)
    merge_code(code=source, target=target, by=admin)
    (left,) = CodedSegment.objects.filter(document=place)
    assert (left.pk, left.unsure) == (made["target"].pk, True)
    assert replayed_segments(place) == {left.pk: state(left)}


def test_only_the_same_coder_and_the_same_range_coincide(team):
    project, admin, ann, ben = team
    source, target = code(project, "power.status"), code(project, "power.define")
    place, other = document(project, admin), document(project, admin)
    coded(place, ann, source, 0, 9)
    coded(place, ben, target, 0, 9)
    coded(place, ann, target, 0, 8)
    coded(other, ann, target, 0, 9)
    assert preview_merge(code=source, target=target).coinciding == 0
    coded(place, ben, source, 0, 9)
    assert preview_merge(code=source, target=target).coinciding == 1
    merge_code(code=source, target=target, by=admin)
    assert CodedSegment.objects.filter(code=target).count() == 4
    assert CodedSegment.objects.filter(code=target, coder=ann, start=0, end=9).count() == 2


def test_the_preview_counts_what_the_merge_does(team):
    project, admin, ann, ben = team
    source, target = code(project, "power.status"), code(project, "power.define")
    below = added(project, admin, "Below", source)
    one, two = document(project, admin), document(project, admin)
    for place, by, start in ((one, ann, 0), (one, ann, 1), (two, ben, 0)):
        coded(place, by, source, start)
    coded(one, ann, target, 1)
    preview = preview_merge(code=source, target=target)
    assert (preview.segments, preview.documents, preview.coders) == (3, 2, 2)
    assert (preview.coinciding, preview.children) == (1, [below])
    merge_code(code=source, target=target, by=admin)
    assert CodedSegment.objects.filter(code=target).count() == 3
    assert not CodedSegment.objects.filter(code=source).exists()


def test_what_stands_under_the_merged_code_moves_under_the_target(team):
    project, admin, _ann, _ben = team
    power, culture = code(project, "power"), code(project, "culture")
    own = [child.key for child in culture.children.all()]
    moved = [child.key for child in power.children.all()]
    merge_code(code=power, target=culture, by=admin)
    assert [child.key for child in culture.children.all()] == own + moved
    assert not any(child.retired for child in culture.children.all())
    assert replayed(project) == present(project)


def test_a_retired_code_can_still_be_merged(team):
    project, admin, ann, _ben = team
    source, target = code(project, "power.status"), code(project, "power.define")
    segment = coded(document(project, admin), ann, source)
    retire_code(code=source, by=admin)
    merge_code(code=source, target=target, by=admin)
    segment.refresh_from_db()
    assert segment.code == target
    assert replayed(project) == present(project)


def test_what_cannot_be_merged(team):
    project, admin, _ann, _ben = team
    other, _admin = new_project()
    power, define = code(project, "power"), code(project, "power.define")
    retired = code(project, "culture.usthem")
    retire_code(code=retired, by=admin)
    for target, error in (
        (power, errors.MergeIntoItself),
        (define, errors.MergeIntoItself),
        (retired, errors.MergeIntoRetired),
        (code(other, "culture"), errors.CodeGone),
    ):
        for merge in (preview_merge, lambda **codes: merge_code(by=admin, **codes)):
            with pytest.raises(error):
                merge(code=power, target=target)
    assert replayed(project) == present(project)


def test_a_code_merges_into_its_parent(team):
    project, admin, ann, _ben = team
    define, power = code(project, "power.define"), code(project, "power")
    segment = coded(document(project, admin), ann, define)
    merge_code(code=define, target=power, by=admin)
    segment.refresh_from_db()
    assert segment.code == power


def test_the_number_of_queries_does_not_grow_with_the_segments(team):
    project, admin, ann, _ben = team
    target, place = code(project, "power.define"), document(project, admin)
    needed = []
    for segments, key in ((1, "power.status"), (3, "power.dominance")):
        source = code(project, key)
        for start in range(segments):
            coded(place, ann, source, start, 20)
        with CaptureQueriesContext(connection) as queries:
            merge_code(code=source, target=target, by=admin)
        needed.append(len(queries))
    assert needed[0] == needed[1]


@pytest.mark.django_db(transaction=True)
def test_who_codes_during_a_merge_loses_nothing_and_leaves_nothing_behind():
    project, admin = new_project()
    source, target = code(project, "power.status"), code(project, "power.define")
    place = document(project, admin)
    coding, merging = Event(), Event()

    def code_slowly() -> None:
        try:
            with transaction.atomic():
                coded(place, admin, source)
                coding.set()
                merging.wait(10)
                sleep(0.2)  # the merge waits for the document's lock by now
        finally:
            connection.close()

    coder = Thread(target=code_slowly)
    coder.start()
    assert coding.wait(10)
    merging.set()
    merge_code(code=source, target=target, by=admin)
    coder.join(10)
    assert [segment.code for segment in CodedSegment.objects.all()] == [target]
    with pytest.raises(errors.UnknownCode):
        coded(place, admin, source)
