"""The page of a project without documents: who can add some is led there."""

import pytest

IMPORT = "Import transcripts and fieldnotes"


@pytest.mark.parametrize(("name", "led"), [("admin", True), ("researcher", False)])
def test_an_admin_is_led_to_the_import(signed_in, project, name, led):
    page = signed_in(name).get(f"/projects/{project.pk}/").content.decode()
    assert "There are no documents yet." in page
    assert (IMPORT in page) is led
    assert (f'class="btn btn-primary" href="/projects/{project.pk}/import/"' in page) is led
