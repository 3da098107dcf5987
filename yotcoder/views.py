"""Pages of the site as a whole: is it well, and what an error looks like."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, _("This request cannot be read"), str(exception))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, _("Not with your role"), str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("There is no such page, or you are not a member of its project.")
    return _page(request, 404, _("Not found"), sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = _("Nothing was changed by this request. The operator finds the reason in the log.")
    # Rendered without the request: what failed may be the very thing that the page would ask.
    context = {"title": _("Something went wrong"), "sentence": sentence}
    return render(None, "error.html", context, status=500)


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return render(request, "error.html", {"title": title, "sentence": sentence}, status=status)
