"""Addresses of sign-in and of the account pages."""

from django.urls import URLPattern, URLResolver, include, path

from congvu.accounts.web import delegations, home, signup

own = [
    path("home/", home.home, name="home"),
    path("profile/", home.profile, name="profile"),
    path("acting/", home.act_as, name="act_as"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:delegation_id>/revoke/", delegations.revoke, name="revoke"),
    path("signup/business/", signup.business, name="signup_business"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "accounts"))),
    path("signup/", signup.citizen, name="account_signup"),  # before allauth's own
    path("", include("allauth.urls")),
]
