"""The sample project as it is loaded: what a person tries yotcoder with, and what demos show."""

from collections import defaultdict
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count

from coding.actions import sample
from coding.models import CodedSegment
from coding.reports.cooccurrence import compute
from coding.reports.parameters import Parameters
from coding.tests.bases import BASES
from fieldnotes.models import Change, Document, Membership, Participant, Project, SpeakerTurn, User

ACCOUNTS = settings.VAR / "sample-accounts.txt"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What `load_sample` printed. It takes a while: loaded once for all tests, where there is an
    account `supervisor` already."""
    with django_db_blocker.unblock(), transaction.atomic():
        User.objects.create_user("supervisor", password="kept as it is")
        said = StringIO()
        call_command("load_sample", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)
    ACCOUNTS.unlink()


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_every_role_has_an_account_and_new_passwords_are_told(loaded):
    roles = dict(Membership.objects.values_list("user__username", "role"))
    assert roles == {name: role for name, (_first, _last, role) in sample.ACCOUNTS.items()}
    lines = [line.split() for line in loaded.splitlines()]
    told = {line[1]: line[2] for line in lines if len(line) == 3 and line[1] in roles}
    assert told.keys() == roles.keys() - {"supervisor"}
    for user in User.objects.all():
        assert user.check_password(told.get(user.username, "kept as it is"))
        assert user.is_staff is (user.username == "admin")
    assert ACCOUNTS.read_text() in loaded
    assert ACCOUNTS.stat().st_mode & 0o777 == 0o600


def test_a_later_start_does_nothing():
    before = Project.objects.count(), User.objects.count(), Change.objects.count()
    said = StringIO()
    call_command("load_sample", "--first-start", stdout=said)
    assert said.getvalue() == ""
    assert before == (Project.objects.count(), User.objects.count(), Change.objects.count())


def test_the_documents():
    kinds = defaultdict(list)
    for document in Document.objects.all():
        kinds[document.kind].append(document)
        assert document.fieldwork_date and document.site and document.author
    assert len(kinds["fieldnote"]) >= 8
    assert len(kinds["interview"]) >= 6
    assert all(600 <= len(document.text.split()) <= 1500 for document in kinds["interview"])
    dates = [document.fieldwork_date for document in Document.objects.order_by("fieldwork_date")]
    assert (dates[-1] - dates[0]).days > 365


def test_five_agencies_speak():
    agencies = set(Participant.objects.values_list("agency__name", flat=True))
    assert {"social work", "probation", "police", "education", "health"} <= agencies
    turns = SpeakerTurn.objects.filter(document__kind="interview", interviewer=False)
    assert turns.count() > 100
    assert set(turns.values_list("participant__agency__name", flat=True)) == agencies


def test_the_coding():
    assert CodedSegment.objects.count() >= 250
    by_coder = CodedSegment.objects.values_list("coder__username").annotate(Count("pk"))
    assert {name for name, count in by_coder if count > 50} == {"researcher", "researcher2"}
    used = set(CodedSegment.objects.values_list("code__key", flat=True))
    assert len(used) >= 14
    for segment in CodedSegment.objects.select_related("document"):
        passage = segment.document.text[segment.start : segment.end]
        assert passage.strip() == passage != ""


def test_the_dilemmas_meet():
    project = Project.objects.get()
    for base in BASES:
        result = compute(project, Parameters(base), lambda _done: None).result
        together = result["levels"]["dilemmas"]["together"]
        roots = [n for n, code in enumerate(result["codes"]) if code["root"] == n]
        assert all(together[a][b] > 0 for a in roots for b in roots), base


def test_the_coders_agree_now_and_then():
    agreed = compute(Project.objects.get(), Parameters(layer="two"), lambda _done: None).result
    assert 0 < agreed["segments"] < CodedSegment.objects.count() / 2
