"""Who acts: an officer acts through a post, the first of the day or the one kept in the session."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from congvu.accounts import queries
from congvu.accounts.rules import ACTING_KEY, Acting
from congvu.accounts.terms import UserKind
from congvu.base import clock


class ActingOfficer:
    """Set `request.officer` to the post that the signed-in officer acts through, None for everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.officer = chosen(request)  # type: ignore[attr-defined]
        return self.get_response(request)


class SignInAgain:
    """Lead whoever was signed out meanwhile to the page of sign-in as a whole, and from there back to where they were.

    A script that follows the way to that page would put it into the middle of theirs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        leads_to = response.headers.get("Location", "")
        if not leads_to or request.headers.get("HX-Request") != "true":
            return response
        there = resolve_url(settings.LOGIN_URL)
        if leads_to.startswith(there):
            here = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
            return HttpResponse(status=401, headers={"HX-Redirect": f"{there}?{urlencode({'next': here})}"})
        return response


def chosen(request: HttpRequest) -> Acting | None:
    """Return the post kept in the session while the officer may act through it, else their first of the day."""
    user = request.user
    if not user.is_authenticated or user.kind != UserKind.OFFICER:
        return None
    possible = queries.acting_as(user, clock.today())
    wanted = request.session.get(ACTING_KEY)
    kept = [acting for acting in possible if acting.appointment_id == wanted]
    return next(iter(kept or possible), None)
