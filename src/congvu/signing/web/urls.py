"""Addresses of the app `signing`."""

from django.urls import URLPattern, URLResolver, path

from congvu.signing.web.check import check

app_name = "signing"
urlpatterns: list[URLPattern | URLResolver] = [path("", check, name="check")]
