"""Lists ask the database as often for three rows as for one."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coding.actions.projects import create_project
from coding.actions.reports import ask_for_cooccurrence
from coding.actions.segments import code_passage
from coding.reports.parameters import Parameters
from coding.tasks import compute_report
from fieldnotes.actions import imports
from fieldnotes.actions.people import add_member, make_token
from fieldnotes.models import Agency, ImportBatch, Participant, Role, User
from fieldnotes.tasks import run_batch, run_job


@pytest.fixture
def grow(project, people, codes, make_document):
    """`grow(n)` adds row n to everything that is listed anywhere."""

    def add(n):
        agency = Agency.objects.create(project=project, name=f"Agency {n}")
        Participant.objects.create(project=project, pseudonym=f"Jun {n}", agency=agency)
        document = make_document(f"Text {n}", title=f"d{n}", people=[f"Jun {n}"])
        member = User.objects.create_user(f"member{n}")
        add_member(project=project, user=member, role=Role.RESEARCHER)
        for person in (member, people["admin"]):
            code_passage(
                document_id=document.pk, by=person, start=0, end=4, codes=[codes["power"].pk]
            )
        create_project(name=f"Project {n}", description="", blind=False, by=people["admin"])
        make_token(user=people["admin"], name=f"token {n}")
        report = ask_for_cooccurrence(project=project, by=member, parameters=Parameters())
        compute_report(report.pk)
        imports.open_batch(project=project, by=member, files=[])

    return add


@pytest.fixture
def batch(project, people, make_document):
    """A batch of everything that an item may be: imported, in the project already, refused."""

    def run(batch):
        run_job(ImportBatch, batch.pk, task_id="t", work=run_batch)
        batch.refresh_from_db()

    def make(n):
        names = {f"{kind}{number}.txt": kind for kind in ("old", "new", "") for number in range(n)}
        files = [ContentFile(kind and f"{name} {n}", name) for name, kind in names.items()]
        old = [file for file in files if file.name.startswith("old")]
        for uploads in (old, files):
            for upload in uploads:
                upload.seek(0)
            made = imports.open_batch(project=project, by=people["admin"], files=uploads)
            run(made)
            imports.confirm_batch(batch=made)
            run(made)
        return made

    return make


def queries_of(client, address):
    client.get(address)  # once for what is looked up once: content types, sessions
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


ADDRESSES = [
    "/",
    "/projects/{0}/",
    "/projects/{0}/reports/",
    "/projects/{0}/import/",
    "/projects/{0}/people/",
    "/projects/{0}/codebook/",
    "/projects/{0}/codebook/history/",
    "/account/",
    "/api/projects",
    "/api/projects/{0}/documents",
    "/api/projects/{0}/codes",
    "/api/projects/{0}/reports",
]


def test_lists(project, grow, signed_in):
    client = signed_in("admin")
    addresses = [address.format(project.pk) for address in ADDRESSES]
    grow(1)
    with_one = {address: queries_of(client, address) for address in addresses}
    grow(2)
    grow(3)
    assert {address: queries_of(client, address) for address in addresses} == with_one
    assert max(with_one.values()) < 20


@pytest.mark.parametrize("name", ["supervisor", "researcher"])
@pytest.mark.parametrize(
    "address",
    [
        "/documents/{0}/",
        "/api/documents/{0}",
        "/api/documents/{0}/segments",
        "/api/documents/{0}/changes",
    ],
)
def test_what_a_document_holds(document, people, codes, signed_in, name, address):
    client, address = signed_in(name), address.format(document.pk)
    add = {"document_id": document.pk, "codes": [codes["power"].pk]}
    code_passage(by=people["researcher"], start=0, end=5, **add)
    with_one = queries_of(client, address)
    code_passage(by=people["researcher"], start=1, end=5, **add)
    code_passage(by=people["researcher2"], start=2, end=5, **add)
    assert queries_of(client, address) == with_one


def test_the_items_of_a_batch(batch, signed_in):
    client = signed_in("admin")
    one, three = batch(1), batch(3)
    assert three.items.count() == 9
    assert queries_of(client, f"/import/{one.pk}/") == queries_of(client, f"/import/{three.pk}/")


def test_the_items_of_a_batch_are_listed_without_the_texts(batch, signed_in):
    made = batch(1)
    with CaptureQueriesContext(connection) as queries:
        signed_in("admin").get(f"/import/{made.pk}/")
    assert not [query for query in queries if '"text"' in query["sql"]]
