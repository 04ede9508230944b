"""What every door shares: who may open a page, and the two answers a page gives."""

from collections.abc import Callable, Mapping
from copy import copy
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve

from congvu.base.refusals import NotYours

View = Callable[..., HttpResponseBase]
public = login_not_required
PAGE = "noi-dung"  # the id of `main` in the frames


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


def turns_page(request: HttpRequest) -> bool:
    """Tell whether htmx puts the answer in the place of the whole page between head and foot."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target") == PAGE


def wants_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks for the changed part only."""
    return request.headers.get("HX-Request") == "true" and not turns_page(request)


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with the page, or with its part (`accept.html` -> `_accept.html`) when htmx asks."""
    if wants_part(request):
        folder, _, name = template.rpartition("/")
        template = f"{folder}/_{name}" if folder else f"_{name}"
    return render(request, template, dict(context or {}), status=status)


def turn(request: HttpRequest, address: str) -> HttpResponse:
    """Lead on to another page after something was kept: htmx gets that page at once, everybody else goes there (303).

    The page comes from its own view, as if it had been opened: it loads, and lets in, by its own rules.
    """
    if request.headers.get("HX-Request") != "true":
        response = redirect(address)
        response.status_code = 303
        return response
    view, arguments, named = resolve(urlsplit(address).path)
    opened = copy(request)
    opened.method = "GET"
    page: HttpResponse = view(opened, *arguments, **named)
    if turns_page(request):
        page.headers.setdefault("HX-Push-Url", address)
    return page


def done(request: HttpRequest, part: str, context: Mapping[str, Any], *, then: str) -> HttpResponse:
    """Answer a change with the changed part for htmx, or go (303) to the address or URL name `then`."""
    if wants_part(request):
        return render(request, part, dict(context))
    response = redirect(then)
    response.status_code = 303
    return response
