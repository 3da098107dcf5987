"""The pages on which an admin imports a batch."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fieldnotes.models import Document, ImportBatch, Job
from fieldnotes.tasks import run_import_batch

HTMX = {"HX-Request": "true"}


@pytest.fixture
def admin(signed_in):
    return signed_in("admin")


@pytest.fixture
def uploaded(admin, project, django_capture_on_commit_callbacks):
    """`uploaded("a.txt", "b.txt")`: the batch that the form made of them; nothing is queued."""

    def upload(*names, sheet=b""):
        with django_capture_on_commit_callbacks() as queued:
            answer = admin.post(
                f"/projects/{project.pk}/import/",
                {
                    "documents": [SimpleUploadedFile(n, f"Text of {n}".encode()) for n in names],
                    "sheet": SimpleUploadedFile("sheet.csv", sheet) if sheet else "",
                },
            )
        batch = ImportBatch.objects.get()
        assert answer["Location"] == f"/import/{batch.pk}/"
        assert len(queued) == 1
        return batch

    return upload


def test_from_the_files_to_the_documents(admin, uploaded, django_capture_on_commit_callbacks):
    batch = uploaded("a.txt", "b.txt", sheet=b"file,title\na.txt,Morning\nc.txt,Nothing\n")
    address = f"/import/{batch.pk}/"
    waiting = admin.get(address, headers=HTMX).content.decode()
    assert "<html" not in waiting and f'hx-get="{address}"' in waiting
    run_import_batch(batch.pk)
    checked = admin.get(address, headers=HTMX)
    assert checked["HX-Refresh"] == "true"
    page = checked.content.decode()
    assert "Dry run" in page and "Morning" in page and "c.txt is named here" in page
    assert not Document.objects.exists()
    with django_capture_on_commit_callbacks() as queued:
        assert admin.post(f"{address}confirm/")["Location"] == address
        assert admin.post(f"{address}confirm/")["Location"] == address  # a second click
    assert len(queued) == 1
    run_import_batch(batch.pk)
    assert set(Document.objects.values_list("title", flat=True)) == {"Morning", "b"}


def test_a_batch_that_waits_is_cancelled(admin, uploaded):
    batch = uploaded("a.txt")
    admin.post(f"/import/{batch.pk}/cancel/")
    run_import_batch(batch.pk)
    batch.refresh_from_db()
    assert batch.status == Job.Status.CANCELLED
    assert "Cancelled" in admin.get(f"/import/{batch.pk}/").content.decode()


def test_no_files_are_no_batch(admin, project):
    page = admin.post(f"/projects/{project.pk}/import/", {"documents": ""})
    assert b"This field is required" in page.content
    assert not ImportBatch.objects.exists()


def test_names_and_texts_are_shown_as_text(admin, uploaded):
    batch = uploaded("<b>.txt", sheet=b"file,title\n<b>.txt,<script>alert(1)</script>\n")
    run_import_batch(batch.pk)
    page = admin.get(f"/import/{batch.pk}/").content.decode()
    assert "<script>alert" not in page and "<b>.txt" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_staff_make_projects(signed_in, people):
    admin = signed_in("admin")
    assert admin.post("/projects/new/", {"name": "New"}).status_code == 403
    people["admin"].is_staff = True
    people["admin"].save()
    assert admin.post("/projects/new/", {"name": "New", "blind": "on"}).status_code == 302
    made = people["admin"].memberships.get().project
    assert (made.name, made.blind, made.codebook.codes.count()) == ("New", True, 17)
