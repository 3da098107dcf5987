"""Code frequencies, documents by codes and portraits, against rows counted one by one."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from coding.actions.reports import ask_for_table
from coding.actions.segments import delete_segment
from coding.models import CodedSegment, Report
from coding.reports import frequencies, portrait
from coding.reports.frequencies import Frequencies
from coding.reports.question import Question
from coding.tasks import compute_report
from coding.tests.stats import oracle
from coding.tests.test_breakdown import by_definition
from coding.tests.test_report_figures import coded_projects, parameters, questions, written
from coding.tests.test_reports import coded  # noqa: F401 (a fixture)
from fieldnotes.models import Document


def assert_as_defined(drawn, asked):
    made = written(drawn)
    wanted = parameters(asked, made)
    question = Question("document", "paragraph", wanted.layer, wanted.filters)
    computed = frequencies.compute(made.project, question, lambda _done: None)
    report = Report(
        project=made.project,
        parameters=question.as_json(),
        result=computed.result,
        fingerprint=computed.fingerprint,
    )
    columns, kept, counts, _text = by_definition(drawn, asked, "document", "paragraph")
    in_kept = oracle.cut(
        [r for r in drawn.coded.rows if not asked.coders or r.coder in asked.coders], kept
    )
    if asked.layer == "coder:1":
        in_kept = [row for row in in_kept if row.coder == 1]
    ids = [code["id"] for code in report.figures["codes"]]
    number = {pk: n for n, pk in enumerate(made.codes)}
    roots = [code["root"] for code in report.figures["codes"]]
    for level in ("codes", "dilemmas"):
        for found in Frequencies(report).of_level(level):
            own = {
                number[pk]
                for n, pk in enumerate(ids)
                if found.code is None or found.row in (n, roots[n] if level == "dilemmas" else n)
            }
            held = [column for column in columns.values() if counts(own, column)["segments"]]
            expected = counts(own, kept)
            assert found.segments == expected["segments"]
            assert found.units == expected["units"]
            assert found.characters == expected["characters"]
            assert found.documents == len(held)
            assert found.coders == len({row.coder for row in in_kept if row.code in own})
    assert_portraits(report, columns, counts, number)


def assert_portraits(report, columns, counts, number):
    place = {
        pk: n for n, pk in enumerate(Document.objects.order_by("pk").values_list("pk", flat=1))
    }
    for index, column in enumerate(report.figures["columns"]):
        drawn = portrait.portrait(report, index)
        text = columns.get(place[column["members"][0]], set())
        assert drawn.characters == len(text)
        for strip in drawn.strips:
            expected = counts({number[strip.code["id"]]}, text)
            assert strip.counts == expected
            assert len(strip.stretches) == expected["segments"]
        assert sum(len(strip.stretches) for strip in drawn.strips) == drawn.counts["segments"]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), drawn=coded_projects())
def test_frequencies_and_portraits_against_the_definitions(data, drawn, rolled_back):
    asked = data.draw(questions(drawn.coded.n_codes, "document"))
    with rolled_back():
        assert_as_defined(drawn, asked)


@pytest.fixture
def report(project, people, coded):  # noqa: F811
    asked = ask_for_table(
        project=project,
        by=people["supervisor"],
        kind=Report.Kind.FREQUENCIES,
        question=Question("document", "paragraph"),
    )
    compute_report(asked.pk)
    return Report.objects.get(pk=asked.pk)


def test_the_page_has_codes_and_documents(report, signed_in):
    client = signed_in("supervisor")
    for query in ("", "?level=codes&measure=share", "?level=nonsense&measure=nonsense&page=9"):
        page = client.get(f"/reports/{report.pk}/{query}")
        assert page.status_code == 200
        assert [row["title"] for row, _cells in page.context["documents"]] == ["one", "two"]
    codes = {f.code["key"]: f for _level, rows in page.context["levels"] for f in rows if f.code}
    define = codes["power.define"]
    assert (define.segments, define.documents, define.coders, define.characters) == (6, 2, 2, 120)


def test_the_portrait_stays_as_it_was(report, signed_in, people):
    for segment in CodedSegment.objects.filter(coder=people["researcher"]):
        delete_segment(segment=segment, by=people["researcher"], seen=segment.revision)
    page = signed_in("supervisor").get(f"/reports/{report.pk}/documents/0/")
    strips = {s.code["key"]: s.stretches for s in page.context["portrait"].strips}
    ends = [(stretch.start, stretch.end) for stretch in strips["power.define"]]
    assert ends == [(0, 40), (5, 45), (30, 60)]
    assert "?at=30-60" in page.content.decode()
    assert "2 documents changed" in page.content.decode()


def test_there_is_no_portrait_of_what_was_not_read(report, signed_in):
    assert signed_in("supervisor").get(f"/reports/{report.pk}/documents/2/").status_code == 404


def test_files_of_codes_and_of_documents_by_codes(report, signed_in):
    client = signed_in("supervisor")
    content = client.get(f"/reports/{report.pk}/download.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    found = next(r for r in rows if (r["level"], r["code"]) == ("codes", "power.define"))
    assert (found["segments"], found["coders"], found["characters"]) == ("6", "2", "120")
    content = client.get(f"/reports/{report.pk}/documents.csv").content.decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(content)))
    assert (first["document"], first["power.define"]) == ("one", "3")
    book = load_workbook(io.BytesIO(client.get(f"/reports/{report.pk}/download.xlsx").content))
    assert book.sheetnames == ["codes", "segments by document", "characters by document"]
    answer = client.get(f"/reports/{report.pk}/download.json").json()
    assert answer["characters_by_document"][0]["power.define"] == 60
    assert client.get(f"/api/reports/{report.pk}").json()["rows"] == answer["rows"]
