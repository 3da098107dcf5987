"""Table reports as pages and files: what is asked for, shown, opened, hidden and downloaded."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from coding.actions.projects import create_project
from coding.actions.reports import ask_for_table
from coding.actions.segments import code_passage, delete_segment
from coding.models import CodedSegment, Report
from coding.reports.question import Question
from coding.tasks import compute_report
from fieldnotes.models import Agency, Attribute, AttributeValue, Participant


@pytest.fixture
def coded(project, people, codes, make_document):
    """Jun of the police speaks in two documents; six segments of one code, one of another."""
    documents = [
        make_document(title="one", people=["Jun"], fieldwork_date=date(2007, 1, 10)),
        make_document(title="two", people=["Jun"]),
    ]
    Participant.objects.update(agency=Agency.objects.create(project=project, name="=police"))
    for document in documents:
        for start in (45, 60, 75):
            code_passage(
                document_id=document.pk,
                by=people["researcher"],
                start=start,
                end=start + 10,
                codes=[codes["power.define"].pk],
            )
    code_passage(
        document_id=documents[0].pk,
        by=people["researcher"],
        start=0,
        end=60,
        codes=[codes["power.status"].pk],
    )
    return documents


@pytest.fixture
def computed(project, people, coded):
    def compute(kind=Report.Kind.ATTRIBUTE, **question):
        report = ask_for_table(
            project=project, by=people["supervisor"], kind=kind, question=Question(**question)
        )
        compute_report(report.pk)
        return Report.objects.get(pk=report.pk)

    return compute


def row_of(report, key):
    return next(n for n, code in enumerate(report.figures["codes"]) if code["key"] == key)


def downloaded(client, report, query=""):
    content = client.get(f"/reports/{report.pk}/download.csv{query}").content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def cell(rows, code, column, level="codes"):
    return next(r for r in rows if (r["level"], r["code"], r["column"]) == (level, code, column))


def test_a_report_is_asked_for_on_the_page(signed_in, project, coded):
    client = signed_in("supervisor")
    address = f"/projects/{project.pk}/reports/?kind=attribute"
    assert b"Agency of the speaker" in client.get(address).content
    answer = client.post(address, {"by": "agency", "units": "turn", "layer": "any"})
    report = Report.objects.get()
    assert answer["Location"] == f"/reports/{report.pk}/"
    assert report.parameters == {"by": "agency", "units": "turn", "layer": "any"}
    assert report.kind == Report.Kind.ATTRIBUTE


@pytest.mark.parametrize("wrong", [{"by": "nonsense"}, {"units": "words"}, {"layer": "coder:x"}])
def test_what_is_none_of_the_choices_is_refused(signed_in, project, coded, wrong):
    asked = {"by": "agency", "units": "turn", "layer": "any"} | wrong
    answer = signed_in("supervisor").post(f"/projects/{project.pk}/reports/?kind=attribute", asked)
    assert answer.status_code == 200
    assert not Report.objects.exists()


def test_the_attribute_of_another_project_is_no_column(people, project):
    other = create_project(name="Other", description="", blind=False, by=people["admin"])
    attribute = Attribute.objects.create(project=other, subject="document", name="weather")
    with pytest.raises(ValueError, match="no such columns"):
        ask_for_table(
            project=project,
            by=people["supervisor"],
            kind=Report.Kind.ATTRIBUTE,
            question=Question(by=f"attribute:{attribute.pk}"),
        )


def test_columns_by_an_attribute_of_participants(computed, project):
    attribute = Attribute.objects.create(
        project=project, subject="participant", name="seconded", type="boolean"
    )
    AttributeValue.objects.create(
        attribute=attribute, participant=Participant.objects.get(), boolean=True
    )
    report = computed(by=f"attribute:{attribute.pk}")
    assert [column["label"] for column in report.figures["columns"]] == ["yes", None]


def test_a_segment_across_two_turns_counts_in_both_columns(computed, signed_in):
    rows = downloaded(signed_in("supervisor"), computed())
    police, nobody = (cell(rows, "power.status", c) for c in ("'=police", "(none)"))
    whole = cell(rows, "power.status", "")
    assert [r["segments"] for r in (police, nobody, whole)] == ["1", "1", "1"]
    assert int(police["characters"]) + int(nobody["characters"]) == int(whole["characters"])
    assert int(whole["characters"]) == 58  # without the blank line between the turns


def test_the_page_shows_and_orders_the_cells(computed, signed_in):
    report = computed()
    client = signed_in("supervisor")
    for query in ("", "?measure=share", "?percent=column&order=0", "?measure=nonsense&order=99"):
        page = client.get(f"/reports/{report.pk}/{query}")
        assert page.status_code == 200
        assert "=police" in page.content.decode()
    first = client.get(f"/reports/{report.pk}/?order=0").context["tables"][1].rows[0]
    assert first.code["key"] == "power.define"


def test_a_cell_opens_its_segments_as_they_were(computed, signed_in, people):
    report = computed()
    address = f"/reports/{report.pk}/cells/codes/{row_of(report, 'power.define')}/0/"
    for segment in CodedSegment.objects.filter(code__key="power.define"):
        delete_segment(segment=segment, by=people["researcher"], seen=segment.revision)
    page = signed_in("supervisor").get(address)
    assert len(page.context["passages"]) == page.context["counts"]["segments"] == 6
    assert "2 documents changed" in page.content.decode()


@pytest.mark.parametrize("place", ["codes/999/0", "codes/0/99", "nonsense/0/0"])
def test_there_is_no_other_cell(computed, signed_in, place):
    report = computed()
    assert signed_in("supervisor").get(f"/reports/{report.pk}/cells/{place}/").status_code == 404


def test_small_cells_are_hidden_on_the_page_and_in_all_files(computed, signed_in):
    report = computed()
    client = signed_in("supervisor")
    rows = downloaded(client, report, "?hide=1")
    hidden = cell(rows, "power.status", "'=police")
    assert hidden["segments"] == hidden["share_of_text"] == hidden["units"] == "<5"
    assert cell(rows, "power.status", "")["segments"] == "<5"
    assert cell(rows, "power", "'=police", "dilemmas")["segments"] == "hidden"
    page = client.get(f"/reports/{report.pk}/?hide=1").content.decode()
    row = row_of(report, "power.status")
    assert "&lt;5" in page
    assert f"/cells/codes/{row}/0/" not in page
    assert "download.csv?hide=1" in page
    content = json.loads(client.get(f"/reports/{report.pk}/download.json?hide=1").content)
    assert cell(content["rows"], "power.status", "=police")["segments"] == "<5"
    file = client.get(f"/reports/{report.pk}/download.xlsx?hide=1")
    assert "small-cells-hidden" in file["Content-Disposition"]
    values = {v for line in load_workbook(io.BytesIO(file.content)).active.values for v in line}
    assert {"<5", "'=police"} <= values


def test_a_report_of_no_documents(project, people, signed_in):
    report = ask_for_table(
        project=project,
        by=people["supervisor"],
        kind=Report.Kind.ATTRIBUTE,
        question=Question(),
    )
    compute_report(report.pk)
    page = signed_in("supervisor").get(f"/reports/{report.pk}/")
    assert page.status_code == 200
    assert "no documents" in page.content.decode().lower()


def test_the_list_of_reports_asks_as_much_for_three_as_for_one(computed, project, signed_in):
    client, counts = signed_in("supervisor"), []
    attribute = Attribute.objects.create(project=project, subject="document", name="weather")
    for number in (1, 2):
        for _report in range(number):
            computed(by=f"attribute:{attribute.pk}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/projects/{project.pk}/reports/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_api_gives_the_same_figures(coded, project, people, signed_in):
    client = signed_in("supervisor")
    address = f"/api/projects/{project.pk}/reports"
    asked = {"kind": "attribute", "by": "agency", "units": "paragraph"}
    made = client.post(address, asked, "application/json")
    assert made.status_code == 202
    compute_report(made.json()["id"])
    rows = client.get(f"/api/reports/{made.json()['id']}").json()["rows"]
    assert cell(rows, "power.define", "=police")["segments"] == 6
    for wrong in ({"kind": "nonsense"}, {"by": "nonsense"}, {"units": "words"}):
        assert client.post(address, asked | wrong, "application/json").status_code == 422


def test_over_time_says_rates_and_documents_without_a_date(computed, signed_in):
    report = computed(Report.Kind.TIME, by="month", units="paragraph")
    client = signed_in("supervisor")
    page = client.get(f"/reports/{report.pk}/")
    assert "1 document has no date of fieldwork" in page.content.decode()
    assert "<svg viewBox" in page.content.decode()
    found = cell(downloaded(client, report), "power.define", "2007-01")
    assert found["text_words"] == "32"
    assert float(found["segments_per_10000_words"]) == pytest.approx(30_000 / 32)
    below = client.get(f"/reports/{report.pk}/?chart={row_of(report, 'power')}")
    assert "Power to define, 2007-01" in below.content.decode()


def test_over_time_is_asked_for_by_layer_and_filters_alone(signed_in, project, coded):
    client = signed_in("supervisor")
    client.post(f"/projects/{project.pk}/reports/?kind=time", {"layer": "two"})
    report = Report.objects.get()
    assert report.kind == Report.Kind.TIME
    assert report.parameters == {"by": "month", "units": "paragraph", "layer": "two"}
    asked = {"kind": "time", "by": "site"}
    made = client.post(f"/api/projects/{project.pk}/reports", asked, "application/json").json()
    assert made["parameters"] == report.parameters | {"layer": "any"}
