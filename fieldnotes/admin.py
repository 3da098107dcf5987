"""What was collected, for operators. The log and the texts are shown, not edited."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from fieldnotes import models

admin.site.site_header = admin.site.site_title = "yotcoder"
admin.site.register(models.User, UserAdmin)


class MembershipInline(admin.TabularInline):
    model = models.Membership
    extra = 0


@admin.register(models.Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ["name", "blind", "created_at"]
    inlines = [MembershipInline]


@admin.register(models.Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["name", "project"]
    list_filter = ["project"]


@admin.register(models.Participant)
class ParticipantAdmin(admin.ModelAdmin):
    list_display = ["pseudonym", "agency", "role", "project"]
    list_filter = ["project", "agency"]


@admin.register(models.Attribute)
class AttributeAdmin(admin.ModelAdmin):
    list_display = ["name", "subject", "type", "project"]
    list_filter = ["project"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only actions write: an edit here would bypass the log."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "fieldwork_date", "project", "revision"]
    list_filter = ["project", "kind"]
    exclude = ["text"]


@admin.register(models.Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ["document", "revision", "verb", "actor", "at"]
    list_filter = ["verb"]
    list_select_related = ["document", "actor"]


@admin.register(models.ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["pk", "project", "phase", "status", "created_by", "created_at", "attempts"]
    list_filter = ["status"]
