"""What was made of the documents, for operators: shown, not edited."""

from django.contrib import admin

from coding import models
from fieldnotes.admin import ReadOnlyAdmin


@admin.register(models.Code)
class CodeAdmin(ReadOnlyAdmin):
    list_display = ["key", "name", "codebook", "retired"]
    list_filter = ["codebook"]


@admin.register(models.CodebookChange)
class CodebookChangeAdmin(ReadOnlyAdmin):
    list_display = ["codebook", "revision", "verb", "actor", "at"]


@admin.register(models.CodedSegment)
class CodedSegmentAdmin(ReadOnlyAdmin):
    list_display = ["document", "coder", "code", "start", "end"]
    list_filter = ["code"]
    list_select_related = ["document", "coder", "code"]


@admin.register(models.Memo)
class MemoAdmin(ReadOnlyAdmin):
    list_display = ["title", "author", "document", "code", "changed_at"]


@admin.register(models.MemoPassage)
class MemoPassageAdmin(ReadOnlyAdmin):
    list_display = ["memo", "document", "start", "end"]


@admin.register(models.Presence)
class PresenceAdmin(ReadOnlyAdmin):
    list_display = ["document", "user", "seen_at"]


@admin.register(models.Progress)
class ProgressAdmin(ReadOnlyAdmin):
    list_display = ["document", "coder", "read_to", "done_at"]


@admin.register(models.Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["pk", "kind", "project", "status", "created_by", "created_at", "attempts"]
    list_filter = ["status"]
    exclude = ["result"]
