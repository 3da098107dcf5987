"""Asking for a report: by the form, the command and the API; what each says about a mistake."""

import csv
import io
import json
from datetime import date
from itertools import permutations

import pytest
from django.core.management import CommandError, call_command

from coding.actions.reports import ask_for_cooccurrence
from coding.actions.segments import code_passage
from coding.models import Report
from coding.reports.about import filter_words, moved_on
from coding.reports.filters import Filters
from coding.reports.parameters import Parameters
from coding.reports.passages import passages_of
from coding.tasks import compute_report
from coding.tests.bases import BASES
from fieldnotes.models import Agency, Attribute, AttributeValue, Document, Participant

CODINGS = [  # coder, code, start, end
    ("researcher", "power.define", 0, 60),
    ("researcher", "culture.values", 30, 90),
    ("researcher2", "power.define", 20, 60),
    ("researcher2", "expertise.practice", 50, 70),
    ("researcher2", "power.status", 70, 80),
]


@pytest.fixture
def coded(project, people, codes, make_document):
    """An interview with Jun of the police and a fieldnote without turns, coded alike by two."""
    agency = Agency.objects.create(project=project, name="police")
    Participant.objects.create(project=project, pseudonym="Jun", agency=agency)
    age = Attribute.objects.create(
        project=project, subject="participant", name="seconded", type="boolean"
    )
    AttributeValue.objects.create(
        attribute=age, participant=Participant.objects.get(), boolean=True
    )
    documents = [
        make_document(
            title="one",
            people=["Jun"],
            kind="interview",
            site="Harbour",
            fieldwork_date=date(2007, 3, 2),
        ),
        make_document(
            text="It rains. " * 20, title="two", kind="fieldnote", fieldwork_date=date(2007, 6, 1)
        ),
    ]
    for document in documents:
        for name, key, start, end in CODINGS:
            code_passage(
                document_id=document.pk,
                by=people[name],
                start=start,
                end=end,
                codes=[codes[key].pk],
            )
    return documents


@pytest.fixture
def page(signed_in):
    return signed_in("supervisor")


def asked_by_form(page, project, **values):
    answer = page.post(
        f"/projects/{project.pk}/reports/", {"base": "overlap", "layer": "any"} | values
    )
    if answer.status_code == 302:
        compute_report(Report.objects.latest("pk").pk)
        return Report.objects.latest("pk")
    return answer


