"""Citizens and businesses who open an account or correct what is known about them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from congvu.accounts.models import Business, Citizen, User
from congvu.accounts.refusals import AccountExists
from congvu.accounts.terms import IdentityLevel, UserKind
from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Ref


@transaction.atomic
def sign_up_citizen(*, full_name: str, phone: str, email: str, password: str, now: datetime) -> User:
    """Open an account for a citizen; the phone number is the name to sign in with. Raises AccountExists."""
    user = _new_user(UserKind.CITIZEN, full_name=full_name, phone=phone, email=email, password=password, now=now)
    Citizen.objects.create(user=user, identity_level=IdentityLevel.UNKNOWN)
    return user


@transaction.atomic
def sign_up_business(
    *, name: str, owner_name: str, tax_code: str, phone: str, email: str, password: str, now: datetime
) -> User:
    """Open an account for a business; the phone number is the name to sign in with. Raises AccountExists."""
    user = _new_user(UserKind.BUSINESS, full_name=name, phone=phone, email=email, password=password, now=now)
    Business.objects.create(user=user, name=name, owner_name=owner_name, tax_code=tax_code)
    return user


@transaction.atomic
def account_of_system(*, key: str, name: str, now: datetime) -> User:
    """Return the account under which an outside system acts, opened at the first call; nobody can sign in with it."""
    known = User.objects.filter(username=f"system.{key}", kind=UserKind.SYSTEM).first()
    if known is not None:
        return known
    user = User(username=f"system.{key}", full_name=name, kind=UserKind.SYSTEM, date_joined=now)
    user.set_unusable_password()
    user.save()
    record("account.open", subject=user.ref, actor=SYSTEM, at=now, details={"kind": UserKind.SYSTEM.value})
    return user


@transaction.atomic
def set_password(*, user_id: int, password: str, by: Ref, now: datetime) -> User:
    """Give somebody a new password; whoever was signed in with the old one is not any more."""
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("account.password", subject=user.ref, actor=by, at=now)
    return user


@transaction.atomic
def save_citizen(*, user: User, phone: str, values: Mapping[str, Any], now: datetime) -> Citizen:
    """Keep what a citizen corrected about themselves; forms are prefilled with it."""
    citizen, _ = Citizen.objects.select_for_update().get_or_create(user=user)
    _save(citizen, values)
    _save(user, {"phone": phone})
    record("account.profile", subject=user.ref, actor=user.ref, at=now, details={"fields": sorted(values)})
    return citizen


@transaction.atomic
def save_business(*, user: User, phone: str, values: Mapping[str, Any], now: datetime) -> Business:
    """Keep what a business corrected about itself; forms are prefilled with it."""
    business, _ = Business.objects.select_for_update(of=("self",)).get_or_create(
        user=user, defaults={"name": user.full_name}
    )
    _save(business, values)
    _save(user, {"phone": phone})
    record("account.profile", subject=user.ref, actor=user.ref, at=now, details={"fields": sorted(values)})
    return business


def _save(row: Any, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)
    row.save(update_fields=list(values))


def _new_user(kind: UserKind, *, full_name: str, phone: str, email: str, password: str, now: datetime) -> User:
    taken = Q(username=phone) | (Q(email__iexact=email) if email else Q(pk=None))
    if User.objects.filter(taken).exists():
        raise AccountExists
    user = User(username=phone, phone=phone, full_name=full_name, email=email, kind=kind, date_joined=now)
    user.set_password(password)
    user.save()
    record("account.open", subject=user.ref, actor=user.ref, at=now, details={"kind": kind.value})
    return user
