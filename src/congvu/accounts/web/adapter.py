"""How allauth meets this house: where people go after signing in, and what the session keeps of their identity."""

from math import ceil
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congvu.accounts.models import Citizen, User
from congvu.accounts.queries import seconds_locked
from congvu.accounts.terms import IdentityLevel, UserKind

IDENTITY_KEY = "identity_level"


class Adapter(DefaultAccountAdapter):
    """Officers go to the desk, everybody else to their account."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        officer = isinstance(user, User) and user.kind == UserKind.OFFICER
        return "/desk/" if officer else "/accounts/home/"

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Keep the identity level (mức độ xác thực) on the session, where outside sign-ins will put theirs."""
        known = Citizen.objects.filter(user=user).values_list("identity_level", flat=True).first()
        request.session[IDENTITY_KEY] = int(IdentityLevel.UNKNOWN if known is None else known)
        return super().post_login(request, user, **kwargs)


class SecondFactor(DefaultMFAAdapter):
    """Security keys get Vietnamese names."""

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        count = user.authenticator_set.filter(type=type).count()  # type: ignore[attr-defined]
        return f"Khóa số {count + 1}"


def login_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name that failed tries are counted for: what was written, or what allauth made of it."""
    known = credentials or {}
    return str(known.get("username") or known.get("email") or request.POST.get("login", "")).lower()


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Say that nobody signs in with this name from this address for now, and how long that lasts."""
    seconds = seconds_locked(
        name=login_name(request, credentials),
        address=request.axes_ip_address,  # type: ignore[attr-defined]  # set by axes, as the next
        limit=settings.AXES_FAILURE_LIMIT,
        lasts=settings.AXES_COOLOFF_TIME,
        now=request.axes_attempt_time,  # type: ignore[attr-defined]
    )
    page = render(request, "account/locked.html", {"minutes": ceil(seconds / 60)}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page
