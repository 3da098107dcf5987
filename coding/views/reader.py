"""The reader: a document's text, in which researchers code."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie

from coding import queries
from coding.access import sees_only_own_segments
from coding.memos import linked_memos
from fieldnotes import access
from fieldnotes.http import Request
from fieldnotes.models import Role


@ensure_csrf_cookie
def document(request: Request, document_id: int) -> HttpResponse:
    """The whole text with its segments: nothing else is asked of the server to show it."""
    document = access.document(request.user, document_id)
    own_only = sees_only_own_segments(request.user, document.project)
    role = access.membership(request.user, document.project_id, at_least=Role.RESEARCHER).role
    data = queries.reader_data(document, user_id=request.user.pk, own_only=own_only)
    data["memos"] = linked_memos(
        document, user=request.user, own_only=own_only, edits_all=role >= Role.SUPERVISOR
    )
    context = {
        "project": document.project,
        "document": document,
        "participants": document.participants.select_related("agency"),
        "may_add_codes": role >= Role.SUPERVISOR,
        "sections": queries.sections_of(document),
        "data": data,
    }
    return render(request, "reader.html", context)
