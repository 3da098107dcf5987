"""The JSON API: routers of the two apps, who may call it, and what an error looks like.

Every refusal is JSON `{"detail": sentence}`; offsets are Unicode code points everywhere.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import HttpBearer, SessionAuth

from coding.actions.errors import (
    AlreadyCoded,
    ChangedSince,
    CodingError,
    NothingToRedo,
    NothingToUndo,
    StaleSegment,
)
from coding.api import router as coding_router
from fieldnotes.actions.people import note_token_use
from fieldnotes.api import router as fieldnotes_router
from fieldnotes.models import User
from fieldnotes.queries import user_of_token
from yotcoder import __version__

CONFLICTS = (AlreadyCoded, ChangedSince, NothingToRedo, NothingToUndo, StaleSegment)


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN` with a personal token, for scripts."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of_token(token)
        if user is not None:
            note_token_use(token=token)
            request.user = user
        return user


class SignedIn(SessionAuth):
    """The session of somebody who has signed in, with its CSRF token, for our own pages.

    A page that stayed open names its person in `X-User`: the session of another is not theirs.
    """

    def __call__(self, request: HttpRequest) -> User | None:
        if not request.user.is_authenticated:
            return None  # 401; the check of the CSRF token would make it 403
        if request.headers.get("X-User", str(request.user.pk)) != str(request.user.pk):
            return None
        user: User | None = super().__call__(request)
        return user


api = NinjaAPI(
    title="yotcoder",
    version=__version__,
    urls_namespace="api",
    description=(
        "Documents, codes, coded segments and reports of the projects you are a member of. "
        "Offsets count Unicode code points. Scripts send `Authorization: Bearer TOKEN`."
    ),
    auth=[TokenAuth(), SignedIn()],
)
api.add_router("", fieldnotes_router)
api.add_router("", coding_router)


@api.exception_handler(CodingError)
def refuse(request: HttpRequest, error: CodingError) -> HttpResponse:
    answer: dict[str, object] = {"detail": str(error)}
    if isinstance(error, StaleSegment):
        answer["current"] = error.current
    status = 409 if isinstance(error, CONFLICTS) else 422
    return api.create_response(request, answer, status=status)


@api.exception_handler(ValidationError)
def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not fit the schema: each field, with what is wrong with it."""
    faults = [f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors]
    return api.create_response(request, {"detail": "; ".join(faults)}, status=422)


@api.exception_handler(PermissionDenied)
def forbid(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=403)


@api.exception_handler(Http404)
def miss(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=404)
