"""Delegating a post (ủy quyền) and taking a delegation back."""

from datetime import date, datetime

from django.db import transaction

from congvu.accounts.models import Appointment, Delegation, User
from congvu.accounts.refusals import AlreadyRevoked, CannotDelegate, NotYourAppointment
from congvu.accounts.rules import check_delegation
from congvu.audit.actions import record
from congvu.base import clock


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
