"""Raising charges, recording that they are paid, exempting them and giving them back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Ref, shortened
from congvu.base.loading import load_rows
from congvu.payments.models import CHARGE_ROW, Charge
from congvu.payments.refusals import ReasonMissing
from congvu.payments.rules import ChargeLine, check_move, check_payment
from congvu.payments.terms import ChargeState


@transaction.atomic(savepoint=False)
def raise_charges(*, subject: Ref, collector: str, lines: Sequence[ChargeLine], by: Ref, now: datetime) -> list[Charge]:
    """Owe every line for the subject, collected by the agency of that key; an amount of 0 is no charge and left out."""
    charges = [
        Charge(
            subject_kind=subject.kind,
            subject_id=subject.id,
            subject_name=shortened(subject).name,
            collector=collector,
            label=line.label,
            kind=line.kind,
            amount_vnd=line.amount_vnd,
            note=line.note,
            raised_at=now,
        )
        for line in lines
        if line.amount_vnd != 0
    ]
    Charge.objects.bulk_create(charges)
    if charges:
        details = {"charges": [[charge.label, charge.amount_vnd] for charge in charges]}
        record("payments.raise", subject=subject, actor=by, at=now, details=details)
    return charges


def load_charges(rows: Sequence[str]) -> None:
    """Take in charges, written as COPY reads them, for what is loaded in bulk."""
    load_rows("payments_charge", CHARGE_ROW, rows)


@transaction.atomic
def record_payment(
    *, charge_id: int, receipt_number: str, by: Ref, now: datetime, amount_vnd: int | None = None
) -> Charge:
    """Note that a charge is paid under a receipt. Raises WrongChargeState and what `check_payment` does.

    `amount_vnd` is what was collected, needed when the charge knows none.
    """
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    check_move(charge.state, to=ChargeState.PAID)
    receipt_number = receipt_number.strip()
    collected = check_payment(charge.amount_vnd, collected_vnd=amount_vnd, receipt_number=receipt_number)
    charge.amount_vnd, charge.receipt_number = collected, receipt_number
    charge.state, charge.paid_at = ChargeState.PAID, now
    charge.save(update_fields=["amount_vnd", "receipt_number", "state", "paid_at"])
    details = {"charge": charge.pk, "label": charge.label, "amount_vnd": collected, "receipt": charge.receipt_number}
    record("payments.pay", subject=charge.subject, actor=by, at=now, details=details)
    return charge


@transaction.atomic
def exempt_charge(*, charge_id: int, reason: str, by: Ref, now: datetime) -> Charge:
    """Free the subject from a charge that is still due. Raises WrongChargeState, ReasonMissing."""
    return _settle(charge_id, state=ChargeState.EXEMPT, verb="payments.exempt", reason=reason, by=by, now=now)


@transaction.atomic
def return_charge(*, charge_id: int, reason: str, by: Ref, now: datetime) -> Charge:
    """Give a paid charge back. Raises WrongChargeState, ReasonMissing."""
    return _settle(charge_id, state=ChargeState.RETURNED, verb="payments.return", reason=reason, by=by, now=now)


def _settle(charge_id: int, *, state: ChargeState, verb: str, reason: str, by: Ref, now: datetime) -> Charge:
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    check_move(charge.state, to=state)
    if not reason.strip():
        raise ReasonMissing
    charge.state, charge.reason, charge.settled_at = state, reason.strip(), now
    charge.save(update_fields=["state", "reason", "settled_at"])
    details = {"charge": charge.pk, "label": charge.label, "amount_vnd": charge.amount_vnd, "reason": charge.reason}
    record(verb, subject=charge.subject, actor=by, at=now, details=details)
    return charge
