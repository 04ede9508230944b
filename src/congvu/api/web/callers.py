"""Who calls: a system by its token, or anybody; each may call only so often in a minute."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from congvu.accounts.models import User
from congvu.api import actions, queries
from congvu.api.models import ApiToken
from congvu.api.refusals import ScopeMissing, TooManyRequests, UnknownToken
from congvu.api.terms import Scope
from congvu.base import clock
from congvu.base.pace import count_call


class Token(HttpBearer):
    """A token with one scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """Return the token. Raises UnknownToken, ScopeMissing, TooManyRequests."""
        return _checked(request, token, self.scope)


def anybody(request: HttpRequest, scope: Scope) -> ApiToken | None:
    """Return the token when one was shown, None for a caller without one.

    Raises UnknownToken, ScopeMissing, TooManyRequests.
    """
    shown = request.headers.get("Authorization", "")
    if not shown:
        _count(request, "address", address_of(request), settings.CONGVU_API_PER_MINUTE_WITHOUT_TOKEN)
        return None
    kind, _, secret = shown.partition(" ")
    return _checked(request, secret if kind.lower() == "bearer" else "", scope)


def system_of(request: HttpRequest) -> User:
    """Return the system that the token of this request belongs to."""
    token: Any = request.auth  # type: ignore[attr-defined]  # set by the library
    system: User = token.system
    return system


def _checked(request: HttpRequest, secret: str, scope: Scope) -> ApiToken:
    token = queries.token_of(secret.strip())
    if token is None:
        _count(request, "address", address_of(request), settings.CONGVU_API_PER_MINUTE_WITHOUT_TOKEN)
        raise UnknownToken
    _count(request, "token", str(token.pk), settings.CONGVU_API_PER_MINUTE)
    if scope not in token.scopes:
        raise ScopeMissing(f"Mã truy cập này không có phạm vi {scope.value}.")
    actions.note_use(token=token, now=clock.now())
    return token


def address_of(request: HttpRequest) -> str:
    """Return the network address that the call came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _count(request: HttpRequest, kind: str, caller: str, most: int) -> None:
    """Count this call once a request. Raises TooManyRequests."""
    if wait := count_call(f"api.{kind}.{caller}", most=most, now=clock.now()):
        raise TooManyRequests(wait_seconds=wait)
