"""Addresses of the app `api`; whatever else is asked for under /api/ gets a problem document."""

from django.urls import URLPattern, URLResolver, re_path

from congvu.api.web.house import api
from congvu.api.web.problems import guarded, not_found

app_name = "api"
_routes, _, _ = api.urls
urlpatterns: list[URLPattern | URLResolver] = []
for _route in _routes:
    if isinstance(_route, URLPattern):
        _route.callback = guarded(not_found if _route.name == "api-root" else _route.callback)
        urlpatterns.append(_route)
urlpatterns.append(re_path(r"^(?P<rest>.*)$", guarded(not_found), name="nothing"))
