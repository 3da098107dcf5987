"""The codebook's pages: what each role sees and may do, with and without htmx."""

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coding.actions.codebook import retire_code, shift_code
from coding.models import Code
from coding.models.codebook import RESERVED
from fieldnotes.models import Role, User

from .codebook import added, code, coded, document, new_project, person, present

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    """A project, its founder, and a client that signs in as a role."""
    project, admin = new_project()

    def sign_in(role: Role) -> User:
        user = person(project, role)
        client.force_login(user)
        return user

    return project, admin, sign_in


def page(client, project) -> str:
    return client.get(reverse("codebook", args=[project.pk])).content.decode()


FILLED = {"name": "Trust", "key": "trust", "shortcut": "e9", "colour": "#123456"}


def test_a_researcher_reads_everything_and_is_offered_no_change(client, team):
    project, admin, sign_in = team
    retire_code(code=code(project, "culture.usthem"), by=admin)
    sign_in(Role.RESEARCHER)
    text = page(client, project)
    for each in Code.objects.filter(codebook__project=project):
        assert f'id="code-{each.pk}"' in text
    assert text.index("Retired codes</h2>") < text.index(
        f'id="code-{code(project, "culture.usthem").pk}"'
    )
    assert 'fill="#' in text
    assert "style=" not in text
    for word in ("Add a sub-code", "/edit/", "/shift/", "/codebook/undo/"):
        assert word not in text


@pytest.mark.parametrize(
    ("role", "blind", "count"),
    [
        (Role.RESEARCHER, False, "3 segments"),
        (Role.RESEARCHER, True, "1 segment of yours"),
        (Role.SUPERVISOR, True, "3 segments"),
    ],
)
def test_who_learns_how_often_a_code_was_used(client, role, blind, count):
    project, admin = new_project(blind=blind)
    reader, place = person(project, role), document(project, admin)
    other = person(project, Role.RESEARCHER)
    for by, start in ((reader, 0), (other, 0), (other, 1)):
        coded(place, by, code(project, "power.define"), start)
    client.force_login(reader)
    text = page(client, project)
    assert f">{count}<" in text
    under = "1 under it" if count.startswith("1") else "3 under it"
    assert under in text


READ = ["codebook", "codebook_history"]
PROJECT_WRITES = ["code_add", "codebook_undo"]
CODE_WRITES = ["code_edit", "code_move", "code_shift", "code_retire", "code_restore", "code_merge"]


@pytest.mark.parametrize("name", [*PROJECT_WRITES, *CODE_WRITES])
def test_only_supervisors_change_the_codebook(client, team, name):
    project, _admin, sign_in = team
    subject = project.pk if name in PROJECT_WRITES else code(project, "power").pk
    url, before = reverse(name, args=[subject]), present(project)
    assert client.post(url).status_code == 302  # to the sign-in page
    sign_in(Role.RESEARCHER)
    assert client.post(url, FILLED).status_code == 403
    client.force_login(User.objects.create_user("stranger"))
    assert client.post(url, FILLED).status_code == 404
    assert present(project) == before


@pytest.mark.parametrize("name", READ)
def test_strangers_do_not_read_it(client, team, name):
    project, _admin, sign_in = team
    url = reverse(name, args=[project.pk])
    sign_in(Role.RESEARCHER)
    assert client.get(url).status_code == 200
    client.force_login(User.objects.create_user("stranger"))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["code_move", "code_shift", "code_retire", "code_restore"])
def test_nothing_is_changed_by_a_get(client, team, name):
    project, _admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    assert client.get(reverse(name, args=[code(project, "power").pk])).status_code == 405


def test_a_supervisor_adds_a_code(client, team):
    project, _admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    power = code(project, "power")
    url = reverse("code_add", args=[project.pk])
    form = client.get(f"{url}?parent={power.pk}").content.decode()
    assert f'<option value="{power.pk}" selected>' in form
    assert power.colour in form
    answer = client.post(url, {**FILLED, "key": "", "name": "Über Trust", "parent": power.pk})
    made = code(project, "power.uber-trust")
    assert made.parent == power
    assert answer.url == f"{reverse('codebook', args=[project.pk])}#code-{made.pk}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"key": "power"}, "The code Power holds this already."),
        ({"key": "no blanks"}, "Use a-z"),
        ({"key": "", "name": "信"}, "Write a key"),
        ({"shortcut": "pp"}, "The code Power holds this already."),
        ({"shortcut": "e"}, "Two letters or digits."),
        ({"colour": "red"}, "A colour looks like"),
        ({"parent": "0"}, "Select a valid choice"),
        *(({"shortcut": f"{letter}1"}, "for a command") for letter in RESERVED),
    ],
)
def test_a_code_that_cannot_be_added(client, team, wrong, sentence):
    project, _admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    before = present(project)
    answer = client.post(reverse("code_add", args=[project.pk]), FILLED | wrong)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert present(project) == before


def test_the_reader_and_the_codebook_agree_on_the_keys_that_are_commands():
    keys = (settings.BASE_DIR / "static" / "reader" / "keys.js").read_text()
    reserved = re.search(r"RESERVED_KEYS = (\[[^]]*\])", keys)
    assert set(json.loads(reserved[1])) == set(RESERVED)


