"""Who acts: an officer acts through a post, the first of the day or the one kept in the session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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


def chosen(request: HttpRequest) -> Acting | None:
    """Return the post kept in the session while the officer may act through it, else their first of the day."""
    user = request.user
    if not user.is_authenticated or user.kind != UserKind.OFFICER:
        return None
    possible = queries.acting_as(user, clock.today())
    wanted = request.session.get(ACTING_KEY)
    kept = [acting for acting in possible if acting.appointment_id == wanted]
    return next(iter(kept or possible), None)
