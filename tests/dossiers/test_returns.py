"""Handing over the result (T19): at the desk or online, once, and only when nothing is owed."""

import pytest

from congvu.accounts.models import User
from congvu.audit.models import Line
from congvu.dossiers.actions import returns
from congvu.dossiers.refusals import FeeOutstanding, NotYourStep, StepDone, WrongStatus
from congvu.dossiers.terms import HandOver, Status, StepKind
from congvu.payments.actions import exempt_charge, raise_charges, record_payment
from congvu.payments.rules import ChargeLine
from congvu.payments.terms import ChargeKind
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import sealed
from tests.dossiers.stories import accepted, actor_of, holder, waiting

NOW = at("2026-11-25T08:00")
CODE = "1.001193"

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished():
    dossier, _ = sealed(CODE, now=NOW)
    return dossier, dossier.steps.get(kind=StepKind.RETURN)


def hand(step, *, officer=None, receiver="Nguyễn Thị Vợ"):
    officer = officer or actor_of(step, now=NOW)
    return returns.return_result(step_id=step.pk, officer=officer, receiver=receiver, now=NOW)


def owe(dossier):
    line = ChargeLine("Lệ phí", ChargeKind.LE_PHI, 8_000, "")
    return raise_charges(subject=dossier.ref, collector="bd20-ubnd", lines=[line], by=dossier.submitter.ref, now=NOW)[0]


def test_at_the_desk_the_receiver_is_written_down_and_the_dossier_ends(finished):
    dossier, step = finished
    with pytest.raises(NotYourStep):
        hand(step, officer=holder("vl25-binh-dai-ubnd/chu-tich", now=NOW))

    dossier = hand(step)

    step.refresh_from_db()
    assert (dossier.status, dossier.hand_over, dossier.receiver_name) == (
        Status.RETURNED, HandOver.HANDED, "Nguyễn Thị Vợ",
    )  # fmt: skip
    assert dossier.returned_at == dossier.ended_at == step.done_at == NOW
    line = Line.objects.get(subject_id=str(dossier.pk), verb="dossier.return")
    assert line.actor_name == actor_of(step, now=NOW).user_name
    with pytest.raises(StepDone):
        hand(step)


def test_online_the_submitter_receives_it_and_the_desk_need_not(finished):
    dossier, _ = finished
    with pytest.raises(NotYourStep):
        stranger = User.objects.exclude(pk=dossier.submitter_id).first()
        returns.receive_online(dossier_id=dossier.pk, submitter=stranger, now=NOW)

    returns.receive_online(dossier_id=dossier.pk, submitter=dossier.submitter, now=NOW)
    dossier = returns.receive_online(dossier_id=dossier.pk, submitter=dossier.submitter, now=NOW)

    assert dossier.status == Status.RETURNED
    assert not dossier.steps.filter(done_at=None).exists()
    line = Line.objects.get(subject_id=str(dossier.pk), verb="dossier.return")
    assert line.actor_name == dossier.submitter.full_name


@pytest.mark.parametrize("settle", ["pay", "exempt"])
def test_nothing_is_handed_over_while_a_fee_is_owed(finished, settle):
    dossier, step = finished
    charge, by = owe(dossier), actor_of(step, now=NOW).ref
    with pytest.raises(FeeOutstanding):
        hand(step)
    with pytest.raises(FeeOutstanding):
        returns.receive_online(dossier_id=dossier.pk, submitter=dossier.submitter, now=NOW)

    if settle == "pay":
        record_payment(charge_id=charge.pk, receipt_number="0000123", by=by, now=NOW)
    else:
        exempt_charge(charge_id=charge.pk, reason="Hộ nghèo", by=by, now=NOW)

    assert hand(step).status == Status.RETURNED


def test_a_dossier_without_result_is_not_handed_over():
    dossier = accepted(CODE, now=NOW)

    with pytest.raises(NotYourStep):
        hand(waiting(dossier))
    with pytest.raises(WrongStatus):
        returns.receive_online(dossier_id=dossier.pk, submitter=dossier.submitter, now=NOW)
