"""Supervisors look after the codes: each view is one action on one code, or its form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import reselect, retarget

from coding import access
from coding.actions import codebook as actions
from coding.actions.errors import CodebookError, CodeChangedSince
from coding.codetree import CodeTree
from coding.forms import AddCodeForm, EditCodeForm, MergeForm, MoveForm
from coding.models import Code
from fieldnotes.access import project as accessible_project
from fieldnotes.http import Request
from fieldnotes.models import Project, Role


def add(request: Request, project_id: int) -> HttpResponse:
    """A new code, under the parent that the address names (`?parent=`) or another."""
    project = accessible_project(request.user, project_id, at_least=Role.SUPERVISOR)
    tree = CodeTree(project.codebook.codes.all())
    form = AddCodeForm(request.POST or None, tree=tree, initial=_like_its_parent(request, tree))
    if request.method == "POST" and form.is_valid():
        parent = form.cleaned_data["parent"]
        try:
            change = actions.add_code(
                project=project, by=request.user, parent=parent, **form.code_fields()
            )
        except CodebookError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("The code is added."))
            return _back(project, change.after[0]["id"])
    return render(request, "codebook/add.html", {"project": project, "form": form})


def edit(request: Request, code_id: int) -> HttpResponse:
    """What is written about a code; beside it, the forms that move, merge and retire it."""
    code = access.code(request.user, code_id, at_least=Role.SUPERVISOR)
    book = code.codebook
    form = EditCodeForm(request.POST or None, instance=code, initial={"seen": book.revision})
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            actions.edit_code(code=code, by=request.user, seen=seen, **form.code_fields())
        except CodeChangedSince as error:
            form.add_error(error.field, str(error))
            form.see_again(book.revision)
        except CodebookError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Saved."))
            return _back(book.project, code.pk)
    return _edit_page(request, code, form)


def _edit_page(request: Request, code: Code, form: EditCodeForm) -> HttpResponse:
    """A page of its own; asked for by htmx, its article takes the place of the code's."""
    tree = CodeTree(code.codebook.codes.all())
    context = {
        "project": code.codebook.project,
        "code": tree.codes[code.pk],
        "form": form,
        "move_form": MoveForm(code=code, tree=tree),
        "merge_form": MergeForm(code=code, tree=tree),
    }
    article = f"#code-{code.pk}"
    return reselect(retarget(render(request, "codebook/edit.html", context), article), article)


@require_POST
def move(request: Request, code_id: int) -> HttpResponse:
    """Put a code under another parent."""
    code = access.code(request.user, code_id, at_least=Role.SUPERVISOR)
    form = MoveForm(request.POST, code=code, tree=CodeTree(code.codebook.codes.all()))
    if not form.is_valid():
        messages.error(request, _("This is not a parent that the code can stand under."))
        return _back(code.codebook.project, code.pk)
    return _do(request, code, actions.move_code, _("Moved."), parent=form.cleaned_data["parent"])


@require_POST
def shift(request: Request, code_id: int) -> HttpResponse:
    """Put a code before or after its neighbour."""
    code = access.code(request.user, code_id, at_least=Role.SUPERVISOR)
    step = -1 if request.POST.get("step") == "up" else 1
    return _do(request, code, actions.shift_code, "", step=step)


@require_POST
def retire(request: Request, code_id: int) -> HttpResponse:
    code = access.code(request.user, code_id, at_least=Role.SUPERVISOR)
    done = _("%(name)s is retired; its segments are kept.") % {"name": code.name}
    return _do(request, code, actions.retire_code, done)


@require_POST
def restore(request: Request, code_id: int) -> HttpResponse:
    code = access.code(request.user, code_id, at_least=Role.SUPERVISOR)
    done = _("%(name)s is in use again.") % {"name": code.name}
    return _do(request, code, actions.restore_code, done)


def merge(request: Request, code_id: int) -> HttpResponse:
    """GET: what a merge into `?target=` would do. POST: do it."""
    code = access.code(request.user, code_id, at_least=Role.SUPERVISOR)
    asked = request.POST if request.method == "POST" else request.GET
    form = MergeForm(asked, code=code, tree=CodeTree(code.codebook.codes.all()))
    context = {"project": code.codebook.project, "code": code, "form": form}
    if not form.is_valid():
        return render(request, "codebook/merge.html", context)
    target = form.cleaned_data["target"]
    if request.method == "POST":
        words = {"code": code.name, "target": target.name}
        done = _("%(code)s is merged into %(target)s.") % words
        return _do(request, code, actions.merge_code, done, target=target)
    context |= {"target": target, "preview": actions.preview_merge(code=code, target=target)}
    return render(request, "codebook/merge.html", context)


def _do(
    request: Request, code: Code, action: Callable[..., Any], done: str, **arguments: Any
) -> HttpResponse:
    """Call the action on the code, say how it went, and go back to the code in the codebook."""
    try:
        action(code=code, by=request.user, **arguments)
    except CodebookError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return _back(code.codebook.project, arguments.get("target", code).pk)


def _back(project: Project, code_id: int) -> HttpResponse:
    return redirect(f"{reverse('codebook', args=[project.pk])}#code-{code_id}")


def _like_its_parent(request: Request, tree: CodeTree) -> dict[str, Any]:
    """A sub-code starts with the colour of its parent."""
    wanted = request.GET.get("parent", "")
    parent = tree.codes.get(int(wanted)) if wanted.isdecimal() else None
    return {"parent": parent.pk, "colour": parent.colour} if parent else {}
