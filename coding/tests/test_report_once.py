"""The same question is answered once, for as long as nothing changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coding.actions import codebook
from coding.actions.reports import ask_once
from coding.actions.segments import code_passage
from coding.models import Report
from coding.reports.filters import Filters
from coding.reports.parameters import Parameters
from coding.tasks import compute_report
from fieldnotes.actions import jobs
from fieldnotes.models import Agency, Participant


@pytest.fixture
def ask(project, people):
    def once(base="overlap", by="supervisor", **parameters):
        return ask_once(project=project, by=people[by], parameters=Parameters(base, **parameters))

    return once


@pytest.fixture
def finished(document, ask):
    report = ask()
    compute_report(report.pk)
    return report


def test_a_waiting_one_is_joined_by_everybody(ask):
    assert ask() == ask(by="admin")
    assert ask() != ask("turn")
    assert ask() != ask(layer="two")
    assert Report.objects.count() == 3


def test_a_finished_one_is_the_answer_until_something_changes(
    finished, ask, document, people, codes
):
    assert ask() == finished
    compute_report(finished.pk)  # whoever asks enqueues it
    assert Report.objects.get().attempts == 1
    code_passage(
        document_id=document.pk,
        by=people["researcher"],
        start=0,
        end=5,
        codes=[codes["power.define"].pk],
    )
    assert ask() != finished


def test_not_after_the_codebook_changed(finished, ask, people, codes):
    codebook.retire_code(code=codes["power.define"], by=people["supervisor"])
    assert ask() != finished


def test_not_after_a_document_came(finished, ask, make_document):
    make_document("Another.", title="new")
    assert ask() != finished


def test_not_from_another_version_of_the_program(finished, ask):
    finished.refresh_from_db()
    Report.objects.update(fingerprint=finished.fingerprint | {"software": "0.0.1"})
    assert ask() != finished


def test_not_when_other_people_speak_for_an_agency(ask, document, project, make_document):
    make_document(title="b", people=["Jun"])
    agency = Agency.objects.create(project=project, name="Police")
    asked = ask(filters=Filters(agencies=(agency.pk,)))
    compute_report(asked.pk)
    assert ask(filters=Filters(agencies=(agency.pk,))) == asked
    Participant.objects.filter(project=project).update(agency=agency)
    assert ask(filters=Filters(agencies=(agency.pk,))) != asked


@pytest.mark.parametrize("status", [Report.Status.FAILED, Report.Status.CANCELLED])
def test_what_came_to_nothing_is_computed_again(finished, ask, status):
    Report.objects.update(status=status, result=None, fingerprint=None)
    assert ask() != finished


class TestOneThatIsBeingComputed:
    @pytest.fixture
    def running(self, document, ask):
        return jobs.claim(Report, ask().pk, task_id="one")

    def test_is_joined(self, running, ask):
        assert ask() == running

    def test_not_when_something_changed_since_it_began(self, running, ask, make_document):
        make_document("Another.", title="new")
        assert ask() != running

    def test_not_when_it_is_being_cancelled(self, running, ask):
        jobs.cancel(running)
        assert ask() != running

    def test_its_page_says_how_long_it_will_take(self, running, signed_in):
        Report.objects.update(
            steps_done=2, steps_total=10, started_at=timezone.now() - timedelta(minutes=2)
        )
        page = signed_in("supervisor").get(f"/reports/{running.pk}/").content.decode()
        assert "20 %, about 8 minutes left" in page
        Report.objects.update(steps_done=8)
        page = signed_in("supervisor").get(f"/reports/{running.pk}/").content.decode()
        assert "80 %, about 30 seconds left" in page


def test_asking_twice_by_the_form_leads_to_one_report(signed_in, project, document):
    client = signed_in("supervisor")
    form = {"base": "turn", "layer": "any"}
    places = {client.post(f"/projects/{project.pk}/reports/", form)["Location"] for _ in range(2)}
    assert places == {f"/reports/{Report.objects.get().pk}/"}