def test_an_edit_keeps_line_breaks_as_lf_and_says_what_is_taken(client, team):
    project, _admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    power = code(project, "power")
    url = reverse("code_edit", args=[power.pk])
    answer = client.post(url, FILLED | {"seen": 1, "shortcut": "CC"})
    assert "The code Culture holds this already." in answer.content.decode()
    filled = FILLED | {"seen": 1, "definition": "one\r\ntwo", "colour": "#ABCDEF"}
    assert client.post(url, filled).url.endswith(f"#code-{power.pk}")
    power.refresh_from_db()
    assert (power.key, power.definition, power.colour) == ("trust", "one\ntwo", "#abcdef")


def test_who_edits_what_changed_meanwhile_is_told_once(client, team):
    project, admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    power = code(project, "power")
    retire_code(code=power, by=admin)
    url = reverse("code_edit", args=[power.pk])
    answer = client.post(url, FILLED | {"seen": 1})
    assert "Somebody changed this code in the meantime" in answer.content.decode()
    assert 'name="seen" value="2"' in answer.content.decode()
    assert client.post(url, FILLED | {"seen": 2}).status_code == 302


def test_htmx_gets_the_form_in_the_place_of_the_code(client, team):
    project, _admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    power = code(project, "power")
    url = reverse("code_edit", args=[power.pk])
    for answer in (
        client.get(url, headers={"hx-request": "true"}),
        client.post(url, {"seen": 1}, headers={"hx-request": "true"}),
    ):
        article = f"#code-{power.pk}"
        assert (answer["HX-Retarget"], answer["HX-Reselect"]) == (article, article)
        assert f'id="code-{power.pk}"' in answer.content.decode()


def test_a_supervisor_moves_shifts_retires_merges_and_undoes(client, team):
    project, _admin, sign_in = team
    supervisor = sign_in(Role.SUPERVISOR)
    power, culture = code(project, "power"), code(project, "culture")
    define = code(project, "power.define")
    before = present(project)
    coded(document(project, supervisor), supervisor, define)

    def post(name: str, subject: Code, **data: object) -> None:
        answer = client.post(reverse(name, args=[subject.pk]), data, follow=True)
        assert answer.status_code == 200

    post("code_move", define, parent=culture.pk)
    post("code_shift", power, step="up")
    post("code_retire", power)
    post("code_restore", power)
    preview = client.get(reverse("code_merge", args=[define.pk]), {"target": culture.pk})
    assert preview.context["preview"].segments == 1
    post("code_merge", define, target=culture.pk)
    define.refresh_from_db()
    assert (define.retired, define.parent, culture.segments.count()) == (True, culture, 1)

    text = page(client, project)
    assert "Undo: merge of Power to define into Culture" in text
    undo = reverse("codebook_undo", args=[project.pk])
    for revision in (6, 5, 4, 3, 2):
        answer = client.post(undo, {"revision": revision}, follow=True)
        assert "Undone: " in answer.content.decode()
    assert present(project) == before
    assert "Undo: " not in page(client, project)
    for revision in ("2", "", "x", "²"):
        answer = client.post(undo, {"revision": revision}, follow=True)
        assert "The codebook was changed in the meantime" in answer.content.decode()


def test_a_move_under_itself_and_a_merge_into_nothing_are_refused(client, team):
    project, _admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    power, before = code(project, "power"), present(project)
    inside = code(project, "power.define").pk
    move = client.post(reverse("code_move", args=[power.pk]), {"parent": inside}, follow=True)
    assert "not a parent that the code can stand under" in move.content.decode()
    for target in (inside, power.pk, "", "0"):
        answer = client.post(reverse("code_merge", args=[power.pk]), {"target": target})
        assert answer.status_code == 200
        assert "preview" not in answer.context
    assert present(project) == before


def test_the_history_says_who_changed_what(client, team):
    project, admin, sign_in = team
    made = added(project, admin, "Trust")
    shift_code(code=made, by=admin, step=-1)
    sign_in(Role.SUPERVISOR)
    for revision in (3, 2):
        client.post(reverse("codebook_undo", args=[project.pk]), {"revision": revision})
    text = client.get(reverse("codebook_history", args=[project.pk])).content.decode()
    phrases = [
        "Undone: new code Trust",
        "Undone: new place of Trust among its neighbours",
        "New place of Trust among its neighbours",
        "New code Trust",
        "The default codebook",
    ]
    places = [text.index(f"<strong>{phrase}</strong>") for phrase in phrases]
    assert places == sorted(places)
    assert admin.username in text


@pytest.mark.parametrize("name", READ)
def test_more_rows_need_no_more_queries(client, team, name):
    project, admin, sign_in = team
    sign_in(Role.SUPERVISOR)
    place, url = document(project, admin), reverse(name, args=[project.pk])
    needed = []
    for names in (["One"], ["Two", "Three"]):
        for each in names:
            coded(place, admin, added(project, admin, each, code(project, "power")))
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        needed.append(len(queries))
    assert needed[0] == needed[1]
