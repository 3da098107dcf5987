"""The memos of a project: their list, a memo, and writing, changing and deleting one."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from coding import access
from coding.actions import memos as actions
from coding.actions.errors import MemoChangedSince
from coding.forms import EditMemoForm, MemoForm
from coding.memos import memos_of, passages_of
from coding.models import Memo, MemoPassage
from fieldnotes.access import project as accessible_project
from fieldnotes.http import Request

MEMOS_A_PAGE = 50


def memos(request: Request, project_id: int) -> HttpResponse:
    """The list; `?mine=yes` one's own alone, `?deleted=` offers to put that memo back."""
    project = accessible_project(request.user, project_id)
    own_only = access.sees_only_own_segments(request.user, project)
    mine = request.GET.get("mine") == "yes"
    found = memos_of(project, user=request.user, own_only=own_only or mine)
    context = {
        "project": project,
        "page": Paginator(found, MEMOS_A_PAGE).get_page(request.GET.get("page")),
        "mine": mine,
        "own_only": own_only,
        "deleted": _deleted(request, project_id),
    }
    return render(request, "memos.html", context)


def memo(request: Request, memo_id: int) -> HttpResponse:
    memo = access.memo(request.user, memo_id)
    context = {
        "project": memo.project,
        "memo": memo,
        "passages": _passages(request, memo),
        "edits": access.may_edit_memo(request.user, memo),
    }
    return render(request, "memo.html", context)


def add(request: Request, project_id: int) -> HttpResponse:
    """A new memo; `?document=` and `?code=` say what it is on at first."""
    project = accessible_project(request.user, project_id)
    on = {name: request.GET.get(name) for name in ("document", "code")}
    form = MemoForm(request.POST or None, project=project, initial=on)
    if request.method == "POST" and form.is_valid():
        memo = actions.write_memo(project=project, by=request.user, **form.memo_fields())
        return redirect("memo", memo.pk)
    return render(request, "memos/write.html", {"project": project, "form": form})


def edit(request: Request, memo_id: int) -> HttpResponse:
    memo = access.editable_memo(request.user, memo_id)
    theirs = None
    form = EditMemoForm(
        request.POST or None,
        instance=memo,
        project=memo.project,
        passages=_passages(request, memo),
        seen=actions.version(memo),
    )
    if request.method == "POST" and form.is_valid():
        seen, unlinked = form.cleaned_data["seen"], form.unlinked()
        try:
            actions.change_memo(
                memo=memo, by=request.user, seen=seen, unlink=unlinked, **form.memo_fields()
            )
        except MemoChangedSince as error:
            theirs = error.current
            form.add_error(None, str(error))
            form.see_again(actions.version(theirs))
        else:
            return redirect("memo", memo.pk)
    context = {"project": memo.project, "memo": memo, "form": form, "theirs": theirs}
    return render(request, "memos/write.html", context)


@require_POST
def delete(request: Request, memo_id: int) -> HttpResponse:
    memo = access.editable_memo(request.user, memo_id)
    actions.delete_memo(memo=memo)
    return redirect(f"{reverse('memos', args=[memo.project_id])}?deleted={memo.pk}")


@require_POST
def restore(request: Request, memo_id: int) -> HttpResponse:
    memo = access.editable_memo(request.user, memo_id, or_deleted=True)
    actions.restore_memo(memo=memo)
    return redirect("memo", memo.pk)


def _passages(request: Request, memo: Memo) -> QuerySet[MemoPassage]:
    own_only = access.sees_only_own_segments(request.user, memo.project)
    return passages_of(memo, user=request.user, own_only=own_only)


def _deleted(request: Request, project_id: int) -> Memo | None:
    """The memo that was deleted a moment ago, if the person may put it back."""
    named = request.GET.get("deleted", "")
    if not (named.isascii() and named.isdigit() and len(named) < 19):
        return None
    found = Memo.objects.filter(pk=named, project_id=project_id, deleted_at__isnull=False).first()
    return found if found and access.may_edit_memo(request.user, found) else None
