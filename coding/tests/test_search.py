"""The search page: what it finds for whom, with which filters, and tagging what was found."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from coding.actions.segments import code_passage
from coding.models import CodedSegment
from coding.views import search as views
from fieldnotes.importers.sheet import Person

INTERVIEW = (
    "Interviewer: Who goes to the court?\n\n"
    "Jun: The police go to court. The nurse does not.\n\n"
    "Mara: I never saw the court from inside.\n\n"
    "Interviewer: Never?\n\nJun: No.\n\nMara: Never.\n"
)
FIELDNOTE = "Morning at the court. A police car outside; the court is closed."


@pytest.fixture
def interview(make_document):
    return make_document(
        INTERVIEW, title="Jun and Mara", kind="interview", fieldwork_date=date(2007, 3, 1)
    )


@pytest.fixture
def fieldnote(make_document):
    return make_document(
        FIELDNOTE, title="Court day", kind="fieldnote", fieldwork_date=date(2007, 6, 1)
    )


@pytest.fixture
def speakers(project, interview, make_document):
    """The interview again, with its speakers as participants of two agencies."""
    from fieldnotes.actions.documents import participant_of

    people = [Person("Jun", "police"), Person("Mara", "health")]
    participants = [participant_of(project=project, person=person) for person in people]
    interview.participants.set(participants)
    for participant in participants:
        interview.turns.filter(label=participant.pseudonym).update(participant=participant)
    return {participant.pseudonym: participant for participant in participants}


@pytest.fixture
def look(project, signed_in):
    """`look("court", kind="interview")`: the response; `as_` is who asks."""

    def look(q, as_="researcher", **filters):
        address = f"/projects/{project.pk}/search/"
        return signed_in(as_).get(address, {"q": q} | filters)

    return look


def lines(response):
    """(title, paragraph's text, what was found) of each hit."""
    return [
        (
            item["hit"].document.title,
            item["hit"].document.text[slice(*item["hit"].paragraph)],
            [item["hit"].document.text[start:end] for start, end in item["hit"].places],
        )
        for item in response.context.get("hits", [])
    ]


def titles(response):
    return [title for title, _text, _found in lines(response)]


def coded(document, by, code, text, memo=""):
    start = document.text.index(text)
    end = start + len(text)
    (segment,) = code_passage(
        document_id=document.pk, by=by, start=start, end=end, codes=[code.pk], memo=memo
    ).segments
    return segment


class TestFinding:
    def test_hits_stand_in_the_order_of_fieldwork_and_text(self, look, fieldnote, interview):
        response = look("court")
        assert titles(response) == ["Jun and Mara"] * 3 + ["Court day"]
        assert lines(response)[3][2] == ["court", "court"]
        page = response.content.decode()
        assert "<strong>4</strong> hits in 2 documents" in " ".join(page.split())
        start = interview.text.index("court?")
        assert f"/documents/{interview.pk}/?at={start}-{start + 5}" in page
        assert '<mark class="here">court</mark>' in page

    def test_what_was_imported_cannot_write_html(self, look, make_document):
        make_document("<b>bold</b> <script>court</script>", title="<i>x</i>")
        page = look("court OR script").content.decode()
        assert "<b>bold" not in page
        assert "<i>x" not in page
        assert "&lt;b&gt;" in page

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"kind": "fieldnote"}, ["Court day"]),
            ({"since": "2007-05-01"}, ["Court day"]),
            ({"until": "2007-05-01"}, ["Jun and Mara"] * 3),
            ({"since": "2007-03-01", "until": "2007-03-01"}, ["Jun and Mara"] * 3),
            ({"kind": "other"}, []),
        ],
    )
    def test_filters_by_kind_and_date(self, look, interview, fieldnote, filters, expected):
        assert titles(look("court", **filters)) == expected

    def test_filters_by_participant_and_agency(self, look, fieldnote, speakers):
        jun, mara = speakers["Jun"], speakers["Mara"]
        assert len(lines(look("court", participant=jun.pk))) == 3
        assert len(lines(look("court", agency=mara.agency_id))) == 3
        assert len(lines(look("court", participant=jun.pk, agency=mara.agency_id))) == 0
        own = look("court", participant=jun.pk, spoken="on")
        assert [text for _title, text, _found in lines(own)] == [
            "Jun: The police go to court. The nurse does not."
        ]
        own = look("court", agency=mara.agency_id, spoken="on")
        assert [text[:5] for _title, text, _found in lines(own)] == ["Mara:"]
        assert len(lines(look("court", spoken="on"))) == 4

    def test_filter_by_code_leaves_the_places_inside_a_segment(
        self, look, people, codes, interview, fieldnote
    ):
        by = people["researcher2"]
        coded(fieldnote, by, codes["power.define"], "Morning at the court")
        coded(interview, by, codes["culture"], "The police go to court")
        coded(interview, by, codes["power"], "nurse")
        assert lines(look("court", code=codes["power.define"].pk)) == [
            ("Court day", FIELDNOTE, ["court"])
        ]
        assert titles(look("court", code=codes["power"].pk)) == ["Court day"]
        assert titles(look("court police", code=codes["culture"].pk)) == ["Jun and Mara"]
        assert titles(look("closed", code=codes["power.define"].pk)) == []

    def test_another_project_is_not_searched(self, look, interview, people, signed_in):
        from coding.actions.projects import create_project

        other = create_project(name="o", description="", blind=False, by=people["researcher"])
        response = signed_in("researcher").get(f"/projects/{other.pk}/search/", {"q": "court"})
        assert lines(response) == []
        assert "Nothing was found." in response.content.decode()

    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            ({"q": "(a"}, "A parenthesis is not closed."),
            ({"q": "-a"}, "write a word to look for beside it"),
            ({"q": "a", "since": "soon"}, "Enter a valid date."),
            ({"q": "a", "code": "999999"}, "Select a valid choice"),
            ({"q": "a", "participant": "x"}, "Select a valid choice"),
            ({"q": "a\0"}, "Null characters"),
            ({"q": "a" * 301}, "at most 300"),
        ],
    )
    def test_what_is_wrong_is_said(self, look, interview, asked, sentence):
        response = look(**asked)
        assert response.status_code == 200
        assert "hits" not in response.context
        assert sentence in strip_tags(response.content.decode())

    def test_leafing(self, look, make_document, monkeypatch):
        make_document("court\n" * 7)
        monkeypatch.setattr(views, "HITS_A_PAGE", 3)
        numbers = [
            [item["number"] for item in look("court", page=page).context["hits"]]
            for page in (1, 2, 3, 99, "x")
        ]
        assert numbers == [[1, 2, 3], [4, 5, 6], [7], [7], [1, 2, 3]]
        assert "?q=court&amp;page=3" in look("court", page=2).content.decode()

    @pytest.mark.parametrize(("where", "queries"), [("text", 13), ("notes", 12)])
    def test_queries_do_not_grow_with_the_hits(
        self,
        project,
        signed_in,
        make_document,
        people,
        codes,
        where,
        queries,
        django_assert_num_queries,
    ):
        client, asked = signed_in("researcher"), {"q": "court OR power", "where": where}
        for number, title in enumerate("abc"):
            document = make_document("A court\nand a court", title=title, people=[title])
            coded(document, people["researcher"], codes["power"], "court", "the memo")
            if number != 1:  # one document, then three
                with django_assert_num_queries(queries):
                    page = client.get(f"/projects/{project.pk}/search/", asked)
                assert page.context["hits"]


