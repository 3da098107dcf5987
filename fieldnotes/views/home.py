"""The list of one's projects."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from fieldnotes import access
from fieldnotes.http import Request


def home(request: Request) -> HttpResponse:
    projects = access.projects_of(request.user).annotate(documents_count=Count("documents"))
    return render(request, "home.html", {"projects": projects.order_by("name")})
