"""A request that is sent again, because its answer was lost, is done once; and whose a page is."""

import uuid

import pytest
from django.test import Client

from coding.models import CodedSegment
from fieldnotes.models import Change


@pytest.fixture
def send(signed_in, document):
    """`send(key, "post", "undo")` as the researcher; paths below the document, or whole."""
    client = signed_in("researcher")

    def call(key, method, path, data=None):
        address = path if path.startswith("/") else f"/api/documents/{document.pk}/{path}"
        headers = {"Idempotency-Key": key}
        return getattr(client, method)(address, data or {}, "application/json", headers=headers)

    return call


@pytest.fixture
def tagged(send, codes):
    """A segment `[0, 9)`, and the key and the passage of the request that made it."""
    key, passage = uuid.uuid4().hex, {"start": 0, "end": 9, "codes": [codes["power.define"].pk]}
    return send(key, "post", "segments", passage).json()["segments"][0], key, passage


def test_a_create_sent_again_after_its_segment_moved_makes_no_second_one(send, tagged):
    segment, key, passage = tagged
    moved = {"revision": segment["revision"], "end": 5}
    send(uuid.uuid4().hex, "patch", f"/api/segments/{segment['id']}", moved)
    again = send(key, "post", "segments", passage)
    assert again.status_code == 200
    assert [one["end"] for one in again.json()["segments"]] == [5]
    assert CodedSegment.objects.count() == 1


def test_a_create_sent_again_after_its_segment_was_deleted_makes_none(send, tagged):
    segment, key, passage = tagged
    path = f"/api/segments/{segment['id']}?revision={segment['revision']}"
    assert send(uuid.uuid4().hex, "delete", path).status_code == 200
    assert send(key, "post", "segments", passage).json()["segments"] == []
    assert not CodedSegment.objects.exists()


def test_a_change_sent_again_is_no_conflict(send, tagged):
    segment, _key, _passage = tagged
    key, patch = uuid.uuid4().hex, {"revision": segment["revision"], "memo": "m"}
    path = f"/api/segments/{segment['id']}"
    answers = [send(key, "patch", path, patch) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert send(uuid.uuid4().hex, "patch", path, patch).status_code == 409


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_undo_and_redo_sent_again_go_one_step(send, tagged, codes, verb):
    other = {"start": 1, "end": 4, "codes": [codes["power.define"].pk]}
    send(uuid.uuid4().hex, "post", "segments", other)
    for _ in range(2 if verb == "redo" else 0):
        send(uuid.uuid4().hex, "post", "undo")
    key = uuid.uuid4().hex
    answers = [send(key, "post", verb).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert CodedSegment.objects.count() == 1


def test_the_key_of_one_person_is_not_the_key_of_another(send, tagged, signed_in, document):
    _segment, key, passage = tagged
    address = f"/api/documents/{document.pk}/segments"
    headers = {"Idempotency-Key": key}
    other = signed_in("researcher2")
    assert other.post(address, passage, "application/json", headers=headers).status_code == 201
    assert Change.objects.filter(request=uuid.UUID(key)).count() == 2


def test_a_key_that_is_none_is_refused(send, tagged):
    _segment, _key, passage = tagged
    assert send("not-a-key", "post", "segments", passage).status_code == 422


class TestSignedOut:
    """The API says so in JSON, with 401: a page that stayed open can tell and wait."""

    @pytest.mark.parametrize("place", ["segments", "changes", "undo"])
    def test_without_a_session(self, document, place):
        address = f"/api/documents/{document.pk}/{place}"
        client = Client(enforce_csrf_checks=True)
        answer = client.post(address) if place == "undo" else client.get(address)
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (
            401,
            "application/json",
        )

    def test_the_page_of_one_person_under_the_session_of_another(self, signed_in, people, document):
        client = signed_in("researcher")
        address = f"/api/documents/{document.pk}/segments"
        answers = {
            name: client.get(address, headers={"X-User": str(people[name].pk)}).status_code
            for name in ("researcher", "researcher2")
        }
        assert answers == {"researcher": 200, "researcher2": 401}


class TestReshaping:
    """The first answer is lost: the same request comes again."""

    @pytest.fixture
    def two(self, send, codes):
        """Two segments of one code that touch: `[0, 9)` and `[5, 20)`."""
        made = []
        for start, end in ((0, 9), (5, 20)):
            passage = {"start": start, "end": end, "codes": [codes["power.define"].pk]}
            made += send(uuid.uuid4().hex, "post", "segments", passage).json()["segments"]
        return made

    def ranges(self):
        return set(CodedSegment.objects.values_list("start", "end"))

    def test_a_split_sent_again_is_done_once(self, send, tagged):
        segment, _key, _passage = tagged
        path, wanted = (
            f"/api/segments/{segment['id']}/split",
            {"revision": segment["revision"], "at": [4]},
        )
        key = uuid.uuid4().hex
        answers = [send(key, "post", path, wanted) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].json() == answers[1].json()
        assert len(self.ranges()) == 2
        assert Change.objects.filter(verb="segment.split").count() == 1
        assert send(uuid.uuid4().hex, "post", path, wanted).status_code == 409

    @pytest.mark.parametrize("from_the_first", [True, False])
    def test_a_merge_sent_again_is_done_once(self, send, two, from_the_first):
        one, other = two if from_the_first else reversed(two)
        path = f"/api/segments/{one['id']}/merge"
        wanted = {
            "revision": one["revision"],
            "other": other["id"],
            "other_revision": other["revision"],
        }
        key = uuid.uuid4().hex
        answers = [send(key, "post", path, wanted) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].json() == answers[1].json()
        assert self.ranges() == {(0, 20)}
        assert Change.objects.filter(verb="segment.merge").count() == 1
        assert send(uuid.uuid4().hex, "post", path, wanted).status_code == 404

    def test_nobody_gets_the_answer_of_another(self, send, two, signed_in):
        one, other = two
        path = f"/api/segments/{one['id']}/merge"
        wanted = {
            "revision": one["revision"],
            "other": other["id"],
            "other_revision": other["revision"],
        }
        key = uuid.uuid4().hex
        send(key, "post", path, wanted)
        for name, status in (("researcher2", 403), ("stranger", 404)):
            answer = signed_in(name).post(
                path, wanted, "application/json", headers={"Idempotency-Key": key}
            )
            assert answer.status_code == status
