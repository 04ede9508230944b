"""Confirming who is at the keyboard before a signature, with a lock after several wrong passwords."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password

from congvu.accounts.models import FailedTry, User
from congvu.accounts.refusals import TooManyTries, WrongPassword
from congvu.audit.actions import record

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)


def confirm_identity(*, user: User, password: str, now: datetime) -> None:
    """Make sure that the person at the keyboard is the user, before a signature. Raises WrongPassword, TooManyTries.

    Call it outside a transaction: a wrong try is counted at once and must not roll back with what was asked for.
    """
    since = now - LOCKED_FOR
    if FailedTry.objects.filter(user=user, tried_at__gt=since, tried_at__lte=now).count() >= TRIES:
        raise TooManyTries
    if not check_password(password, user.password):
        FailedTry.objects.create(user=user, tried_at=now)
        record("account.wrong_password", subject=user.ref, actor=user.ref, at=now)
        raise WrongPassword
    FailedTry.objects.filter(user=user).delete()