class TestNotes:
    def test_ones_codes_and_memos_are_found_with_their_passage(
        self, look, people, codes, interview, fieldnote
    ):
        by = people["researcher"]
        coded(fieldnote, by, codes["power.define"], "Morning", memo="Who names it?")
        coded(interview, by, codes["culture"], "The nurse does not.", memo="names, power")
        coded(interview, people["researcher2"], codes["power"], "nurse", memo="names")
        assert [found for *_rest, found in lines(look("power", where="notes"))] == [
            ["The nurse does not."],
            ["Morning"],
        ]
        assert titles(look("name* power", where="notes")) == ["Jun and Mara", "Court day"]
        assert titles(look('"define who"', where="notes")) == []  # not across name and memo
        assert titles(look("power -culture", where="notes")) == ["Court day"]
        assert titles(look("power", where="notes", kind="interview")) == ["Jun and Mara"]
        assert titles(look("power", where="notes", code=codes["power"].pk)) == ["Court day"]
        assert titles(look("naming", where="notes", language="english")) == [
            "Jun and Mara",
            "Court day",
        ]
        page = look("names", where="notes").content.decode()
        assert "Who <mark>names</mark> it?" in page


@pytest.mark.parametrize(("name", "sees"), [("researcher", False), ("supervisor", True)])
def test_where_coding_is_blind_others_segments_tell_a_researcher_nothing(
    look, project, people, codes, fieldnote, name, sees
):
    project.blind = True
    project.save()
    coded(fieldnote, people["researcher2"], codes["power"], "Morning at the court", memo="secret")
    assert bool(titles(look("court", as_=name, code=codes["power"].pk))) is sees
    assert titles(look("secret OR power", as_=name, where="notes")) == []
    coded(fieldnote, people[name], codes["power"], "Morning at the court")
    assert titles(look("court", as_=name, code=codes["power"].pk)) == ["Court day"]


