"""Every address of the product, asked for by everybody."""

import re

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from coding.actions.reports import ask_for_cooccurrence, compute_report
from coding.actions.segments import code_passage
from coding.reports.cooccurrence import Parameters
from fieldnotes.actions import jobs
from fieldnotes.actions.people import make_token
from fieldnotes.models import ImportBatch, Job, Role, User
from yotcoder.api import api
from yotcoder.urls import API_PAGES

ANYBODY, SIGNED_IN, OPERATOR = "anybody", "signed in", "operator"
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
    "GET api-root": SIGNED_IN,
    "GET openapi-json": SIGNED_IN,
    "GET openapi-view": SIGNED_IN,
    "GET project_add": OPERATOR,
    "GET project": RESEARCHER,
    "GET document": RESEARCHER,
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
    "GET reports": SUPERVISOR,
    "GET report": SUPERVISOR,
    "GET report_passages": SUPERVISOR,
    "GET report_download": SUPERVISOR,
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
    "GET /api/documents/{document_id}": RESEARCHER,
    "GET /api/documents/{document_id}/segments": RESEARCHER,
    "POST /api/documents/{document_id}/segments": RESEARCHER,
    "GET /api/documents/{document_id}/changes": RESEARCHER,
    "POST /api/documents/{document_id}/undo": RESEARCHER,
    "POST /api/documents/{document_id}/redo": RESEARCHER,
    "PATCH /api/segments/{segment_id}": RESEARCHER,  # one's own; see coding/tests/test_api.py
    "DELETE /api/segments/{segment_id}?revision=0": RESEARCHER,
    "GET /api/projects/{project_id}/reports": SUPERVISOR,
    "POST /api/projects/{project_id}/reports": SUPERVISOR,
    "GET /api/reports/{report_id}": SUPERVISOR,
}
LOGIN, IN = "login", "in"


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
    if namespace == "" or (namespace.startswith("api-") and name in API_PAGES)
}


def test_the_tables_name_every_route():
    assert {key.split()[1] for key in PAGES} == set(PAGE_ADDRESSES)
    operations = {
        f"{method.upper()} {path}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    assert {key.partition("?")[0] for key in OPERATIONS} == operations
    served = {route for _n, name, route in ROUTES if route.startswith("/api") and name not in API_PAGES}
    assert served == {operation.split()[1] for operation in operations}
    assert {namespace.partition("-")[0] for namespace, *_ in ROUTES} == {"", "api", "admin"}


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
    compute_report(jobs.claim(type(report), report.pk, task_id="t"))
    return {
        "project_id": project.pk,
        "document_id": document.pk,
        "code_id": codes["power.define"].pk,
        "report_id": report.pk,
        "level": "codes",
        "a": 0,
        "b": 1,
        "format": "csv",
        "user_id": everybody["researcher2"].pk,
        "batch_id": ImportBatch.objects.create(
            project=project, created_by=everybody["admin"], status=Job.Status.DONE
        ).pk,
    }


def own_objects(person, objects, codes):
    token = make_token(user=person, name="mine")
    outcome = code_passage(
        document_id=objects["document_id"],
        by=person,
        start=0,
        end=5,
        codes=[codes["power.define"].pk],
    )
    own_token = person.tokens.get()
    return token, {"token_id": own_token.pk, "segment_id": outcome.segments[0].pk}


def outcome_of(client, key, address, codes):
    method = key.split()[0]
    payload = {"start": 0, "end": 3, "codes": [codes["power.status"].pk], "revision": 0}
    as_json = {"data": payload, "content_type": "application/json"}
    kind = as_json if address.startswith("/api/") and method != "GET" else {}
    response = client.generic(method, address) if not kind else getattr(client, method.lower())(
        address, **kind
    )
    if response.status_code == 302 and "/login/" in response["Location"]:
        return LOGIN
    return response.status_code if response.status_code in (401, 403, 404) else IN


def expected(needed, name, *, is_api):
    role = {"researcher": RESEARCHER, "supervisor": SUPERVISOR, "admin": ADMIN}.get(name)
    if needed == ANYBODY:
        return IN
    if name == "anonymous":
        return 401 if is_api else LOGIN
    if needed == SIGNED_IN:
        return IN
    if needed == OPERATOR:
        return IN if name == "operator" else 403
    if role is None:  # a stranger, and an operator without a membership
        return 404
    return IN if role >= needed else 403


WHO = ["anonymous", "stranger", "researcher", "supervisor", "admin", "operator"]


@pytest.mark.parametrize("name", WHO)
def test_who_is_let_in(name, everybody, objects, codes, rolled_back):
    member = name if name in ("researcher", "supervisor", "admin") else "researcher2"
    _token, own = own_objects(everybody[member], objects, codes)
    if name not in ("anonymous", member):
        own["token_id"] = own_objects(everybody[name], objects, codes)[1]["token_id"]
    found, wanted = {}, {}
    for key, needed in {**PAGES, **OPERATIONS}.items():
        is_api = key in OPERATIONS
        template = key.split()[1] if is_api else PAGE_ADDRESSES[key.split()[1]]
        client = Client()
        with rolled_back():
            if name != "anonymous":
                client.force_login(everybody[name])
            found[key] = outcome_of(client, key, template.format(**objects, **own), codes)
        wanted[key] = expected(needed, name, is_api=is_api)
    assert found == wanted
