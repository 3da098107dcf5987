"""Who reaches what: the functions through which every view goes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from coding.actions.projects import create_project
from fieldnotes import access
from fieldnotes.actions.people import LastAdmin, add_member, change_role, invite, remove_member
from fieldnotes.models import Membership, Role, User

MEMBERS = {"researcher": Role.RESEARCHER, "supervisor": Role.SUPERVISOR, "admin": Role.ADMIN}


@pytest.mark.parametrize("needed", Role)
@pytest.mark.parametrize("name", MEMBERS)
def test_each_role_may_do_what_the_roles_before_it_may(project, people, name, needed):
    if MEMBERS[name] >= needed:
        assert access.project(people[name], project.pk, at_least=needed) == project
    else:
        with pytest.raises(PermissionDenied, match=needed.label.lower()):
            access.project(people[name], project.pk, at_least=needed)


@pytest.mark.parametrize("pk", [0, 10**9, 10**30])
def test_what_does_not_exist_looks_like_what_is_nobodys_business(people, document, pk):
    for user, key in [(people["admin"], pk), (people["stranger"], document.pk)]:
        with pytest.raises(Http404) as missing:
            access.document(user, key)
        assert "member" in str(missing.value)


def test_a_role_in_one_project_opens_no_other(project, people, document):
    create_project(name="Own", description="", blind=False, by=people["stranger"])
    assert [p.name for p in access.projects_of(people["stranger"])] == ["Own"]
    with pytest.raises(Http404):
        access.document(people["stranger"], document.pk)


def test_a_closed_account_reaches_nothing(project, people, document):
    User.objects.filter(username="admin").update(is_active=False)
    with pytest.raises(Http404):
        access.document(people["admin"], document.pk)


def test_a_former_member_is_a_stranger(project, people, document):
    remove_member(membership=access.member(project.pk, people["researcher"].pk))
    with pytest.raises(Http404):
        access.document(people["researcher"], document.pk)


class TestMembers:
    @pytest.fixture
    def last_admin(self, project, people):
        return Membership.objects.get(project=project, user=people["admin"])

    @pytest.mark.parametrize("role", [Role.RESEARCHER, Role.SUPERVISOR, None])
    def test_a_project_keeps_an_admin(self, last_admin, people, project, role):
        def leave():
            if role:
                change_role(membership=last_admin, role=role)
            else:
                remove_member(membership=last_admin)

        with pytest.raises(LastAdmin):
            leave()
        assert Membership.objects.filter(project=project, role=Role.ADMIN).count() == 1
        add_member(project=project, user=people["supervisor"], role=Role.ADMIN)
        leave()
        assert Membership.objects.get(project=project, role=Role.ADMIN).user == people["supervisor"]

    def test_the_page_says_why_the_last_admin_stays(self, signed_in, project, people):
        address = f"/projects/{project.pk}/people/{people['admin'].pk}/"
        for data in ({"role": Role.RESEARCHER}, {"remove": "1"}):
            answer = signed_in("admin").post(address, data, follow=True)
            assert b"keeps at least one admin" in answer.content
        assert access.member(project.pk, people["admin"].pk).role == Role.ADMIN

    def test_an_admin_changes_roles_and_removes_members(self, signed_in, project, people):
        address = f"/projects/{project.pk}/people/{people['researcher'].pk}/"
        signed_in("admin").post(address, {"role": Role.SUPERVISOR})
        assert access.member(project.pk, people["researcher"].pk).role == Role.SUPERVISOR
        signed_in("admin").post(address, {"role": 7})
        assert access.member(project.pk, people["researcher"].pk).role == Role.SUPERVISOR
        signed_in("admin").post(address, {"remove": "1"})
        assert not project.memberships.filter(user=people["researcher"]).exists()

    def test_a_new_account_gets_a_password_that_is_shown_once(self, signed_in, project):
        address = f"/projects/{project.pk}/people/"
        page = signed_in("admin").post(address, {"username": "nadia", "role": Role.RESEARCHER})
        password = page.context["invited"].password
        assert password in page.content.decode()
        assert User.objects.get(username="nadia").check_password(password)
        assert password not in signed_in("admin").get(address).content.decode()

    def test_an_invitation_neither_changes_a_role_nor_a_password(self, project, people):
        invited = invite(project=project, username="supervisor", role=Role.RESEARCHER)
        assert invited.password is None
        assert access.member(project.pk, people["supervisor"].pk).role == Role.SUPERVISOR
