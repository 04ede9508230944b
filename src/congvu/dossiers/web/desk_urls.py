"""Addresses of the officers' side of dossiers, under /desk/dossiers/."""

from django.urls import URLPattern, URLResolver, path

from congvu.dossiers.web import book, notices, officer, officer_list, results

app_name = "desk_dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", officer_list.dossiers, name="dossiers"),
    path("export/", officer_list.export, name="export"),
    path("<uuid:key>/", officer.dossier_page, name="dossier"),
    path("<uuid:key>/files/<int:file_id>/", officer.file, name="file"),
    path("book/", book.tracking_book, name="book"),
    path("book/pdf/", book.book_pdf, name="book_pdf"),
    path("book/csv/", book.book_csv, name="book_csv"),
    path("<uuid:key>/result/", results.draft, name="draft"),
    path("<uuid:key>/sign/", results.sign, name="sign"),
    path("<uuid:key>/sign/return/", results.give_back, name="give_back"),
    path("<uuid:key>/notice/", notices.notice, name="notice"),
    path("<uuid:key>/seal/", results.seal, name="seal"),
    path("<uuid:key>/<slug:move>/", officer.act, name="act"),
]
