"""The API of coding over HTTP: what it answers, and that a refusal changes nothing."""

import pytest

from coding.actions.codebook import merge_code, retire_code
from coding.actions.projects import create_project
from coding.models import Code, CodedSegment
from fieldnotes.models import Change, Project


@pytest.fixture
def api(signed_in, document):
    """`api("researcher").post("segments", {...})`: calls below the document's address."""

    class Api:
        def __init__(self, name):
            self.client = signed_in(name)

        def get(self, place):
            return self.client.get(f"/api/documents/{document.pk}/{place}").json()

        def post(self, place, data=None):
            address = f"/api/documents/{document.pk}/{place}"
            return self.client.post(address, data or {}, "application/json")

        def tag(self, start, end, *codes, **more):
            passage = {"start": start, "end": end, "codes": [code.pk for code in codes]}
            return self.post("segments", passage | more)

        def patch(self, segment, **wanted):
            return self.client.patch(
                f"/api/segments/{segment['id']}",
                {"revision": segment["revision"]} | wanted,
                "application/json",
            )

        def delete(self, segment):
            address = f"/api/segments/{segment['id']}?revision={segment['revision']}"
            return self.client.delete(address)

    return Api


@pytest.fixture
def written(document):
    """Everything that a refused request must leave alone."""

    def rows():
        document.refresh_from_db()
        return (
            document.revision,
            list(CodedSegment.objects.order_by("pk").values()),
            list(Change.objects.order_by("pk").values()),
        )

    return rows


@pytest.fixture
def refused_codes(codes, people):
    """Codes that may not be given, by what is wrong with them."""
    retire_code(code=codes["culture.values"], by=people["supervisor"])
    create_project(name="Another", description="", blind=False, by=people["stranger"])
    other = Code.objects.get(codebook__project__name="Another", key="power.define")
    return {
        "retired": [codes["culture.values"].pk],
        "of another project": [other.pk],
        "unknown": [10**9],
        "beyond any number": [10**30],
        "good beside bad": [codes["power.define"].pk, other.pk],
        "none": [],
    }


def test_a_passage_posted_twice_is_tagged_once(api, codes, written):
    first = api("researcher").tag(3, 9, codes["power"], codes["power"], codes["culture"])
    assert first.status_code == 201
    made = first.json()
    assert [segment["code"] for segment in made["segments"]] == [
        codes["power"].pk,
        codes["culture"].pk,
    ]
    assert made["revision"] == 2  # 1 is the import
    before = written()
    again = api("researcher").tag(3, 9, codes["power"], codes["culture"], memo="later")
    assert (again.status_code, again.json()) == (200, made)
    assert written() == before


def test_two_coders_may_hold_the_same_code_on_the_same_passage(api, codes):
    assert api("researcher").tag(3, 9, codes["power"]).status_code == 201
    assert api("researcher2").tag(3, 9, codes["power"]).status_code == 201


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 5), (5, 5), (6, 5), (0, 10**6), (10**6, 10**7), (-(10**30), 10**30)]
)
def test_offsets_outside_the_text_are_refused(api, codes, written, document, start, end):
    before = written()
    answer = api("researcher").tag(start, end, codes["power"])
    assert answer.status_code == 422
    assert str(document.length) in answer.json()["detail"]
    assert written() == before


@pytest.mark.parametrize(
    "wrong", ["retired", "of another project", "unknown", "beyond any number", "good beside bad"]
)
def test_codes_that_cannot_be_given_are_refused(api, refused_codes, written, wrong):
    before = written()
    passage = {"start": 0, "end": 5, "codes": refused_codes[wrong]}
    answer = api("researcher").post("segments", passage)
    assert answer.status_code == 422
    assert "not in the codebook" in answer.json()["detail"]
    assert written() == before


def test_a_passage_without_a_code_is_refused(api, written):
    before = written()
    answer = api("researcher").tag(0, 5)
    assert (answer.status_code, answer.json()) == (422, {"detail": "Name at least one code."})
    assert written() == before


