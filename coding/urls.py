from django.urls import path

from coding.views import codebook, codes, frequencies, projects, reader, reports, search, tables

urlpatterns = [
    path("projects/new/", projects.add, name="project_add"),
    path("projects/<int:project_id>/", projects.project, name="project"),
    path("projects/<int:project_id>/codebook/", codebook.codebook, name="codebook"),
    path("projects/<int:project_id>/codebook/add/", codes.add, name="code_add"),
    path("projects/<int:project_id>/codebook/history/", codebook.history, name="codebook_history"),
    path("projects/<int:project_id>/codebook/undo/", codebook.undo, name="codebook_undo"),
    path("codes/<int:code_id>/edit/", codes.edit, name="code_edit"),
    path("codes/<int:code_id>/move/", codes.move, name="code_move"),
    path("codes/<int:code_id>/shift/", codes.shift, name="code_shift"),
    path("codes/<int:code_id>/retire/", codes.retire, name="code_retire"),
    path("codes/<int:code_id>/restore/", codes.restore, name="code_restore"),
    path("codes/<int:code_id>/merge/", codes.merge, name="code_merge"),
    path("projects/<int:project_id>/search/", search.search, name="search"),
    path("projects/<int:project_id>/search/tag/", search.tag, name="search_tag"),
    path("projects/<int:project_id>/search/untag/", search.untag, name="search_untag"),
    path("projects/<int:project_id>/reports/", reports.reports, name="reports"),
    path("reports/<int:report_id>/", reports.report, name="report"),
    path(
        "reports/<int:report_id>/<str:level>/<int:a>/<int:b>/",
        reports.report_passages,
        name="report_passages",
    ),
    path(
        "reports/<int:table_id>/cells/<str:level>/<int:row>/<int:column>/",
        tables.cell,
        name="table_cell",
    ),
    path(
        "reports/<int:frequencies_id>/documents.csv", frequencies.documents, name="report_documents"
    ),
    path(
        "reports/<int:frequencies_id>/documents/<int:column>/",
        frequencies.portrait,
        name="report_portrait",
    ),
    path("reports/<int:report_id>/download.<str:format>", reports.download, name="report_download"),
    path("reports/<int:report_id>/triple.csv", reports.triple, name="report_triple"),
    path("reports/<int:report_id>/again/", reports.again, name="report_again"),
    path("reports/<int:report_id>/cancel/", reports.cancel, name="report_cancel"),
    path("documents/<int:document_id>/", reader.document, name="document"),
]
