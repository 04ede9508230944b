"""Who acts: an officer acts through a post, chosen at sign-in and kept in the session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class ActingOfficer:
    """Set `request.officer` to the post that the signed-in officer acts through, None for everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.officer = None  # type: ignore[attr-defined]
        return self.get_response(request)
