"""Addresses of the app `procedures`."""

from django.urls import URLPattern, URLResolver, path

from congvu.procedures.web import catalogue

app_name = "procedures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", catalogue.list_procedures, name="list"),
    path("<str:code>/", catalogue.show_procedure, name="show"),
]
