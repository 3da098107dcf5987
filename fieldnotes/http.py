"""The request as views behind the login see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from fieldnotes.models import User


class Request(HttpRequest):
    """A request of a person who has signed in: LoginRequiredMiddleware and the API see to it."""

    user: User
    htmx: HtmxDetails
