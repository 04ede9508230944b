"""Addresses of the app `portal`."""

from django.urls import URLPattern, URLResolver, path

from congvu.portal.web import home

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("life/<slug:event_id>/", home.life_event, name="life_event"),
]
