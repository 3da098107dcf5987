"""Every address of the product, asked for by everybody."""

import json
import re

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from coding.actions.memos import write_memo
from coding.actions.queries import save_query
from coding.actions.reports import ask_for_cooccurrence, ask_for_table, compute_report
from coding.actions.segments import code_passage
from coding.models import Report
from coding.reports.columns import By
from coding.reports.parameters import Parameters
from coding.reports.question import Question
from coding.reports.retrieval.parameters import Asked
from fieldnotes.actions import jobs
from fieldnotes.actions.people import make_token, revoke_token
from fieldnotes.models import ImportBatch, Job, Role, User
from yotcoder.api import api
from yotcoder.urls import API_PAGES

ANYBODY, SIGNED_IN, OPERATOR, NOBODY = "anybody", "signed in", "operator", "nobody"
RESEARCHER, SUPERVISOR, ADMIN = Role

# The smallest role that is let in, for each page by its name ...
PAGES = {
    "GET login": ANYBODY,
    "POST logout": SIGNED_IN,
    "GET words": ANYBODY,
    "GET health": ANYBODY,
    "GET home": SIGNED_IN,
    "GET account": SIGNED_IN,
    "GET password": SIGNED_IN,
    "POST token_revoke": SIGNED_IN,  # one's own; see below
    "GET api-root": NOBODY,  # there is nothing at it
    "GET openapi-json": SIGNED_IN,
    "GET openapi-view": SIGNED_IN,
    "GET project_add": OPERATOR,
    "GET project": RESEARCHER,
    "GET document": RESEARCHER,
    "GET search": RESEARCHER,
    "GET search_tag": RESEARCHER,
    "POST search_untag": RESEARCHER,
    "GET codebook": RESEARCHER,
    "GET codebook_history": RESEARCHER,
    "POST codebook_undo": SUPERVISOR,
    "GET code_add": SUPERVISOR,
    "GET code_edit": SUPERVISOR,
    "POST code_move": SUPERVISOR,
    "POST code_shift": SUPERVISOR,
    "POST code_retire": SUPERVISOR,
    "POST code_restore": SUPERVISOR,
    "POST code_merge": SUPERVISOR,
    "GET memos": RESEARCHER,
    "GET memo_add": RESEARCHER,
    "GET memo": RESEARCHER,
    "GET memo_edit": SUPERVISOR,  # its author too, as with the next two
    "POST memo_delete": SUPERVISOR,
    "POST memo_restore": SUPERVISOR,
    "GET reports": SUPERVISOR,
    "GET retrieval": SUPERVISOR,
    "GET retrieval_compose": SUPERVISOR,
    "POST saved_query_delete": SUPERVISOR,
    "GET report": SUPERVISOR,
    "GET report_passages": SUPERVISOR,
    "GET table_cell": SUPERVISOR,
    "GET report_documents": SUPERVISOR,
    "GET report_portrait": SUPERVISOR,
    "GET report_download": SUPERVISOR,
    "GET report_triple": SUPERVISOR,
    "GET report_chart": SUPERVISOR,
    "GET report_network": SUPERVISOR,
    "GET report_print": SUPERVISOR,
    "GET report_row": SUPERVISOR,
    "GET report_since": SUPERVISOR,
    "GET report_compare": SUPERVISOR,
    "POST report_again": SUPERVISOR,
    "POST report_cancel": SUPERVISOR,
    "GET people": ADMIN,
    "POST person": ADMIN,
    "GET imports": ADMIN,
    "GET import_batch": ADMIN,
    "POST import_confirm": ADMIN,
    "POST import_cancel": ADMIN,
}
# ... and for each operation of the API by its path.
OPERATIONS = {
    "GET /api/projects": SIGNED_IN,
    "GET /api/projects/{project_id}/documents": RESEARCHER,
    "GET /api/projects/{project_id}/codes": RESEARCHER,
    "POST /api/projects/{project_id}/codes": SUPERVISOR,
    "GET /api/documents/{document_id}": RESEARCHER,
    "GET /api/documents/{document_id}/segments": RESEARCHER,
    "POST /api/documents/{document_id}/segments": RESEARCHER,
    "GET /api/documents/{document_id}/changes": RESEARCHER,
    "PUT /api/documents/{document_id}/progress": RESEARCHER,
    "POST /api/documents/{document_id}/undo": RESEARCHER,
    "POST /api/documents/{document_id}/redo": RESEARCHER,
    "PATCH /api/segments/{segment_id}": RESEARCHER,  # one's own; see coding/tests/test_api.py
    "DELETE /api/segments/{segment_id}?revision=0": RESEARCHER,
    "POST /api/segments/{segment_id}/split": RESEARCHER,
    "POST /api/segments/{segment_id}/merge": RESEARCHER,
    "GET /api/projects/{project_id}/memos": RESEARCHER,
    "POST /api/projects/{project_id}/memos": RESEARCHER,
    "GET /api/documents/{document_id}/memos": RESEARCHER,
    "PUT /api/memos/{memo_id}/segments/{segment_id}": SUPERVISOR,  # the memo's author too
    "DELETE /api/memos/{memo_id}/segments/{segment_id}": SUPERVISOR,
    "GET /api/projects/{project_id}/reports": SUPERVISOR,
    "POST /api/projects/{project_id}/reports": SUPERVISOR,
    "GET /api/reports/{report_id}": SUPERVISOR,
}
LOGIN, IN = "login", "in"
MEMBERS = {"researcher": RESEARCHER, "supervisor": SUPERVISOR, "admin": ADMIN}


