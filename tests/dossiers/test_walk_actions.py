"""Every procedure worked off by the cast from submission to the hand-over, granted and refused, in both regimes.

Some are taken by the hash of their name; `CONGVU_TEST_ALL=1` takes all.
"""

import hashlib
import os

import pytest

from congvu.dossiers.actions import returns
from congvu.dossiers.models import Letter, Step
from congvu.dossiers.queries import problems
from congvu.dossiers.terms import Status, StepKind
from congvu.org.queries import committees_for
from congvu.payments.actions import record_payment
from congvu.payments.queries import charges_of
from congvu.payments.terms import ChargeState
from congvu.procedures import data
from congvu.signing.terms import DocumentState
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import sealed
from tests.dossiers.stories import actor_of, run_jobs

STARTS = {"2020": at("2020-04-27T08:00"), "2025": at("2026-11-25T08:00")}
PLACES = {"granted": 0, "negative": -1}  # the first committee that handles it grants, the last one refuses
ALL = [(code, regime, kind) for code in data.codes() for regime in STARTS for kind in PLACES]
SAMPLE = 8


def chosen():
    if os.environ.get("CONGVU_TEST_ALL") == "1":
        return ALL
    return sorted(ALL, key=lambda one: hashlib.sha256("".join(one).encode()).hexdigest())[:SAMPLE]


def pay(dossier, *, by, now):
    for charge in charges_of(dossier.ref).filter(state=ChargeState.DUE):
        amount = charge.amount_vnd or 20_000
        record_payment(charge_id=charge.pk, receipt_number="0001234", amount_vnd=amount, by=by, now=now)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "regime", "kind"), chosen())
def test_a_dossier_is_worked_off_signed_sealed_and_handed_over(code, regime, kind):
    start = STARTS[regime]
    committee = committees_for(code, start.date())[PLACES[kind]].key

    dossier, now = sealed(code, now=start, kind=kind, committee=committee)
    step = Step.objects.get(dossier=dossier, kind=StepKind.RETURN, done_at=None)
    officer = actor_of(step, now=now)
    pay(dossier, by=officer.ref, now=now)
    dossier = returns.return_result(step_id=step.pk, officer=officer, receiver="", now=now)
    run_jobs(now=now)

    result = dossier.result
    assert dossier.status == Status.RETURNED
    assert result.document.state == DocumentState.SEALED and result.number and result.dated
    assert not Letter.objects.filter(dossier=dossier, file=None).exists()
    assert [*problems.wrong_dues(newest=None), *problems.wrong_states(), *problems.loose_steps()] == []
    assert [*problems.gaps_in_codes(), *problems.numbers_given_twice()] == []