@pytest.mark.parametrize(
    ("passage", "named"),
    [
        ({}, "codes"),
        ({"start": "x", "end": 5, "codes": [1]}, "start"),
        ({"start": 0, "end": 5.5, "codes": [1]}, "end"),
        ({"start": 0, "end": 5, "codes": [1], "memo": "a\0b"}, "memo"),
        ({"start": 0, "end": 5, "codes": [1], "memo": "\ud800"}, "memo"),
    ],
)
def test_what_does_not_fit_the_schema_is_refused_in_words(api, written, passage, named):
    before = written()
    answer = api("researcher").post("segments", passage)
    assert answer.status_code == 422
    assert f"{named}: " in answer.json()["detail"]
    assert written() == before


def test_what_is_not_json_is_refused_in_words(api):
    answer = api("researcher").post("segments", "start at the beginning")
    assert answer.status_code == 400
    assert isinstance(answer.json()["detail"], str)


def test_a_segment_changes_its_boundaries_code_and_memo(api, codes):
    researcher = api("researcher")
    (segment,) = researcher.tag(3, 9, codes["power"]).json()["segments"]
    wanted = {"start": 4, "end": 12, "code": codes["culture"].pk, "memo": "é 😀"}
    answer = researcher.patch(segment, **wanted)
    assert answer.status_code == 200
    assert answer.json()["segments"] == [segment | wanted | {"revision": 3}]
    assert researcher.get("segments") == answer.json()


def test_a_change_to_what_stands_there_already_is_no_change(api, codes, written):
    (segment,) = api("researcher").tag(3, 9, codes["power"]).json()["segments"]
    before = written()
    assert api("researcher").patch(segment, start=3, code=codes["power"].pk).status_code == 200
    assert written() == before


def test_a_segment_keeps_a_code_that_was_retired_since(api, codes, people):
    (segment,) = api("researcher").tag(3, 9, codes["power.define"]).json()["segments"]
    retire_code(code=codes["power.define"], by=people["supervisor"])
    assert api("researcher").patch(segment, end=12).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "status"),
    [({"end": 10**6}, 422), ({"start": 9}, 422), ({"code": 10**30}, 422), ({"end": 12}, 409)],
)
def test_a_change_that_cannot_be_made(api, codes, written, wanted, status):
    researcher = api("researcher")
    (segment,) = researcher.tag(3, 9, codes["power"]).json()["segments"]
    researcher.tag(3, 12, codes["power"])  # the fourth case would double it
    before = written()
    answer = researcher.patch(segment, **wanted)
    assert answer.status_code == status
    assert isinstance(answer.json()["detail"], str)
    assert written() == before


def test_a_stale_segment_is_refused_and_shown_as_it_is_now(api, codes, written):
    researcher = api("researcher")
    (seen,) = researcher.tag(3, 9, codes["power"]).json()["segments"]
    (current,) = researcher.patch(seen, memo="newer").json()["segments"]
    before = written()
    for answer in (researcher.patch(seen, memo="older"), researcher.delete(seen)):
        assert answer.status_code == 409
        assert answer.json()["current"] == current
    assert written() == before


def test_a_merge_makes_the_segment_stale(api, codes, people):
    (seen,) = api("researcher").tag(3, 9, codes["power.define"]).json()["segments"]
    merge_code(code=codes["power.define"], target=codes["power.status"], by=people["supervisor"])
    answer = api("researcher").patch(seen, memo="x")
    assert answer.status_code == 409
    assert answer.json()["current"]["code"] == codes["power.status"].pk


def test_a_segment_is_deleted_once(api, codes):
    researcher = api("researcher")
    (segment,) = researcher.tag(3, 9, codes["power"]).json()["segments"]
    assert researcher.delete(segment).json() == {"revision": 3, "segments": []}
    assert researcher.delete(segment).status_code == 404
    assert researcher.patch(segment, memo="x").status_code == 404


