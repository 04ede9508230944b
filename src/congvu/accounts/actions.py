"""Every change of accounts: confirming who signs, delegating a post, taking a delegation back."""

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.db import transaction

from congvu.accounts.models import Appointment, Delegation, FailedTry, User
from congvu.accounts.refusals import AlreadyRevoked, CannotDelegate, NotYourAppointment, TooManyTries, WrongPassword
from congvu.accounts.rules import check_delegation
from congvu.audit.actions import record
from congvu.base import clock

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


@transaction.atomic
def delegate(
    *, appointment_id: int, to_user_id: int, valid_from: date, valid_to: date, reason: str, holder: User, now: datetime
) -> Delegation:
    """Let another officer act in the holder's post for a time (ủy quyền). Raises NotYourAppointment, CannotDelegate."""
    appointment = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("user", "post__agency")
        .filter(pk=appointment_id, user=holder)
        .first()
    )
    if appointment is None:
        raise NotYourAppointment
    to_user = User.objects.filter(pk=to_user_id, is_active=True).first()
    if to_user is None:
        raise CannotDelegate("Không có người nhận ủy quyền này.")
    others = Delegation.objects.filter(appointment=appointment, to_user=to_user, revoked_at=None)
    check_delegation(
        appointment=appointment,
        to_user=to_user,
        valid_from=valid_from,
        valid_to=valid_to,
        today=clock.local(now).date(),
        overlaps=others.filter(valid_from__lte=valid_to, valid_to__gte=valid_from).exists(),
    )
    delegation = Delegation.objects.create(
        appointment=appointment,
        to_user=to_user,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
        granted_at=now,
    )
    record(
        "delegation.grant",
        subject=delegation.ref,
        actor=holder.ref,
        at=now,
        details={"post": appointment.post.key, "to": to_user.full_name, "from": valid_from, "until": valid_to},
    )
    return delegation


@transaction.atomic
def revoke_delegation(*, delegation_id: int, holder: User, now: datetime) -> Delegation:
    """Take a delegation back (thu hồi ủy quyền). Raises NotYourAppointment, AlreadyRevoked."""
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("appointment__user", "appointment__post", "to_user")
        .filter(pk=delegation_id, appointment__user=holder)
        .first()
    )
    if delegation is None:
        raise NotYourAppointment
    if delegation.revoked_at:
        raise AlreadyRevoked
    delegation.revoked_at, delegation.revoked_by = now, holder
    delegation.save(update_fields=["revoked_at", "revoked_by"])
    record("delegation.revoke", subject=delegation.ref, actor=holder.ref, at=now)
    return delegation