class TestForm:
    def test_everything_at_once(self, page, coded, project, people, codes):
        attribute, agency = Attribute.objects.get(), Agency.objects.get()
        triple = [codes[key].pk for key in ("power.define", "culture", "expertise.practice")]
        report = asked_by_form(
            page,
            project,
            base="near",
            distance=7,
            pairs="across",
            triple=triple,
            kinds=["interview"],
            date_from="2007-01-01",
            date_to="2007-12-31",
            sites=["Harbour"],
            agencies=[agency.pk],
            attributes=[f"{attribute.pk}=yes"],
            coders=[people["researcher"].pk, people["researcher2"].pk],
            without_interviewer="on",
        )
        assert report.parameters == {
            "base": "near:7",
            "layer": "any",
            "pairs": "across",
            "triple": triple,
            "filters": {
                "kinds": ["interview"],
                "date_from": "2007-01-01",
                "date_to": "2007-12-31",
                "sites": ["Harbour"],
                "agencies": [agency.pk],
                "attributes": [[attribute.pk, "yes"]],
                "coders": [people["researcher"].pk, people["researcher2"].pk],
                "without_interviewer": True,
            },
        }
        assert report.fingerprint["documents"].keys() == {str(coded[0].pk)}
        assert report.fingerprint["participants"] == [Participant.objects.get().pk]
        shown = page.get(f"/reports/{report.pk}/").content.decode()
        for words in ("Near, in characters: 7", "pairs across coders", *filter_words(report)):
            assert words.replace("'", "&#x27;") in shown
        listed = page.get(f"/projects/{project.pk}/reports/").content.decode()
        assert "a part of the project" in listed

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"base": "near"}, "Give a number for this base."),
            ({"base": "window", "distance": 0}, "window needs a number from 1 on"),
            ({"base": "turn", "pairs": "same"}, "need a base of pairs"),
            ({"date_from": "2007-05-01", "date_to": "2007-04-01"}, "lies after the last"),
        ],
    )
    def test_a_mistake_is_said(self, page, coded, project, values, words):
        assert words in asked_by_form(page, project, **values).content.decode()
        assert not Report.objects.exists()

    def test_three_codes_are_three(self, page, coded, project, codes):
        answer = asked_by_form(page, project, triple=[codes["power"].pk])
        assert "A triple is three different codes." in answer.content.decode()

    @pytest.mark.parametrize("base", BASES)
    def test_every_base_is_shown_with_its_cells(self, page, coded, project, base):
        kind, _colon, distance = base.partition(":")
        report = asked_by_form(page, project, base=kind, distance=distance)
        response = page.get(f"/reports/{report.pk}/")
        for measure in response.context["measures"]:
            assert page.get(f"/reports/{report.pk}/?measure={measure}").status_code == 200
        counts = report.figures["levels"]["codes"]
        pairs = permutations(range(len(report.figures["codes"])), 2)
        a, b = next((a, b) for a, b in pairs if passages_of(counts, a, b))
        cell = page.get(f"/reports/{report.pk}/codes/{a}/{b}/")
        assert cell.status_code == 200
        assert len(cell.context["passages"]) == cell.context["page"].paginator.count > 0
        regions = page.get(f"/reports/{report.pk}/triple.csv")
        if base.startswith(("near", "follows")):
            assert regions.status_code == 404
        else:
            rows = list(csv.DictReader(io.StringIO(regions.content.decode("utf-8-sig"))))
            n = report.figures["levels"]["codes"]["n"]
            assert sum(int(row["units"]) for row in rows) == n
            assert b"Three codes together" in response.content

    def test_asking_again_when_a_code_of_the_triple_is_gone(self, page, coded, project, codes):
        triple = [codes[key].pk for key in ("power", "culture", "expertise.balance")]
        report = asked_by_form(page, project, triple=triple)
        codes["expertise.balance"].delete()
        answer = page.post(f"/reports/{report.pk}/again/", follow=True)
        assert "A triple is three different codes of the project." in answer.content.decode()
        assert Report.objects.count() == 1

    def test_a_cell_of_a_distance_names_what_it_counts(self, page, coded, project):
        report = asked_by_form(page, project, base="near", distance=5)
        keys = [code["key"] for code in report.figures["codes"]]
        a, b = keys.index("power.define"), keys.index("culture.values")
        cell = page.get(f"/reports/{report.pk}/codes/{a}/{b}/")
        names = [str(name) for name, _value in cell.context["figures"]]
        assert names[:7] == [
            "n (all segments)", "a (row)", "b (column)", "k (row, meeting)", "k/a", "met/b",
            "met (column, meeting)",
        ]  # fmt: skip


class TestCommand:
    def run(self, project, capfdbinary, **options):
        call_command("cooccurrence", str(project.pk), format="json", **options)
        return json.loads(capfdbinary.readouterr().out)

    def test_names_stand_for_ids(self, coded, project, people, codes, capfdbinary):
        found = self.run(
            project,
            capfdbinary,
            unit="participant",
            agency=["police"],
            attribute=["seconded=yes"],
            coder=["researcher"],
            kind=["interview"],
            site=["Harbour"],
            date_from="2007-03-02",
            date_to="2007-03-02",
            without_interviewer=True,
            triple=["power.define", "power.status", "culture"],
        )
        assert found["parameters"] == {
            "base": "participant",
            "layer": "any",
            "filters": {
                "kinds": ["interview"],
                "date_from": "2007-03-02",
                "date_to": "2007-03-02",
                "sites": ["Harbour"],
                "agencies": [Agency.objects.get().pk],
                "attributes": [[Attribute.objects.get().pk, "yes"]],
                "coders": [people["researcher"].pk],
                "without_interviewer": True,
            },
            "triple": [codes[key].pk for key in ("power.define", "power.status", "culture")],
        }
        assert {row["n"] for row in found["rows"]} == {1}
        assert [row["units"] for row in found["triple"]] == [0, 0, 0, 0, 0, 1, 0, 0]

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            ({"unit": "chapter"}, "no such base: chapter"),
            ({"unit": "window"}, "window needs a number from 1 on, as in window:3."),
            ({"pairs": "some"}, "no such pairs: some"),
            ({"agency": ["fire"]}, "no such agency: fire"),
            ({"coder": ["nobody"]}, "no such coder: nobody"),
            ({"attribute": ["height=2"]}, "no such attribute: height"),
            ({"triple": ["power", "culture", "x"]}, "no such code: x"),
            ({"date_from": "March"}, "March is no date like 2007-03-31."),
            ({"unit": "near:5", "format": "triple-csv"}, "the report has no triple"),
        ],
    )
    def test_a_mistake_is_told_in_one_line(self, coded, project, options, reason):
        with pytest.raises(CommandError) as refused:
            call_command("cooccurrence", str(project.pk), **options)
        assert str(refused.value) == reason


