"""The page of a report for a meeting."""

import pytest

from coding.actions.reports import ask_for_cooccurrence
from coding.actions.segments import code_passage
from coding.models import Report
from coding.reports.parameters import Parameters
from coding.tasks import compute_report
from coding.tests.bases import BASES


@pytest.fixture
def page_of(project, people, signed_in):
    def page(base):
        report = ask_for_cooccurrence(
            project=project, by=people["supervisor"], parameters=Parameters(base)
        )
        compute_report(report.pk)
        return signed_in("supervisor").get(f"/reports/{report.pk}/print/?order=cluster")

    return page


@pytest.mark.parametrize("base", BASES)
def test_the_strongest_pairs_come_first_with_passages(page_of, make_document, people, codes, base):
    document = make_document(people=["Jun"])
    for start in (45, 60, 75):
        for key in ("power.define", "culture.values"):
            code_passage(
                document_id=document.pk,
                by=people["researcher"],
                start=start,
                end=start + 10,
                codes=[codes[key].pk],
            )
    answer = page_of(base)
    strong, figures = answer.context["strongest"][0]
    assert {strong.a["key"], strong.b["key"]} == {"power.define", "culture.values"}
    assert 1 <= len(strong.examples) <= 2
    assert all(value is not None for _name, value in figures)
    assert ("</svg>" in answer.context["upset"]) is (answer.context["triple"] is not None)


def test_a_report_on_nothing_prints_too(page_of):
    assert b"No two codes meet." in page_of("overlap").content


def test_a_report_that_is_not_finished_has_no_such_page(project, people, signed_in):
    report = ask_for_cooccurrence(project=project, by=people["supervisor"], parameters=Parameters())
    assert Report.objects.get() == report
    assert signed_in("supervisor").get(f"/reports/{report.pk}/print/").status_code == 404
