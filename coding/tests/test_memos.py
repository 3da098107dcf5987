"""Memos: writing, changing, deleting and putting back; their passages; who reads and edits them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coding.actions.memos import (
    change_memo,
    delete_memo,
    link_memo,
    restore_memo,
    version,
    write_memo,
)
from coding.actions.reshape import merge_segments
from coding.actions.segments import change_segment, code_passage, delete_segment
from coding.actions.undo import undo
from coding.models import CodedSegment, Memo
from fieldnotes.models import Change


@pytest.fixture
def segment(document, people, codes):
    return tag(document, people["researcher"], codes["power.define"], 3, 16)


def tag(document, by, code, start, end):
    outcome = code_passage(document_id=document.pk, by=by, start=start, end=end, codes=[code.pk])
    return outcome.segments[0]


@pytest.fixture
def memo(project, people, segment):
    return write_memo(
        project=project, by=people["researcher"], title="Who writes?", text="It", segment=segment
    )


def shown(client, memo):
    """(code or None, quote, the link's `?at=`) of each passage on the memo's page."""
    page = client.get(f"/memos/{memo.pk}/")
    assert page.status_code == 200
    return [
        (p.segment and p.segment.code.key, p.quote, f"{p.now_start}-{p.now_end}")
        for p in page.context["passages"]
    ]


class TestPages:
    def test_an_empty_list_says_what_to_do(self, project, signed_in):
        page = signed_in("researcher").get(f"/projects/{project.pk}/memos/").content.decode()
        assert "There are no memos yet" in page and "Write a memo" in page

    def test_writing_one(self, project, document, codes, signed_in, people):
        client = signed_in("researcher")
        fields = {
            "title": "A thought",
            "text": "One\r\nTwo",
            "document": document.pk,
            "code": codes["power.define"].pk,
        }
        answer = client.post(f"/projects/{project.pk}/memos/add/", fields, follow=True)
        page = answer.content.decode()
        memo = Memo.objects.get()
        assert (memo.text, memo.author) == ("One\nTwo", people["researcher"])
        for words in ("A thought", document.title, "Power to define"):
            assert words in page
        assert "A thought" in client.get(f"/projects/{project.pk}/memos/").content.decode()

    def test_what_belongs_to_another_project_cannot_be_chosen(
        self, project, make_document, signed_in, people
    ):
        other = type(project).objects.create(name="Other")
        elsewhere = make_document(title="elsewhere", to=other)
        fields = {"title": "t", "text": "t", "document": elsewhere.pk}
        answer = signed_in("researcher").post(f"/projects/{project.pk}/memos/add/", fields)
        assert answer.context["form"].errors.keys() == {"document"}
        assert not Memo.objects.exists()

    def test_changing_it_and_unlinking_a_passage(self, memo, signed_in):
        client = signed_in("researcher")
        edit = f"/memos/{memo.pk}/edit/"
        form = client.get(edit).context["form"]
        fields = {"title": "New", "text": "It", "seen": form.initial["seen"]}
        client.post(edit, fields)
        memo.refresh_from_db()
        assert (memo.title, memo.passages.count()) == ("New", 1)
        unlink = {"seen": version(memo), "unlink": [memo.passages.get().pk]}
        client.post(edit, fields | unlink)
        assert memo.passages.count() == 0

    def test_who_saves_over_a_newer_version_is_shown_it_first(self, memo, people, signed_in):
        seen = version(memo)
        fields = {"title": "t", "document": None, "code": None}
        change_memo(memo=memo, by=people["supervisor"], seen=seen, text="theirs", **fields)
        edit, mine = f"/memos/{memo.pk}/edit/", {"title": "t", "text": "mine", "seen": seen}
        page = signed_in("researcher").post(edit, mine)
        assert "theirs" in page.content.decode()
        memo.refresh_from_db()
        assert memo.text == "theirs"
        again = mine | {"seen": page.context["form"]["seen"].value()}
        signed_in("researcher").post(edit, again)
        memo.refresh_from_db()
        assert memo.text == "mine"

    def test_a_retired_code_stays_chosen(self, memo, codes, people, signed_in):
        code = codes["power.define"]
        fields = {"title": "t", "text": "t", "document": None, "code": code}
        memo = change_memo(memo=memo, by=people["researcher"], seen=version(memo), **fields)
        type(code).objects.filter(pk=code.pk).update(retired=True)
        answer = signed_in("researcher").post(
            f"/memos/{memo.pk}/edit/",
            {"title": "u", "text": "t", "code": code.pk, "seen": version(memo)},
        )
        assert answer.status_code == 302
        memo.refresh_from_db()
        assert (memo.title, memo.code) == ("u", code)

    def test_deleting_and_putting_back_loses_nothing(self, memo, signed_in):
        client = signed_in("researcher")
        answer = client.post(f"/memos/{memo.pk}/delete/", follow=True)
        assert "Who writes?” is deleted" in answer.content.decode()
        assert client.get(f"/memos/{memo.pk}/").status_code == 404
        assert "Who writes?" not in client.get(answer.request["PATH_INFO"]).content.decode()
        page = client.post(f"/memos/{memo.pk}/restore/", follow=True)
        assert page.context["memo"].text == "It"
        assert len(page.context["passages"]) == 1

    @pytest.mark.parametrize("named", ["nonsense", "0", "-1", "9" * 30, "²"])
    def test_nobody_is_offered_to_put_back_what_is_not_there(self, memo, signed_in, named):
        address = f"/projects/{memo.project_id}/memos/?deleted={named}"
        assert signed_in("researcher").get(address).context["deleted"] is None

    def test_one_who_may_not_edit_is_not_offered_it_either(self, memo, signed_in):
        delete_memo(memo=memo)
        address = f"/projects/{memo.project_id}/memos/?deleted={memo.pk}"
        offers = {
            name: bool(signed_in(name).get(address).context["deleted"])
            for name in ("researcher", "researcher2", "supervisor")
        }
        assert offers == {"researcher": True, "researcher2": False, "supervisor": True}

    def test_the_number_of_queries_does_not_grow(self, project, people, document, codes, signed_in):
        client = signed_in("researcher")

        def queries(address):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            return len(captured)

        def add(number):
            on = {"document": document, "code": codes["power.define"]}
            memo = write_memo(project=project, by=people["researcher2"], title="t", text="t", **on)
            for at in range(number):
                link_memo(
                    memo=memo,
                    segment=tag(document, people["researcher2"], codes["power.status"], at, at + 9),
                )
            return f"/memos/{memo.pk}/"

        listing = f"/projects/{project.pk}/memos/"
        one_passage = queries(add(1))
        one_memo = queries(listing)
        three_passages = queries(add(3))
        add(1)
        assert (one_memo, one_passage) == (queries(listing), three_passages)


class TestPassages:
    def test_it_is_where_its_segment_is_now(self, memo, segment, people, document, signed_in):
        change_segment(segment=segment, by=people["researcher"], seen=segment.revision, end=11)
        expected = [("power.define", document.text[3:11], "3-11")]
        assert shown(signed_in("researcher2"), memo) == expected

    def test_of_a_deleted_segment_the_passage_is_kept(
        self, memo, segment, people, document, signed_in
    ):
        delete_segment(segment=segment, by=people["researcher"], seen=segment.revision)
        gone = [(None, document.text[3:16], "3-16")]
        assert shown(signed_in("researcher"), memo) == gone
        undo(document_id=document.pk, by=people["researcher"])
        back = [("power.define", document.text[3:16], "3-16")]
        assert shown(signed_in("researcher"), memo) == back

    def test_merging_segments_loses_no_passage(self, memo, segment, people, document, codes):
        first = tag(document, people["researcher"], codes["power.define"], 0, 5)
        merge_segments(
            segment=first,
            seen=first.revision,
            other=segment,
            other_seen=segment.revision,
            by=people["researcher"],
        )
        assert memo.passages.count() == 1

    def test_linking_is_not_in_the_log(self, memo, segment, document):
        before = Change.objects.count()
        link_memo(memo=memo, segment=segment)
        assert (Change.objects.count(), memo.passages.count()) == (before, 1)


class TestRoles:
    READ = {"researcher": 200, "researcher2": 200, "supervisor": 200, "stranger": 404}
    EDIT = {"researcher": 200, "researcher2": 403, "supervisor": 200, "stranger": 404}
    BLIND = {"researcher": 200, "researcher2": 404, "supervisor": 200, "stranger": 404}

    def test_members_read_the_author_and_supervisors_edit(self, memo, signed_in):
        for path, expected in (("", self.READ), ("edit/", self.EDIT)):
            found = {n: signed_in(n).get(f"/memos/{memo.pk}/{path}").status_code for n in expected}
            assert found == expected

    def test_where_coding_is_blind_a_researcher_sees_their_own_alone(
        self, memo, project, document, signed_in
    ):
        type(project).objects.update(blind=True)
        found = {n: signed_in(n).get(f"/memos/{memo.pk}/").status_code for n in self.BLIND}
        assert found == self.BLIND
        other = signed_in("researcher2")
        assert "Who writes?" not in other.get(f"/projects/{project.pk}/memos/").content.decode()
        assert other.get(f"/api/projects/{project.pk}/memos").json() == []
        assert other.get(f"/api/documents/{document.pk}/memos").json() == []
        assert other.get(f"/documents/{document.pk}/").context["data"]["memos"] == []

    def test_where_coding_is_blind_ones_memo_tells_nothing_of_others_coding(
        self, memo, project, document, people, codes, signed_in
    ):
        theirs = tag(document, people["researcher2"], codes["culture.values"], 20, 30)
        link_memo(memo=memo, segment=theirs)
        assert len(shown(signed_in("researcher"), memo)) == 2
        type(project).objects.update(blind=True)
        assert [code for code, *_ in shown(signed_in("researcher"), memo)] == ["power.define"]
        address = f"/api/memos/{memo.pk}/segments/{theirs.pk}"
        assert signed_in("researcher").put(address).status_code == 404


class TestApi:
    def test_linking_and_unlinking(self, memo, people, document, codes, signed_in):
        other = tag(document, people["researcher2"], codes["culture.values"], 20, 30)
        client = signed_in("researcher")
        address = f"/api/memos/{memo.pk}/segments/{other.pk}"
        for _ in range(2):
            answer = client.put(address)
            assert {one["segment"] for one in answer.json()} == {
                other.pk,
                CodedSegment.objects.exclude(pk=other.pk).get().pk,
            }
        assert all(one["editable"] for one in answer.json())
        for _ in range(2):
            assert [one["segment"] for one in client.delete(address).json()] != [other.pk]
        assert memo.passages.count() == 1

    def test_one_who_may_not_edit_the_memo_may_not_link_it(self, memo, segment, signed_in):
        address = f"/api/memos/{memo.pk}/segments/{segment.pk}"
        assert signed_in("researcher2").put(address).status_code == 403
        links = signed_in("researcher2").get(f"/api/documents/{segment.document_id}/memos").json()
        assert [one["editable"] for one in links] == [False]

    def test_a_new_memo_with_its_link(self, project, segment, signed_in):
        wanted = {"title": " New ", "text": "Text", "segment": segment.pk}
        address = f"/api/projects/{project.pk}/memos"
        answer = signed_in("researcher").post(address, wanted, "application/json")
        assert (answer.status_code, answer.json()["title"]) == (201, "New")
        assert Memo.objects.get().passages.get().segment == segment

    @pytest.mark.parametrize("wanted", [{"title": " ", "text": "t"}, {"title": "t", "text": "\0"}])
    def test_nonsense_is_refused(self, project, signed_in, wanted):
        address = f"/api/projects/{project.pk}/memos"
        answer = signed_in("researcher").post(address, wanted, "application/json")
        assert answer.status_code == 422

    def test_deleted_memos_are_not_told_of(self, memo, project, document, signed_in):
        delete_memo(memo=memo)
        client = signed_in("supervisor")
        for address in (f"/api/projects/{project.pk}/memos", f"/api/documents/{document.pk}/memos"):
            assert client.get(address).json() == []
        restore_memo(memo=memo)
        assert len(client.get(f"/api/documents/{document.pk}/memos").json()) == 1