class TestTagging:
    @pytest.fixture
    def client(self, signed_in):
        return signed_in("researcher")

    @pytest.fixture
    def address(self, project):
        return f"/projects/{project.pk}/search/"

    @pytest.fixture
    def asked(self, codes, interview, fieldnote):
        wanted = [codes["power"].pk, codes["culture"].pk]
        return {"q": "police", "which": "all", "passage": "sentence", "codes": wanted}

    def stored(self, people):
        rows = CodedSegment.objects.filter(coder=people["researcher"]).select_related("document")
        return {row.document.text[row.start : row.end] for row in rows}

    def test_preview_tag_and_undo(self, client, address, asked, people):
        page = client.get(f"{address}tag/", asked)
        assert page.context["preview"].segments == 4
        assert self.stored(people) == set()
        done = client.post(f"{address}tag/", asked | {"seen": 4}, follow=True)
        assert done.redirect_chain == [(f"{address}?q=police", 302)]
        assert self.stored(people) == {
            "Jun: The police go to court.",
            "A police car outside; the court is closed.",
        }
        assert "made 4 segments in 2 documents" in done.content.decode()
        undone = client.post(f"{address}untag/", {"q": "police"}, follow=True)
        assert undone.redirect_chain == [(f"{address}?q=police", 302)]
        assert "4 segments are gone again" in undone.content.decode()
        assert self.stored(people) == set()
        again = client.post(f"{address}untag/", follow=True).content.decode()
        assert "last tagging" not in again

    @pytest.mark.parametrize(
        ("passage", "expected"),
        [
            ("hit", {"police"}),
            ("paragraph", {"Jun: The police go to court. The nurse does not.", FIELDNOTE}),
        ],
    )
    def test_passages(self, client, address, asked, people, passage, expected):
        asked |= {"passage": passage, "seen": 4}
        client.post(f"{address}tag/", asked)
        assert self.stored(people) == expected

    def test_only_chosen_hits_and_only_hits(self, client, address, asked, people, fieldnote):
        hits = client.get(address, {"q": "police"}).context["hits"]
        other = fieldnote.paragraphs.first()
        assert hits[1]["hit"].pk == other.pk
        asked |= {"which": "chosen", "hit": [hits[0]["hit"].pk, 10**9], "seen": 2}
        client.post(f"{address}tag/", asked)
        assert self.stored(people) == {"Jun: The police go to court."}
        asked |= {"q": "nurse", "hit": [other.pk], "seen": 0}
        client.post(f"{address}tag/", asked)
        assert len(self.stored(people)) == 1

    def test_ones_notes_can_be_tagged_too(self, client, address, asked, people, codes, interview):
        coded(interview, people["researcher"], codes["power"], "nurse", memo="role")
        asked |= {"q": "role", "where": "notes", "passage": "paragraph", "seen": 2}
        client.post(f"{address}tag/", asked)
        whole = "Jun: The police go to court. The nurse does not."
        assert self.stored(people) == {"nurse", whole}

    def test_what_was_not_seen_is_not_done(self, client, address, asked, people, make_document):
        make_document("More police.", title="new")
        page = client.post(f"{address}tag/", asked | {"seen": 4})
        assert "This is not what you saw" in page.content.decode()
        assert page.context["preview"].segments == 6
        assert self.stored(people) == set()

    def test_what_is_missing_is_asked_for(self, client, address, asked, people):
        first = client.get(f"{address}tag/", {"q": "police", "which": "all"}).content.decode()
        assert "Tag 2 hits" in first
        assert "Choose at least one code." not in first
        page = client.get(f"{address}tag/", asked | {"codes": []})
        assert "Choose at least one code." in page.content.decode()
        for wrong in ({"which": "chosen"}, {"which": "chosen", "hit": "x"}, {"q": "(a"}, {"q": ""}):
            response = client.get(f"{address}tag/", asked | wrong, follow=True)
            assert response.redirect_chain, wrong
        page = client.get(f"{address}tag/", asked | {"which": "chosen"}, follow=True)
        assert "Choose the hits that you want to tag." in page.content.decode()
        assert self.stored(people) == set()

    def test_a_limit(self, client, address, asked, people, monkeypatch):
        monkeypatch.setattr(views, "MOST_HITS", 1)
        page = client.post(f"{address}tag/", asked | {"seen": 4}, follow=True)
        assert "At most 1 hits can be tagged at once" in page.content.decode()
        assert "Tag all" not in page.content.decode()
        assert self.stored(people) == set()

    def test_an_undo_that_is_refused_names_the_document(self, client, address, asked, people):
        client.post(f"{address}tag/", asked | {"seen": 4})
        CodedSegment.objects.filter(document__title="Court day").first().delete()
        page = client.post(f"{address}untag/", follow=True).content.decode()
        assert "2 segments are gone again" in page
        assert "Not undone in Court day" in page
        assert len(self.stored(people)) == 1
