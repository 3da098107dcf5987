"""Who else has the document open: told by the calls for news, forgotten after a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coding.models import Presence
from fieldnotes.models import Change


@pytest.fixture
def here(signed_in, document, people):
    """`here("researcher")`: the names of those whom the call for news of that person tells of."""
    names = {person.pk: name for name, person in people.items()}

    def ask(name, wanted="true"):
        address = f"/api/documents/{document.pk}/changes?since=1&here={wanted}"
        return [names[pk] for pk in signed_in(name).get(address).json()["here"]]

    return ask


def test_people_are_told_of_each_other_and_not_of_themselves(here):
    assert here("researcher") == []
    assert here("researcher") == []
    assert here("supervisor") == ["researcher"]
    assert here("researcher") == ["supervisor"]
    assert Presence.objects.count() == 2


def test_who_only_asks_for_changes_is_not_there(here):
    here("researcher")
    assert here("supervisor", "false") == []
    assert here("researcher") == []


def test_who_left_is_forgotten(here, people):
    here("researcher2")
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=16))
    assert here("researcher") == []
    assert here("researcher2") == ["researcher"]


def test_where_coding_is_blind_researchers_are_told_of_nobody(here, project):
    project.blind = True
    project.save()
    for name in ("researcher", "researcher2", "supervisor"):
        here(name)
    assert here("researcher") == []
    assert here("supervisor") == ["researcher", "researcher2"]


def test_a_stranger_leaves_no_trace(signed_in, document):
    address = f"/api/documents/{document.pk}/changes?here=true"
    assert signed_in("stranger").get(address).status_code == 404
    assert not Presence.objects.exists()


def test_it_is_no_change(here, document):
    before = Change.objects.count()
    here("researcher")
    document.refresh_from_db()
    assert (document.revision, Change.objects.count()) == (1, before)
