"""Access to what was made of the documents; see fieldnotes/access.py for the rules."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from coding.models import Code, CodedSegment, Memo, Report, SavedQuery
from fieldnotes.access import membership, within_project
from fieldnotes.models import Project, Role, User


def sees_only_own_segments(user: User, project: Project) -> bool:
    """In a blind project a researcher must not see what others coded."""
    if not project.blind:
        return False
    return membership(user, project.pk, at_least=Role.RESEARCHER).role < Role.SUPERVISOR


def code(user: User, pk: int, *, at_least: Role = Role.RESEARCHER) -> Code:
    rows = Code.objects.select_related("codebook__project")
    return within_project(user, rows, pk, at_least=at_least, path="codebook__project")


def own_segment(user: User, pk: int) -> CodedSegment:
    """A segment that the user may change: their own. Another coder's is hidden when blind."""
    rows = CodedSegment.objects.select_related("document__project")
    rows = rows.defer("document__text")
    segment = within_project(user, rows, pk, at_least=Role.RESEARCHER, path="document__project")
    if segment.coder_id != user.pk:
        if sees_only_own_segments(user, segment.document.project):
            raise Http404(_("There is no such segment."))
        raise PermissionDenied(_("Only the coder who made this segment may change it."))
    return segment


def seen_segment(user: User, pk: int) -> CodedSegment:
    """A segment that the user may see, whoever made it."""
    rows = CodedSegment.objects.select_related("document__project").defer("document__text")
    segment = within_project(user, rows, pk, at_least=Role.RESEARCHER, path="document__project")
    project = segment.document.project
    if segment.coder_id != user.pk and sees_only_own_segments(user, project):
        raise Http404(_("There is no such segment."))
    return segment


def memo(user: User, pk: int, *, or_deleted: bool = False) -> Memo:
    """A memo that the user may read: where coding is blind, a researcher only their own."""
    rows = Memo.objects.all() if or_deleted else Memo.objects.filter(deleted_at=None)
    rows = rows.select_related("project", "document", "code", "author", "changed_by")
    rows = rows.defer("document__text")
    found = within_project(user, rows, pk, at_least=Role.RESEARCHER, path="project")
    if found.author_id != user.pk and sees_only_own_segments(user, found.project):
        raise Http404(_("There is no such memo."))
    return found


def may_edit_memo(user: User, memo: Memo) -> bool:
    """Its author and supervisors may."""
    role = membership(user, memo.project_id, at_least=Role.RESEARCHER).role
    return memo.author_id == user.pk or role >= Role.SUPERVISOR


def editable_memo(user: User, pk: int, *, or_deleted: bool = False) -> Memo:
    found = memo(user, pk, or_deleted=or_deleted)
    if not may_edit_memo(user, found):
        raise PermissionDenied(_("Only its author and supervisors may change a memo."))
    return found


def report(user: User, pk: int) -> Report:
    """Reports show everybody's coding: they are for supervisors, also where coding is blind."""
    rows = Report.objects.select_related("project", "created_by")
    return within_project(user, rows, pk, at_least=Role.SUPERVISOR, path="project")


def cooccurrence(user: User, pk: int) -> Report:
    """A finished code co-occurrence report: what is made of it is for no other kind."""
    found = report(user, pk)
    if found.kind != Report.Kind.COOCCURRENCE or not found.result:
        raise Http404(_("There is no such finished co-occurrence report."))
    return found


def saved_query(user: User, pk: int) -> SavedQuery:
    rows = SavedQuery.objects.select_related("project")
    return within_project(user, rows, pk, at_least=Role.SUPERVISOR, path="project")
