"""How far people have come: what is noted, what the list of documents says, who sees what."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coding.actions.progress import note_progress
from coding.actions.segments import code_passage
from coding.models import CodedSegment, Progress
from coding.progress import coded_shares, standings
from fieldnotes.models import Change, Document


@pytest.fixture
def put(signed_in, document):
    def call(data, name="researcher"):
        address = f"/api/documents/{document.pk}/progress"
        return signed_in(name).put(address, data, "application/json")

    return call


def standing_of(document, user, *, with_coders=False):
    rows = standings(
        Document.objects.filter(pk=document.pk),
        project=document.project,
        user=user,
        with_coders=with_coders,
    )
    return rows[0][1]


class TestNoting:
    def test_done_and_not_done_after_all(self, put):
        assert put({"done": True}).json() == {"read_to": 0, "done": True}
        assert put({"read_to": 9}).json() == {"read_to": 9, "done": True}
        assert put({"done": False}).json() == {"read_to": 9, "done": False}

    def test_what_is_read_stays_read(self, put):
        put({"read_to": 30})
        assert put({"read_to": 4}).json()["read_to"] == 30

    def test_behind_the_last_paragraph_everything_is_read(self, put, document):
        last = document.paragraphs.last().end
        assert put({"read_to": last}).json()["read_to"] == document.length
        assert put({"read_to": 10**8}).json()["read_to"] == document.length

    def test_nothing_enters_the_log(self, put, document):
        before = document.revision, Change.objects.count()
        put({"read_to": 9, "done": True})
        document.refresh_from_db()
        assert (document.revision, Change.objects.count()) == before

    @pytest.mark.parametrize("data", [{"read_to": -1}, {"done": "perhaps"}])
    def test_nonsense_is_refused(self, put, data):
        assert put(data).status_code == 422

    def test_each_has_marks_of_their_own(self, put, document, people):
        put({"done": True})
        assert put({}, "researcher2").json() == {"read_to": 0, "done": False}
        assert Progress.objects.filter(document=document).count() == 2


class TestStanding:
    def test_from_not_opened_to_done(self, document, people, codes):
        person = people["researcher"]
        assert not standing_of(document, person).opened
        note_progress(document=document, by=person, read_to=0)
        assert standing_of(document, person).opened
        note_progress(document=document, by=person, read_to=document.length // 2)
        code_passage(
            document_id=document.pk,
            by=person,
            start=0,
            end=document.length // 4,
            codes=[codes["power.define"].pk],
        )
        half = standing_of(document, person)
        assert (half.read, half.done) == (50, False)
        assert 24 <= half.coded <= 27
        note_progress(document=document, by=person, read_to=document.length - 1, done=True)
        assert standing_of(document, person).done

    def test_the_coders_are_researchers_and_whoever_else_coded(self, document, people, codes):
        note_progress(document=document, by=people["researcher"], done=True)
        one = standing_of(document, people["supervisor"], with_coders=True)
        assert (one.coders_done, one.coders) == (1, 2)
        code_passage(
            document_id=document.pk,
            by=people["admin"],
            start=0,
            end=4,
            codes=[codes["power.define"].pk],
        )
        note_progress(document=document, by=people["supervisor"], done=True)
        more = standing_of(document, people["supervisor"], with_coders=True)
        assert (more.coders_done, more.coders) == (2, 4)


passages = st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=6)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(passages=passages)
@example(passages=[(0, 200)])
@example(passages=[(10, 5), (15, 5), (12, 20)])
def test_the_coded_share_counts_each_character_of_a_paragraph_once(
    rolled_back, document, people, codes, passages
):
    words = {at for one in document.paragraphs.all() for at in range(one.start, one.end)}
    coded = set()
    with rolled_back():
        for number, (start, length) in enumerate(passages):
            end = min(start + length, document.length)
            CodedSegment.objects.create(
                document=document,
                coder=people["researcher"],
                code=list(codes.values())[number],
                start=start,
                end=end,
                revision=1,
            )
            coded.update(range(start, end))
        shares = coded_shares(document.project, people["researcher"])
        assert coded_shares(document.project, people["researcher2"]) == {}
    expected = {document.pk: pytest.approx(len(coded & words) / len(words))} if passages else {}
    assert shares == expected


class TestTheList:
    @pytest.fixture
    def page(self, signed_in, project):
        def get(name="researcher", query=""):
            html = signed_in(name).get(f"/projects/{project.pk}/{query}").content.decode()
            return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))

        return get

    def test_it_shows_ones_own_standing(self, document, people, page):
        assert "Not opened" in page()
        note_progress(document=document, by=people["researcher"], read_to=document.length)
        assert "Read 100 % · coded 0 %" in page()
        note_progress(document=document, by=people["researcher"], done=True)
        assert "✓ Done" in page()
        assert "Not opened" in page("researcher2")

    @pytest.mark.parametrize("blind", [True, False])
    def test_supervisors_alone_see_how_many_are_done(self, document, people, page, blind):
        type(document.project).objects.update(blind=blind)
        note_progress(document=document, by=people["researcher2"], done=True)
        assert "1 of 2 done" in page("supervisor")
        assert "of 2 done" not in page("researcher")

    def test_the_filter_leaves_out_what_one_is_done_with(self, make_document, people, page):
        first, _second = make_document(title="First"), make_document(title="Second")
        note_progress(document=first, by=people["researcher"], done=True)
        text = page(query="?done=no")
        assert "Second" in text and "First" not in text
        assert "Not done by me (1)" in text
        assert "First" in page("researcher2", "?done=no")

    def test_when_all_is_done_it_says_so(self, document, people, page):
        note_progress(document=document, by=people["researcher"], done=True)
        assert "You are done with every document" in page(query="?done=no")

    @pytest.mark.parametrize("name", ["researcher", "supervisor"])
    def test_the_number_of_queries_does_not_grow(
        self, make_document, people, codes, signed_in, project, name
    ):
        client = signed_in(name)

        def queries():
            client.get(f"/projects/{project.pk}/")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/projects/{project.pk}/")
            return len(captured)

        def add(title):
            made = make_document(title=title, people=["Jun"])
            note_progress(document=made, by=people["researcher"], read_to=5, done=True)
            code_passage(
                document_id=made.pk,
                by=people["researcher"],
                start=0,
                end=4,
                codes=[codes["power.define"].pk],
            )

        add("one")
        with_one = queries()
        add("two")
        add("three")
        assert queries() == with_one
