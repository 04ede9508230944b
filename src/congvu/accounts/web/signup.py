"""Pages where citizens and businesses open an account."""

from collections.abc import Callable

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congvu.accounts import actions
from congvu.accounts.models import User
from congvu.accounts.refusals import AccountExists
from congvu.accounts.web.adapter import IDENTITY_KEY
from congvu.accounts.web.forms import Account, BusinessSignUpForm, CitizenSignUpForm
from congvu.base import clock
from congvu.base.web import public

BACKEND = "congvu.accounts.web.sessions.Backend"


@public
def citizen(request: HttpRequest) -> HttpResponse:
    """Open an account for a citizen and sign them in."""
    return _open(request, CitizenSignUpForm(request.POST or None), actions.sign_up_citizen, kind="citizen")


@public
def business(request: HttpRequest) -> HttpResponse:
    """Open an account for a business and sign it in."""
    return _open(request, BusinessSignUpForm(request.POST or None), actions.sign_up_business, kind="business")


def _open(request: HttpRequest, form: Account, action: Callable[..., User], *, kind: str) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("accounts:home")
    if request.method == "POST" and form.is_valid():
        try:
            user = action(now=clock.now(), **form.cleaned_data)
        except AccountExists as refusal:
            form.add_error("phone", refusal.sentence)
        else:
            login(request, user, backend=BACKEND)
            request.session[IDENTITY_KEY] = 0
            return redirect("accounts:home")
    return render(request, "account/signup.html", {"form": form, "kind": kind}, status=422 if form.errors else 200)
