"""Tags of the reader's page."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
def reader_modules() -> list[str]:
    """Addresses of all modules of the reader, so that none waits until another asks for it."""
    return [static(name) for name in _names()]


@cache
def _names() -> list[str]:
    files = (Path(settings.BASE_DIR) / "static" / "reader").glob("*.js")
    return sorted(
        f"reader/{file.name}"
        for file in files
        if not file.name.endswith(".test.js") and file.name != "testing.js"
    )
