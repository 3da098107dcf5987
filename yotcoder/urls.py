"""Every address of the product."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog

from yotcoder import views
from yotcoder.api import api

# An API call is let in by the API's own rules (session or token), not sent to the login page.
API_PAGES = {"openapi-json", "openapi-view", "api-root"}
api_urls = api.urls  # each look at this attribute makes new patterns
for pattern in api_urls[0]:
    if isinstance(pattern, URLPattern) and pattern.name not in API_PAGES:
        pattern.callback = login_not_required(pattern.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fieldnotes.urls")),
    path("", include("coding.urls")),
    path("api/", api_urls),
    path("admin/", admin.site.urls),
    path("login/", auth_views.LoginView.as_view(), name="login"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path(
        "words.js",
        login_not_required(JavaScriptCatalog.as_view(packages=["yotcoder"])),
        name="words",
    ),
    path("health", views.health, name="health"),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
