"""Addresses of the officers' side of dossiers, under /desk/dossiers/."""

from django.urls import URLPattern, URLResolver, path

from congvu.dossiers.web import officer, officer_list

app_name = "desk_dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", officer_list.dossiers, name="dossiers"),
    path("export/", officer_list.export, name="export"),
    path("<uuid:key>/", officer.dossier_page, name="dossier"),
    path("<uuid:key>/files/<int:file_id>/", officer.file, name="file"),
    path("<uuid:key>/<slug:move>/", officer.act, name="act"),
]
