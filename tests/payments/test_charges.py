import pytest
from django.db import IntegrityError
from django.template import Context, Template

from congvu.audit.models import Line
from congvu.audit.rules import Ref
from congvu.payments import actions, queries
from congvu.payments.models import Charge
from congvu.payments.refusals import AmountDiffers, AmountUnknown, ReasonMissing, ReceiptMissing, WrongChargeState
from congvu.payments.rules import MOVES, ChargeLine, check_move, state_of_all
from congvu.payments.terms import ChargeKind, ChargeState
from tests.payments.factories import MONDAY_9AM, ChargeFactory

DOSSIER = Ref("dossier", "12", "H07.90-200427-0012")
OFFICER = Ref("user", "7", "Võ Thị Mô Phỏng")
FEE = ChargeLine("Lệ phí đăng ký kinh doanh", ChargeKind.LE_PHI, 100_000)


def pay(charge, **more):
    return actions.record_payment(
        charge_id=charge.pk, **{"receipt_number": "0001234", "by": OFFICER, "now": MONDAY_9AM, **more}
    )


@pytest.mark.parametrize("target", ChargeState)
@pytest.mark.parametrize("state", ChargeState)
def test_a_charge_moves_only_along_its_table(state, target):
    if target in MOVES[state]:
        check_move(state, to=target)
    else:
        with pytest.raises(WrongChargeState):
            check_move(state, to=target)


@pytest.mark.parametrize(
    ("states", "together"),
    [
        ([], "none"),
        (["due", "paid", "exempt"], "due"),
        (["paid", "exempt", "returned"], "paid"),
        (["returned", "exempt"], "returned"),
        (["exempt"], "exempt"),
    ],
)
def test_several_charges_say_one_thing_together(states, together):
    assert state_of_all(states) == together


@pytest.mark.django_db
def test_raised_charges_are_due_and_on_record():
    actions.raise_charges(subject=DOSSIER, collector="bd20-ubnd", lines=[FEE], by=OFFICER, now=MONDAY_9AM)

    assert queries.state_of(DOSSIER) == "due"
    assert Line.objects.get().verb == "payments.raise"


@pytest.mark.django_db
def test_an_amount_of_nothing_is_no_charge():
    free = ChargeLine("Lệ phí hộ tịch", ChargeKind.LE_PHI, 0)

    assert actions.raise_charges(subject=DOSSIER, collector="bd20-ubnd", lines=[free], by=OFFICER, now=MONDAY_9AM) == []
    assert queries.state_of(DOSSIER) == "none"
    assert not Line.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["  ", "9" * 61])
def test_a_payment_needs_its_receipt(number):
    with pytest.raises(ReceiptMissing):
        pay(ChargeFactory(), receipt_number=number)


@pytest.mark.django_db
def test_a_paid_charge_keeps_its_receipt_and_time():
    charge = pay(ChargeFactory())

    assert (charge.state, charge.receipt_number, charge.paid_at) == ("paid", "0001234", MONDAY_9AM)
    assert Line.objects.get().details["amount_vnd"] == 100_000


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [None, 0, -5, 10**30])
def test_an_unknown_amount_must_be_entered_to_be_paid(amount):
    with pytest.raises(AmountUnknown):
        pay(ChargeFactory(unknown=True), amount_vnd=amount)


@pytest.mark.django_db
def test_the_entered_amount_is_kept():
    assert pay(ChargeFactory(unknown=True), amount_vnd=30_000).amount_vnd == 30_000


@pytest.mark.django_db
def test_a_known_amount_is_not_paid_with_another():
    with pytest.raises(AmountDiffers):
        pay(ChargeFactory(), amount_vnd=5)


@pytest.mark.django_db
def test_a_charge_is_paid_once():
    charge = ChargeFactory()
    pay(charge)

    with pytest.raises(WrongChargeState):
        pay(charge)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "trait", "state"),
    [(actions.exempt_charge, {}, "exempt"), (actions.return_charge, {"paid": True}, "returned")],
)
def test_settling_needs_a_reason_and_keeps_it(action, trait, state):
    charge = ChargeFactory(**trait)

    with pytest.raises(ReasonMissing):
        action(charge_id=charge.pk, reason=" ", by=OFFICER, now=MONDAY_9AM)
    settled = action(charge_id=charge.pk, reason="Hộ nghèo", by=OFFICER, now=MONDAY_9AM)

    assert (settled.state, settled.reason) == (state, "Hộ nghèo")
    assert queries.state_of(DOSSIER) == state


@pytest.mark.django_db
def test_the_total_is_unknown_while_one_amount_is():
    ChargeFactory()
    ChargeFactory(exempt=True)
    assert queries.total_of(DOSSIER) == 100_000

    ChargeFactory(unknown=True)

    assert queries.total_of(DOSSIER) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"state": "paid"}, {"receipt_number": "1"}, {"state": "exempt"}, {"paid_at": MONDAY_9AM}]
)
def test_a_half_told_charge_is_refused_by_the_database(change):
    charge = ChargeFactory()

    with pytest.raises(IntegrityError):
        Charge.objects.filter(pk=charge.pk).update(**change)


@pytest.mark.django_db
def test_an_unknown_amount_is_never_shown_as_nothing():
    charges = [ChargeFactory(unknown=True), ChargeFactory(paid=True), ChargeFactory(exempt=True)]

    page = Template("{% load charges %}{% charge_table charges %}").render(Context({"charges": charges}))

    assert "theo nghị quyết của HĐND tỉnh" in page
    assert "100.000 đồng" in page
    assert ">0 đồng" not in page
