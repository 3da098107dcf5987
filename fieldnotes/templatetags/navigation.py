"""The header of every page: where one is, where one may go."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldnotes.models import Membership, Project, Role

register = template.Library()
PARTS = {
    "codebook": ("/codebook/", "/codes/"),
    "memos": ("/memos/",),
    "reports": ("/reports/", "/retrieval/"),
    "imports": ("/import/",),
}
"""How the addresses of a part's pages begin, behind that of the project where they have it, by
the name of its first page."""


@register.inclusion_tag("partials/header.html", takes_context=True)
def site_header(context: dict[str, Any], project: Project | str = "") -> dict[str, Any]:
    request = context.get("request")
    user = getattr(request, "user", None)
    found = None
    if user is not None and user.is_authenticated and isinstance(project, Project):
        found = Membership.objects.filter(user=user, project=project).first()
    return {
        "request": request,
        "user": user,
        "project": project,
        "role": Role(found.role).label if found else "",
        "places": _places(found, request.path) if found and request else [],
    }


def _places(found: Membership, here: str) -> list[dict[str, Any]]:
    """Links to the project's parts that the member's role may enter."""
    places = [
        (_("Documents"), "project", Role.RESEARCHER),
        (_("Search"), "search", Role.RESEARCHER),
        (_("Codebook"), "codebook", Role.RESEARCHER),
        (_("Memos"), "memos", Role.RESEARCHER),
        (_("Reports"), "reports", Role.SUPERVISOR),
        (_("Import"), "imports", Role.ADMIN),
        (_("People"), "people", Role.ADMIN),
    ]
    within = here.removeprefix(f"/projects/{found.project_id}")
    return [
        {
            "label": label,
            "url": url,
            "current": "page" if here == url else _below(name, within),
        }
        for label, name, least in places
        if found.role >= least
        for url in [reverse(name, args=[found.project_id])]
    ]


def _below(name: str, address: str) -> str:
    """What `aria-current` says of a part on its other pages."""
    return "true" if address.startswith(PARTS.get(name, ("-",))) else ""
