"""Fees of a dossier, taken or waived by the officers who may: the desk and the collector of its committee."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.dossiers.actions.log import locked
from congvu.dossiers.models import Dossier
from congvu.dossiers.refusals import NotYourFee
from congvu.dossiers.rules.fees import may_collect
from congvu.dossiers.rules.intake import FeeNote
from congvu.payments import actions as payments
from congvu.payments.models import Charge
from congvu.payments.queries import charges_of
from congvu.payments.terms import ChargeState


@transaction.atomic
def collect_charge(
    *, dossier_id: int, charge_id: int, officer: Acting, receipt_number: str, amount_vnd: int | None, now: datetime
) -> Charge:
    """Note that a charge of the dossier is paid. Raises NotYourFee and what `record_payment` does."""
    check_collector(locked(dossier_id), charge_id=charge_id, officer=officer)
    return payments.record_payment(
        charge_id=charge_id, receipt_number=receipt_number, amount_vnd=amount_vnd, by=officer.ref, now=now
    )


@transaction.atomic
def waive_charge(*, dossier_id: int, charge_id: int, officer: Acting, reason: str, now: datetime) -> Charge:
    """Free the applicant from a charge of the dossier. Raises NotYourFee and what `exempt_charge` does."""
    check_collector(locked(dossier_id), charge_id=charge_id, officer=officer)
    return payments.exempt_charge(charge_id=charge_id, reason=reason, by=officer.ref, now=now)


def check_collector(dossier: Dossier, *, charge_id: int, officer: Acting) -> None:
    """Let only desk and collector of the dossier's committee at its own charges. Raises NotYourFee."""
    own = charges_of(dossier.ref).filter(pk=charge_id).exists()
    if not own or not may_collect(committee_key=dossier.committee.key, officer=officer):
        raise NotYourFee


def settle_fees(dossier: Dossier, notes: Iterable[FeeNote], *, officer: Acting, now: datetime) -> None:
    """Settle the charges that the notes speak of; the others stay due. Raises NotYourFee, what `payments` refuses."""
    said = {note.kind: note for note in notes if note.reason or note.receipt_number}
    for charge in charges_of(dossier.ref).filter(state=ChargeState.DUE, kind__in=said):
        note = said[charge.kind]
        check_collector(dossier, charge_id=charge.pk, officer=officer)
        if note.reason:
            payments.exempt_charge(charge_id=charge.pk, reason=note.reason, by=officer.ref, now=now)
        else:
            payments.record_payment(
                charge_id=charge.pk,
                receipt_number=note.receipt_number,
                amount_vnd=note.amount_vnd,
                by=officer.ref,
                now=now,
            )