def addresses(patterns, prefix="/", namespace=""):
    """(namespace, name, address with {holes}) of every route; those by regular expression too."""
    for pattern in patterns:
        route = prefix + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or namespace
            yield from addresses(pattern.url_patterns, route, inner)
        else:
            yield namespace, pattern.name, route


ROUTES = list(addresses(get_resolver().url_patterns))
PAGE_ADDRESSES = {
    name: route
    for namespace, name, route in ROUTES
    if namespace == "" or (namespace == "api" and name in API_PAGES)
}


def test_the_tables_name_every_route():
    assert {key.split()[1] for key in PAGES} == set(PAGE_ADDRESSES)
    operations = {
        f"{method.upper()} {path}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    assert {key.partition("?")[0] for key in OPERATIONS} == operations
    served = {route for space, name, route in ROUTES if space == "api" and name not in API_PAGES}
    assert served == {operation.split()[1] for operation in operations}
    assert {namespace for namespace, *_ in ROUTES} == {"", "api", "admin"}


@pytest.fixture
def everybody(people):
    people["operator"] = User.objects.create_superuser("operator")
    return people


@pytest.fixture
def objects(project, everybody, codes, document):
    """What the holes of the addresses stand for, except what is each person's own."""
    report = ask_for_cooccurrence(
        project=project, by=everybody["supervisor"], parameters=Parameters()
    )
    compute_report(jobs.claim(Report, report.pk, task_id="t"))
    table, frequencies = (
        ask_for_table(
            project=project, by=everybody["supervisor"], kind=kind, question=Question(by=by)
        )
        for kind, by in (
            (Report.Kind.ATTRIBUTE, By.AGENCY),
            (Report.Kind.FREQUENCIES, By.DOCUMENT),
        )
    )
    for asked in (table, frequencies):
        compute_report(jobs.claim(Report, asked.pk, task_id="t"))
    batch = ImportBatch.objects.create(
        project=project, created_by=everybody["admin"], status=Job.Status.DONE
    )
    memo = write_memo(project=project, by=everybody["admin"], title="t", text="t")
    asked = Asked("power.define")
    saved = save_query(project=project, by=everybody["supervisor"], name="power", asked=asked)
    return {
        "project_id": project.pk,
        "memo_id": memo.pk,
        "document_id": document.pk,
        "code_id": codes["power.define"].pk,
        "report_id": report.pk,
        "table_id": table.pk,
        "frequencies_id": frequencies.pk,
        "level": "codes",
        "row": 0,
        "column": 0,
        "a": 0,
        "b": 1,
        "format": "csv",
        "chart": "heatmap",
        "user_id": everybody["researcher2"].pk,
        "batch_id": batch.pk,
        "query_id": saved.pk,
    }


def own_objects(person, objects):
    """A token and a segment of that person, who need not be a member any more."""
    make_token(user=person, name="mine")
    outcome = code_passage(
        document_id=objects["document_id"], by=person, start=0, end=5, codes=[objects["code_id"]]
    )
    return {"token_id": person.tokens.get().pk, "segment_id": outcome.segments[0].pk}


def outcome_of(client, method, address, objects):
    payload = {
        "start": 0,
        "end": 3,
        "codes": [objects["code_id"]],
        "revision": 0,
        "name": "a name",
        "title": "a title",
        "text": "a text",
        "at": [],
        "other": objects["segment_id"],
        "other_revision": 0,
    }
    response = client.generic(method, address, json.dumps(payload), "application/json")
    if response.status_code == 302 and "/login/?" in response["Location"]:
        return LOGIN
    return response.status_code if response.status_code in (401, 403, 404) else IN


def expected(needed, name, *, is_api):
    if needed == ANYBODY:
        return IN
    if name == "anonymous":
        return 401 if is_api else LOGIN
    if needed in (SIGNED_IN, NOBODY):
        return IN if needed == SIGNED_IN else 404
    if needed == OPERATOR:
        return IN if name == "operator" else 403
    if name not in MEMBERS:
        return 404
    return IN if MEMBERS[name] >= needed else 403


@pytest.mark.parametrize("name", ["anonymous", "stranger", "operator", *MEMBERS])
def test_who_is_let_in(name, everybody, objects, codes, rolled_back):
    person = everybody.get(name)
    objects |= own_objects(person or everybody["researcher"], objects)
    found, wanted = {}, {}
    for key, needed in {**PAGES, **OPERATIONS}.items():
        method, place = key.split()
        address = PAGE_ADDRESSES.get(place, place).format(**objects)
        client = Client()
        with rolled_back():
            if person:
                client.force_login(person)
            found[key] = outcome_of(client, method, address, objects)
        wanted[key] = expected(needed, name, is_api=key in OPERATIONS)
    assert found == wanted


def test_nobody_revokes_the_token_of_another(everybody, objects, signed_in):
    token = own_objects(everybody["researcher"], objects)["token_id"]
    assert signed_in("admin").post(f"/account/tokens/{token}/revoke/").status_code == 404
    assert everybody["researcher"].tokens.count() == 1


@pytest.mark.parametrize("name", ["anonymous", "stranger", "researcher", "supervisor", "admin"])
def test_the_admin_site_is_closed_to_all_but_staff(name, everybody, objects):
    holes = {"object_id": 1, "content_type_id": 1, "id": 1}
    inside = [
        route.format(**holes)
        for namespace, view, route in ROUTES
        if namespace == "admin" and view not in ("login", "logout") and "(?P" not in route
    ]
    client = Client()
    if name in everybody:
        client.force_login(everybody[name])
    answers = {route: client.get(route) for route in [*inside, "/admin/coding/", "/admin/none"]}
    assert {r: a.status_code for r, a in answers.items()} == dict.fromkeys(answers, 302)
    assert all("/login/?" in answer["Location"] for answer in answers.values())


def test_the_admin_site_shows_lists_and_rows_to_operators(everybody, objects):
    client = Client()
    client.force_login(everybody["operator"])
    lists = [view for namespace, view, _r in ROUTES if str(view).endswith("_changelist")]
    assert len(lists) > 10
    for view in lists:
        assert client.get(reverse(f"admin:{view}")).status_code == 200, view
    for view, key in [("document", "document_id"), ("project", "project_id")]:
        address = reverse(f"admin:fieldnotes_{view}_change", args=[objects[key]])
        assert client.get(address).status_code == 200


class TestTokens:
    """Scripts come with `Authorization: Bearer`, in a client that checks CSRF as servers do."""

    @pytest.fixture
    def call(self, everybody, objects):
        client = Client(enforce_csrf_checks=True)
        address = f"/api/documents/{objects['document_id']}/segments"
        passage = {"start": 0, "end": 3, "codes": [objects["code_id"]]}

        def post(token):
            headers = {"Authorization": f"Bearer {token}"} if token else None
            return client.post(address, passage, "application/json", headers=headers).status_code

        return post

    def test_a_token_works_without_csrf_and_its_use_is_noted(self, everybody, call):
        token = make_token(user=everybody["researcher"], name="nightly")
        assert call(token) == 201
        assert everybody["researcher"].tokens.get().last_used_at is not None

    def test_a_token_has_the_rights_of_its_owner_and_no_more(self, everybody, call):
        assert call(make_token(user=everybody["stranger"], name="nosy")) == 404

    def test_a_revoked_token_is_refused(self, everybody, call):
        token = make_token(user=everybody["researcher"], name="nightly")
        revoke_token(token=everybody["researcher"].tokens.get())
        assert call(token) == 401

    def test_the_token_of_an_account_that_was_closed_is_refused(self, everybody, call):
        token = make_token(user=everybody["researcher"], name="nightly")
        User.objects.filter(username="researcher").update(is_active=False)
        assert call(token) == 401

    @pytest.mark.parametrize("token", ["", "nonsense", "\u00e9"])
    def test_no_token_and_nonsense_are_refused(self, call, token):
        assert call(token) == 401


def test_a_session_needs_the_csrf_token(everybody, objects):
    client = Client(enforce_csrf_checks=True)
    client.force_login(everybody["researcher"])
    address = f"/api/documents/{objects['document_id']}/segments"
    passage = {"start": 0, "end": 3, "codes": [objects["code_id"]]}
    assert client.post(address, passage, "application/json").status_code == 403
    client.get(f"/documents/{objects['document_id']}/")
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value}
    answer = client.post(address, passage, "application/json", headers=headers)
    assert answer.status_code == 201


def test_every_page_carries_the_content_security_policy(everybody, objects):
    everybody["admin"].is_staff = True
    everybody["admin"].save()
    client = Client()
    client.force_login(everybody["admin"])
    pages = [PAGE_ADDRESSES[key.split()[1]] for key in PAGES if key.startswith("GET")]
    for page in [*pages, "/nowhere/", "/api/projects", "/admin/"]:
        policy = client.get(page.format(**objects))["Content-Security-Policy"]
        assert "default-src 'self'" in policy, page
        assert "unsafe" not in policy, page
