"""What every door shares: who may open a page, and the two answers a page gives."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from congvu.base.refusals import NotYours

View = Callable[..., HttpResponseBase]
public = login_not_required


class OfficersOnly(NotYours):
    """The page belongs to the officers' side."""

    code = "officers_only"
    sentence = "Trang này dành cho cán bộ, công chức. Hãy đăng nhập bằng tài khoản công vụ."


def officer_page(view: View) -> View:
    """Open the page only to officers acting through a post (`request.officer`). Raises OfficersOnly."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "officer", None) is None:
            raise OfficersOnly
        return view(request, *args, **kwargs)

    return guarded


def wants_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks for the changed part only."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with the page, or with its part (`accept.html` -> `_accept.html`) when htmx asks."""
    if wants_part(request):
        folder, _, name = template.rpartition("/")
        template = f"{folder}/_{name}" if folder else f"_{name}"
    return render(request, template, dict(context or {}), status=status)


def done(request: HttpRequest, part: str, context: Mapping[str, Any], *, then: str) -> HttpResponse:
    """Answer a change with the changed part for htmx, or go (303) to the address or URL name `then`."""
    if wants_part(request):
        return render(request, part, dict(context))
    response = redirect(then)
    response.status_code = 303
    return response
