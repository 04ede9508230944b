"""What the officers' doors share: through which post somebody acts, and going on after a change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from congvu.accounts.rules import Acting


def acting_of(request: HttpRequest) -> Acting:
    """Return the post through which the officer acts; `officer_page` has made sure of it."""
    officer = getattr(request, "officer", None)
    assert isinstance(officer, Acting)
    return officer


def see(address: str) -> HttpResponse:
    """Send the browser on after a change (303)."""
    response = redirect(address)
    response.status_code = 303
    return response