@pytest.mark.parametrize(("blind", "status"), [(False, 403), (True, 404)])
def test_nobody_changes_the_segment_of_another(api, codes, project, written, blind, status):
    (segment,) = api("researcher").tag(3, 9, codes["power"]).json()["segments"]
    Project.objects.update(blind=blind)
    before = written()
    assert api("researcher2").patch(segment, memo="x").status_code == status
    assert api("researcher2").delete(segment).status_code == status
    assert api("supervisor").delete(segment).status_code == 403
    assert written() == before


def test_undo_and_redo(api, codes):
    researcher = api("researcher")
    assert researcher.post("undo").status_code == 409
    (segment,) = researcher.tag(3, 9, codes["power"]).json()["segments"]
    undone = researcher.post("undo").json()
    assert (undone["verb"], undone["undoes"], undone["after"]) == ("segment.undo", 2, [])
    assert researcher.get("segments")["segments"] == []
    assert researcher.post("redo").json()["after"] == [segment | {"revision": 4}]
    assert researcher.post("redo").json() == {"detail": "There is nothing to redo."}


def test_changes_since_a_revision(api, codes):
    api("researcher").tag(3, 9, codes["power"])
    api("researcher2").tag(3, 9, codes["culture"])
    changes = api("supervisor").get("changes?since=1")
    assert changes["revision"] == 3
    assert [change["revision"] for change in changes["changes"]] == [2, 3]
    assert api("supervisor").get("changes?since=3")["changes"] == []
    assert api("supervisor").get(f"changes?since={10**30}")["changes"] == []


class TestBlindCoding:
    @pytest.fixture
    def coded(self, api, codes, project):
        """A passage coded by both researchers, and a merge that touches both their segments."""
        Project.objects.update(blind=True)
        api("researcher").tag(3, 9, codes["power.define"])
        api("researcher2").tag(3, 12, codes["power.define"])
        api("researcher2").tag(0, 12, codes["culture"], memo="between us")
        return api

    @pytest.fixture
    def merged(self, coded, codes, people):
        target = codes["power.status"]
        merge_code(code=codes["power.define"], target=target, by=people["supervisor"])
        return coded

    def coders(self, segments):
        return [segment["coder"] for segment in segments]

    def test_a_researcher_sees_own_segments_alone(self, coded, people):
        own = people["researcher"].pk
        assert self.coders(coded("researcher").get("segments")["segments"]) == [own]
        assert len(coded("supervisor").get("segments")["segments"]) == 3

    @pytest.mark.parametrize("name", ["researcher", "researcher2"])
    def test_no_change_shows_a_segment_of_another(self, merged, people, name):
        changes = merged(name).get("changes")["changes"]
        shown = [row for change in changes for row in (*change["before"], *change["after"])]
        assert changes[-1]["verb"] == "codebook.merge"
        assert set(self.coders(shown)) == {people[name].pk}

    def test_a_supervisor_sees_every_change(self, merged, people):
        changes = merged("supervisor").get("changes?since=1")["changes"]
        assert [len(change["after"]) for change in changes] == [1, 1, 1, 2]

    def test_the_reader_and_the_project_page_show_own_work_alone(
        self, coded, document, signed_in, people
    ):
        page = signed_in("researcher").get(f"/documents/{document.pk}/")
        data = page.context["data"]
        assert len(data["segments"]) == 1
        assert list(data["coders"]) == [people["researcher"].pk]
        assert b"between us" not in page.content
        listing = signed_in("researcher").get(f"/projects/{document.project_id}/")
        ((listed, _standing),) = listing.context["rows"]
        assert listed.own_segments == 1

    def test_the_reader_shows_a_supervisor_everything(self, coded, document, signed_in):
        data = signed_in("supervisor").get(f"/documents/{document.pk}/").context["data"]
        assert len(data["segments"]) == 3
