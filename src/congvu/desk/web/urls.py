"""Addresses of the app `desk`."""

from django.urls import URLPattern, URLResolver, path

from congvu.desk.web import inbox

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [path("", inbox.inbox, name="inbox")]
