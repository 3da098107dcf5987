"""Retrieval against a database: names, words, the page, what is kept, what is downloaded."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from coding.actions.reports import ask_again, ask_for_retrieval
from coding.actions.segments import code_passage, delete_segment
from coding.exports.retrieval import FORMATS
from coding.models import CodedSegment, Report, Retrieval, SavedQuery
from coding.reports.about import moved_on
from coding.reports.retrieval.finding import Material
from coding.reports.retrieval.keeping import documents, places
from coding.reports.retrieval.names import Words, meanings
from coding.reports.retrieval.parameters import Asked
from coding.search import Asked as Search
from coding.search import TextHits
from coding.tasks import compute_report
from coding.text.retrieval.tree import RetrievalProblem
from conftest import TEXT
from fieldnotes.models import Attribute, AttributeValue, Participant


def place(words, text=TEXT):
    return text.index(words), text.index(words) + len(words)


@pytest.fixture
def coded(project, people, codes, make_document):
    """Jun of the police in two documents; two coders."""
    first = make_document(title="one", people=["Jun"], fieldwork_date="2007-03-10", site="Quay")
    second = make_document(title="two", people=["Jun"], fieldwork_date="2007-05-01")
    agency = project.agencies.create(name="Police")
    Participant.objects.filter(pseudonym="Jun").update(agency=agency, role="Officer")
    for document, name, key, words in [
        (first, "researcher", "power.define", "With the list, always."),
        (first, "researcher2", "power.define", "the list, always. 😀"),
        (first, "researcher", "culture.usthem", "And a café round the corner."),
        (first, "researcher", "culture.usthem", "And who writes the list?"),
        (second, "researcher2", "power.status", "Whoever came first."),
    ]:
        start, end = place(words)
        code_passage(
            document_id=document.pk, by=people[name], start=start, end=end, codes=[codes[key].pk]
        )
    return first, second


@pytest.fixture
def retrieve(project, people):
    def ask(query, layer="any"):
        report = ask_for_retrieval(
            project=project, by=people["supervisor"], asked=Asked(query, layer)
        )
        compute_report(report.pk)
        return Report.objects.get(pk=report.pk)

    return ask


def texts(report):
    """What each passage says."""
    found = places(report, 0, 1000)
    assert len(found) == report.figures["passages"]
    return [TEXT[passage.start : passage.end] for passage in found]


JUN = "Jun: With the list, always. 😀 And a café round the corner."


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("power.define", ["With the list, always. 😀"]),  # both coders': they overlap
        ("power.define AND coder:researcher", ["With the list, always."]),
        ("power.define AND NOT coder:researcher", ["the list, always. 😀"]),
        ("power", ["With the list, always. 😀", "Whoever came first."]),
        ("power.define OR power.status", ["With the list, always. 😀", "Whoever came first."]),
        ("power.define AND culture.usthem", []),
        ("power.define AND culture.usthem WITHIN turn", [JUN]),
        ("power.define AND culture.usthem WITHIN turn AND agency:police", [JUN]),
        ("culture.usthem AND agency:police", ["And a café round the corner."]),
        (
            "power.define AND NOT culture.usthem WITHIN document",
            [],
        ),
        ("power.define NEAR:1 culture.usthem", [JUN.removeprefix("Jun: With ")]),
        ("culture.usthem FOLLOWS:1 power.define", [JUN.removeprefix("Jun: With ")]),
        ("power.define FOLLOWS:1 culture.usthem", []),
        ('"list" AND power.define', ["With the list, always. 😀"]),
        ('"CAFÉ round" AND site:quay', ["café round"]),
        ('"caf*" AND date:2007-05', ["café"]),
        ('"caf*" AND role:officer AND kind:other', ["café", "café"]),
        ("coder:researcher2", ["the list, always. 😀", "Whoever came first."]),
        ('"agreed" AND NOT participant:Jun', []),
        ('"who" AND NOT participant:Jun', ["who", "who"]),
    ],
)
def test_what_a_query_finds(coded, retrieve, query, found):
    assert texts(retrieve(query)) == found


def test_attributes_of_speakers_and_of_documents(coded, retrieve, project):
    years = project.attributes.create(subject="participant", name="Years here", type="integer")
    jun = Participant.objects.get(pseudonym="Jun")
    AttributeValue.objects.create(attribute=years, participant=jun, integer=5)
    draft = Attribute.objects.create(
        project=project, subject="document", name="draft", type="boolean"
    )
    AttributeValue.objects.create(attribute=draft, document=coded[1], boolean=True)
    assert len(texts(retrieve('"list" AND "years here"=5'))) == 2
    assert texts(retrieve("power AND draft=yes")) == ["Whoever came first."]


def test_layers(coded, retrieve, people):
    assert texts(retrieve("power.define", "two")) == ["the list, always."]
    coder = f"coder:{people['researcher2'].pk}"
    assert texts(retrieve("power.define", coder)) == ["the list, always. 😀"]


@pytest.mark.parametrize(
    ("query", "at", "words"),
    [
        ("power.defin", (0, 11), "power.define"),
        ('"x" AND usthem', (8, 14), "culture.usthem"),
        ("power AND agency:polic", (10, 22), "police"),
        ("power AND coder:nobody", (10, 22), "researcher"),
        ("power AND colour=red", (10, 20), "no attribute"),
        ("power AND (agency:police", (10, 11), "not closed"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(coded, project, query, at, words):
    with pytest.raises(RetrievalProblem, match=words) as problem:
        meanings(project, Asked(query).tree(), layer="any")
    assert problem.value.at == at


def test_a_coder_can_only_be_asked_of_the_layer_of_any_coder(coded, project):
    with pytest.raises(RetrievalProblem, match="Any coder"):
        meanings(project, Asked("power AND coder:researcher").tree(), layer="two")


@pytest.mark.parametrize("words", ["list", "caf*", "who writes", "and", "começ", "agreed how"])
def test_words_are_found_as_the_search_finds_them(coded, project, words):
    hits = TextHits(project, Search(query=f'"{words}"'), segments=CodedSegment.objects.none())
    searched = [(h.document.pk, *found) for h in hits[0 : len(hits)] for found in h.places]
    material = Material(project, Asked(f'"{words}"'))
    (meaning,) = meanings(project, Asked(f'"{words}"').tree(), layer="any").values()
    assert isinstance(meaning, Words)
    found = material._words(meaning)
    ids = material.documents[found.document].tolist()
    assert list(zip(ids, found.start.tolist(), found.end.tolist(), strict=True)) == searched


def test_it_is_kept_as_it_was_found_and_says_what_moved_on(coded, retrieve, people):
    report = retrieve("power.define OR culture")
    before = places(report, 0, 100)
    assert [len(place.marks) for place in before] == [2, 1, 1]
    assert [(row.document_id, row.passages) for row in documents(report, 0, 10)] == [
        (coded[0].pk, 3)
    ]
    assert report.figures["words"] == 15
    segment = CodedSegment.objects.filter(coder=people["researcher"]).first()
    delete_segment(segment=segment, by=people["researcher"], seen=segment.revision)
    compute_report(report.pk)  # the message comes again
    report.refresh_from_db()
    assert places(report, 0, 100) == before
    assert [document.pk for document in moved_on(report)["documents"]] == [coded[0].pk]
    again = ask_again(report=report, by=people["supervisor"])
    compute_report(again.pk)
    assert Report.objects.get(pk=again.pk).figures["passages"] == 3
    assert Retrieval.objects.count() == 2


def test_pages_put_together_are_all_passages(coded, retrieve):
    report = retrieve("power OR culture OR agency:police WITHIN paragraph")
    every = places(report, 0, 100)
    assert len(every) == report.figures["passages"] > 4
    assert [place for n in range(len(every)) for place in places(report, n, 1)] == every
    assert places(report, len(every), 5) == []


def test_an_empty_project_has_no_passages(project, retrieve):
    assert texts(retrieve('power AND NOT "x" WITHIN turn')) == []
    assert texts(retrieve("power NEAR:2p culture")) == []


def test_downloads(coded, retrieve):
    report = retrieve("power.define OR culture.usthem")
    exported = {name: export(report) for name, (_type, export) in FORMATS.items()}
    rows = list(csv.DictReader(io.StringIO(exported["csv"].decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == texts(report)
    assert rows[0]["holds"] == "power.define"
    assert rows[0]["document"] == "one"
    read = json.loads(exported["json"])
    assert read["parameters"]["query"] == "power.define OR culture.usthem"
    assert [len(passage["found"]) for passage in read["passages"]] == [2, 1, 1]
    sheet = load_workbook(io.BytesIO(exported["xlsx"]))["passages"]
    assert [row[-1] for row in sheet.values][1:] == texts(report)
    assert "And who writes the list?" in exported["html"].decode()


class TestPages:
    def ask(self, client, project, **fields):
        return client.post(f"/projects/{project.pk}/retrieval/", {"layer": "any", **fields})

    def test_from_the_query_to_its_passages(
        self, coded, project, signed_in, django_capture_on_commit_callbacks
    ):
        client = signed_in("supervisor")
        answer = self.ask(client, project, query="culture.usthem AND agency:police")
        report = Report.objects.get()
        assert answer["Location"] == f"/reports/{report.pk}/"
        assert "Computing" in client.get(answer["Location"]).content.decode()
        compute_report(report.pk)
        page = client.get(answer["Location"]).content.decode()
        assert "And a café round the corner." in page
        assert f"?at={place('And a café round the corner.')[0]}-" in page
        assert "one" in client.get(f"{answer['Location']}?by=document").content.decode()
        assert client.get(f"{answer['Location']}download.html").status_code == 200
        assert client.get(f"/projects/{project.pk}/retrieval/").status_code == 200
        assert client.get(f"/projects/{project.pk}/reports/").status_code == 200
        assert client.get(f"/api/reports/{report.pk}").json()["rows"][0]["document"] == "one"
        assert client.post(f"/reports/{report.pk}/again/").status_code == 302

    def test_a_wrong_query_is_shown_with_its_place(self, coded, project, signed_in):
        client = signed_in("supervisor")
        page = self.ask(client, project, query="power.defin OR culture").content.decode()
        assert "<mark>power.defin</mark> OR culture" in page
        assert not Report.objects.exists()

    def test_queries_are_saved_under_a_name_run_and_deleted(self, coded, project, signed_in):
        client = signed_in("supervisor")
        for query in ("power", "power AND culture"):
            self.ask(client, project, query=query, name="theirs", save="1")
        saved = SavedQuery.objects.get()
        assert (saved.name, saved.query) == ("theirs", "power AND culture")
        assert "theirs" in client.get(f"/projects/{project.pk}/retrieval/").content.decode()
        client.post(f"/saved-queries/{saved.pk}/delete/")
        assert not SavedQuery.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "query"),
        [
            ({"code0": "power"}, "power"),
            (
                {"code0": "power.define", "operator1": "NEAR p", "distance1": "2", "words1": "us"},
                'power.define NEAR:2p "us"',
            ),
            (
                {
                    "code0": "power.define", "operator1": "OR", "code1": "culture.usthem",
                    "unit": "window", "size": "3", "agency": "Police", "from": "2007-03",
                },
                "(power.define OR culture.usthem) WITHIN window:3 AND agency:Police"
                " AND date:2007-03..",
            ),
            ({"site": "Quay"}, "site:Quay"),
        ],
    )  # fmt: skip
    def test_fields_write_the_query_and_the_query_fills_the_fields(
        self, coded, project, signed_in, fields, query
    ):
        client, address = signed_in("supervisor"), f"/projects/{project.pk}/retrieval/compose/"
        written = client.get(address, fields)
        assert written.context["query"] == query
        shown = client.get(address, {"query": query}).context
        assert not shown["too_much"]
        filled = {name: value for name, value in shown["builder"].fields().items() if value}
        assert fields.items() <= filled.items()

    def test_a_query_of_more_than_the_fields_hold_says_so(self, coded, project, signed_in):
        address = f"/projects/{project.pk}/retrieval/compose/"
        asked = {"query": "power AND (culture OR expertise) AND NOT (power NEAR:5 culture)"}
        assert signed_in("supervisor").get(address, asked).context["too_much"]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_asks_as_much_for_three_as_for_one(
        self, coded, project, signed_in, retrieve, people, django_assert_max_num_queries, rows
    ):
        for n in range(rows):
            retrieve("power")
            SavedQuery.objects.create(
                project=project, name=str(n), query="power", created_by=people["supervisor"]
            )
        client = signed_in("supervisor")
        with django_assert_max_num_queries(16):
            client.get(f"/projects/{project.pk}/retrieval/")
