"""What no template may hold: whatever the content security policy would block, and open forms."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
FORBIDDEN = {
    "a script of its own": r"<script(?![^>]*\bsrc=)",
    "a style of its own": r"<style|\sstyle\s*=",
    "a handler": r"\s(on\w+|hx-on[\w:.-]*|hx-vars)\s*=|[\"'](javascript|js):",
    "something from elsewhere": r"(src|href|action)\s*=\s*[\"'](https?:)?//",
    "text that is not escaped": r"\|\s*safe\b|{%\s*autoescape",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = {
        str(file.relative_to(FOLDER)): match[0]
        for file in TEMPLATES
        for match in re.finditer(FORBIDDEN[what], file.read_text(), re.IGNORECASE)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("what", "example"),
    [
        ("a script of its own", "<script>x</script>"),
        ("a style of its own", '<p style="x">'),
        ("a handler", '<p onclick="x">'),
        ("a handler", '<p hx-on::after-swap="x">'),
        ("something from elsewhere", '<script src="//cdn.example/x.js">'),
        ("text that is not escaped", "{{ x|safe }}"),
    ],
)
def test_the_patterns_find_what_they_should(what, example):
    assert re.search(FORBIDDEN[what], example)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_every_template_compiles_and_every_form_is_protected(file):
    get_template(str(file.relative_to(FOLDER)))
    forms = re.findall(r"<form.*?</form>", file.read_text(), re.DOTALL | re.IGNORECASE)
    posts = [form for form in forms if re.search(r'method="post"', form.partition(">")[0])]
    # The tag of crispy forms brings the token with it, its filter does not.
    assert [form for form in posts if not re.search("{% (csrf_token|crispy form) %}", form)] == []
