"""Admins import batches: drop files, look at the dry run, confirm, watch."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fieldnotes import access, queries
from fieldnotes.actions import imports as actions
from fieldnotes.actions import jobs
from fieldnotes.forms import ImportForm
from fieldnotes.http import Request
from fieldnotes.models import Role
from fieldnotes.tasks import enqueue, run_import_batch

ITEMS_A_PAGE = 100


def imports(request: Request, project_id: int) -> HttpResponse:
    """The form that takes files, and the batches so far."""
    project = access.project(request.user, project_id, at_least=Role.ADMIN)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = actions.open_batch(
            project=project,
            by=request.user,
            files=form.cleaned_data["documents"],
            sheets=form.sheets(),
        )
        enqueue(run_import_batch, batch.pk)
        return redirect("import_batch", batch.pk)
    batches = queries.batches_of(project)[:50]
    return render(request, "imports.html", {"project": project, "form": form, "batches": batches})


def import_batch(request: Request, batch_id: int) -> HttpResponse:
    """One batch; while it runs, htmx asks for the progress part again every second."""
    batch = access.import_batch(request.user, batch_id)
    items = Paginator(queries.items_of(batch), ITEMS_A_PAGE)
    context = {
        "project": batch.project,
        "batch": batch,
        "counts": queries.item_counts(batch),
        "items": items.get_page(request.GET.get("page")),
    }
    if request.htmx and not batch.is_over:
        return render(request, "imports/progress.html", context)
    response = render(request, "import_batch.html", context)
    if request.htmx:  # it is over: the page looks different now
        response["HX-Refresh"] = "true"
    return response


@require_POST
def confirm(request: Request, batch_id: int) -> HttpResponse:
    batch = access.import_batch(request.user, batch_id)
    if actions.confirm_batch(batch=batch):
        enqueue(run_import_batch, batch.pk)
    return redirect("import_batch", batch.pk)


@require_POST
def cancel(request: Request, batch_id: int) -> HttpResponse:
    batch = access.import_batch(request.user, batch_id)
    jobs.cancel(batch)
    messages.info(request, _("Cancelled. What was imported before stays."))
    return redirect("import_batch", batch.pk)
