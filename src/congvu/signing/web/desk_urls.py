"""Addresses of signing on the officers' side."""

from django.urls import URLPattern, URLResolver, path

from congvu.signing.web import approval

app_name = "signing_desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", approval.waiting, name="waiting"),
    path("approve/", approval.approve, name="approve"),
    path("<int:document_id>/", approval.document, name="document"),
    path("<int:document_id>/paper/", approval.paper, name="paper"),
]