class TestApi:
    def ask(self, page, project, **wanted):
        return page.post(
            f"/api/projects/{project.pk}/reports", wanted, content_type="application/json"
        )

    def test_everything_that_the_form_can_ask(self, page, coded, project, people):
        answer = self.ask(
            page,
            project,
            base="window:2",
            layer="consensus",
            filters={"kinds": ["interview"], "without_interviewer": True},
        )
        assert answer.status_code == 202
        assert answer.json()["parameters"] == {
            "base": "window:2",
            "layer": "consensus",
            "filters": {"kinds": ["interview"], "without_interviewer": True},
        }
        compute_report(answer.json()["id"])
        found = page.get(f"/api/reports/{answer.json()['id']}").json()
        assert len(found["triple"]) == 8
        assert {row["base"] for row in found["rows"]} == {"window:2"}

    @pytest.mark.parametrize(
        ("wanted", "reason"),
        [
            ({"base": "near"}, "near needs a number from 0 on, as in near:50."),
            ({"filters": {"kinds": ["letter"]}}, "no such kind of document: letter"),
            ({"triple": [1, 2, 3_000_000]}, "A triple is three different codes of the project."),
        ],
    )
    def test_a_mistake_is_said(self, page, coded, project, wanted, reason):
        answer = self.ask(page, project, **wanted)
        assert (answer.status_code, answer.json()["detail"]) == (422, reason)
        assert not Report.objects.exists()


class TestFilters:
    @pytest.fixture
    def computed(self, project, people, coded):
        def compute(base="overlap", **filters):
            report = ask_for_cooccurrence(
                project=project,
                by=people["supervisor"],
                parameters=Parameters(base, filters=Filters(**filters)),
            )
            compute_report(report.pk)
            return Report.objects.get(pk=report.pk)

        return compute

    def test_only_what_the_filters_choose_makes_a_report_stale(
        self, computed, coded, people, codes, make_document
    ):
        report = computed(kinds=("interview",))
        assert moved_on(report)["documents"] == []
        for document in coded:
            code_passage(
                document_id=document.pk,
                by=people["researcher"],
                start=0,
                end=3,
                codes=[codes["power.status"].pk],
            )
        make_document("A note.", title="new note", kind="fieldnote")
        new = make_document("A talk.", title="new talk", kind="interview")
        assert {d.pk for d in moved_on(report)["documents"]} == {coded[0].pk, new.pk}

    def test_a_report_stays_when_a_participant_changes_the_agency(self, computed, project):
        police = Agency.objects.get()
        report = computed("turn", agencies=(police.pk,))
        assert report.figures["levels"]["codes"]["n"] == 2
        other = Agency.objects.create(project=project, name="health")
        Participant.objects.update(agency=other)
        assert computed("turn", agencies=(police.pk,)).figures["levels"]["codes"]["n"] == 0
        report.refresh_from_db()
        assert report.fingerprint["participants"] == [Participant.objects.get().pk]

    def test_the_interviewer_is_cut_out(self, computed, coded):
        with_all, without = (
            computed(kinds=("interview",)),
            computed(kinds=("interview",), without_interviewer=True),
        )
        turns = coded[0].turns.filter(interviewer=True)
        left_out = sum(turn.end - turn.start for turn in turns)
        assert left_out > 0
        n = [report.figures["levels"]["codes"]["n"] for report in (with_all, without)]
        assert n[0] - n[1] == left_out

    @pytest.mark.parametrize(
        ("filters", "titles"),
        [
            ({"date_from": "2007-04-01"}, {"two"}),
            ({"date_to": "2007-03-02"}, {"one"}),
            ({"sites": ("Harbour",)}, {"one"}),
            ({"sites": ("Harbour",), "kinds": ("fieldnote",)}, set()),
            ({}, {"one", "two"}),
        ],
    )
    def test_documents(self, computed, filters, titles):
        read = computed(**filters).fingerprint["documents"]
        assert set(Document.objects.filter(pk__in=read).values_list("title", flat=True)) == titles

    @pytest.mark.parametrize(
        ("filters", "reason"),
        [
            ({"kinds": ("letter",)}, "no such kind"),
            ({"date_from": "1.4.2007"}, "no date"),
            ({"date_from": "2007-05-01", "date_to": "2007-04-01"}, "after the last"),
        ],
    )
    def test_what_is_no_filter(self, filters, reason):
        with pytest.raises(ValueError, match=reason):
            Filters(**filters)
        with pytest.raises(ValueError, match="no such filter: kind"):
            Filters.from_json({"kind": "interview"})
