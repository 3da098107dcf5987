from django.urls import path

from fieldnotes.views import account, home, imports, people

urlpatterns = [
    path("", home.home, name="home"),
    path("projects/<int:project_id>/people/", people.people, name="people"),
    path("projects/<int:project_id>/people/<int:user_id>/", people.person, name="person"),
    path("projects/<int:project_id>/import/", imports.imports, name="imports"),
    path("import/<int:batch_id>/", imports.import_batch, name="import_batch"),
    path("import/<int:batch_id>/confirm/", imports.confirm, name="import_confirm"),
    path("import/<int:batch_id>/cancel/", imports.cancel, name="import_cancel"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/tokens/<int:token_id>/revoke/", account.revoke, name="token_revoke"),
]
