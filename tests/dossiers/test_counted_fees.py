"""Fees that are counted by copies and pages, as the counter shows them and the charges keep them."""

import pytest

from congvu.dossiers.queries.plans import charge_lines
from congvu.payments.queries import charges_of
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, draft_of, valid_data

MORNING = at("2026-11-25T08:00")

pytestmark = pytest.mark.django_db


def test_the_charge_of_certified_copies_is_what_was_declared():
    dossier = accepted("2.000815", now=MORNING)

    charge = charges_of(dossier.ref).get()

    assert charge.amount_vnd == 3 * 2000 + 2 * 2000
    assert "Bằng tốt nghiệp trung học phổ thông: 3 bản 1 trang × 2.000 đồng = 6.000 đồng" in charge.note
    assert "tối đa 200.000 đồng/bản" in charge.note


def test_the_charge_of_copies_of_an_extract_counts_the_copies():
    dossier = accepted("2.000635", now=MORNING)

    assert charges_of(dossier.ref).get().amount_vnd == 5 * 8000


def test_while_nothing_is_declared_the_published_amount_stands():
    dossier = draft_of("2.000815", now=MORNING)
    dossier.data = valid_data("2.000815") | {"items": []}

    assert [line.amount_vnd for line in charge_lines(dossier, on=MORNING.date())] == [2000]


def test_copies_asked_for_besides_are_charged_with_how_they_were_counted():
    dossier = accepted(
        "1.001193", now=MORNING, data=valid_data("1.001193") | {"copies": {"wanted": "yes", "quantity": 3}}
    )

    charge = charges_of(dossier.ref).get()

    assert (charge.label, charge.amount_vnd) == ("Phí cấp bản sao", 24_000)
    assert charge.note == "3 bản × 8.000 đồng = 24.000 đồng (TT 281/2016/TT-BTC)"


def test_who_wants_no_copies_is_charged_none():
    dossier = draft_of("1.001193", now=MORNING)
    dossier.data = valid_data("1.001193") | {"copies": {"wanted": "no", "quantity": 3}}

    assert charge_lines(dossier, on=MORNING.date()) == []


@pytest.mark.parametrize(("born", "labels"), [("2026-09-26", []), ("2026-09-25", ["Lệ phí đăng ký quá hạn"])])
def test_a_birth_registered_after_sixty_days_costs_what_the_province_decided(born, labels):
    data = valid_data("1.001193")
    dossier = draft_of("1.001193", now=MORNING)
    dossier.data = data | {"child": data["child"] | {"birth_date": born}}

    lines = charge_lines(dossier, on=MORNING.date())

    assert [line.label for line in lines] == labels
    assert all(line.amount_vnd is None for line in lines)
