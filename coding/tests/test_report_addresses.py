"""Every address of reports with every kind of report: a page or 404, never an error."""

import pytest
from django.urls import get_resolver, reverse

from coding.actions import reports as actions
from coding.actions.segments import code_passage
from coding.models import Report
from coding.reports.columns import By
from coding.reports.parameters import Parameters
from coding.reports.question import Question
from coding.reports.retrieval.parameters import Asked
from coding.tasks import compute_report

ADDRESSES = [
    pattern
    for pattern in get_resolver("coding.urls").url_patterns
    if str(pattern.pattern).startswith("reports/")
]
VALUES = {
    "level": "codes",
    "a": 0,
    "b": 1,
    "row": 0,
    "column": 0,
    "format": "csv",
    "chart": "upset",
}


@pytest.fixture
def ask(project, document, people, codes):
    for key, end in (("power.define", 9), ("culture", 12)):
        code_passage(
            document_id=document.pk,
            by=people["researcher"],
            start=0,
            end=end,
            codes=[codes[key].pk],
        )
    asked = {"project": project, "by": people["supervisor"]}

    def of(kind: Report.Kind) -> Report:
        if kind == Report.Kind.COOCCURRENCE:
            return actions.ask_for_cooccurrence(**asked, parameters=Parameters())
        if kind == Report.Kind.RETRIEVAL:
            return actions.ask_for_retrieval(**asked, asked=Asked("power.define"))
        by = {Report.Kind.TIME: By.MONTH, Report.Kind.FREQUENCIES: By.DOCUMENT}.get(kind, By.AGENCY)
        return actions.ask_for_table(**asked, kind=kind, question=Question(by, "paragraph"))

    return of


@pytest.mark.parametrize("is_finished", [True, False])
@pytest.mark.parametrize("kind", list(Report.Kind))
def test_every_address_of_every_kind(ask, signed_in, kind, is_finished):
    report = ask(kind)
    if is_finished:
        compute_report(report.pk)
    client = signed_in("supervisor")
    answers = {}
    for pattern in ADDRESSES:
        names = pattern.pattern.converters
        given = {name: VALUES.get(name, report.pk) for name in names}
        answers[pattern.name] = client.get(reverse(pattern.name, kwargs=given)).status_code
    posts = {"report_again": 405, "report_cancel": 405}
    assert answers == answers | posts
    assert answers["report"] == 200
    assert answers["report_download"] == (200 if is_finished else 404)
    assert set(answers.values()) <= {200, 404, 405}


@pytest.mark.parametrize("kind", list(Report.Kind))
def test_the_api_asks_for_every_kind_and_reads_its_rows(ask, project, signed_in, kind):
    ask(kind)  # codes something
    client = signed_in("supervisor")
    path = f"/api/projects/{project.pk}/reports"
    wanted = {"kind": kind, "query": "power.define"}
    answer = client.post(path, wanted, content_type="application/json")
    assert answer.status_code == 202, answer.content
    compute_report(answer.json()["id"])
    read = client.get(f"/api/reports/{answer.json()['id']}").json()
    assert (read["kind"], read["status"], bool(read["rows"])) == (kind, "done", True)


def test_the_api_says_what_is_wrong_with_a_query(project, signed_in):
    answer = signed_in("supervisor").post(
        f"/api/projects/{project.pk}/reports",
        {"kind": "retrieval", "query": "power.defin AND ("},
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert not Report.objects.exists()
