"""Charges as situations."""

from datetime import UTC, datetime

import factory

from congvu.payments.models import Charge

MONDAY_9AM = datetime(2020, 4, 27, 2, 0, tzinfo=UTC)


class ChargeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Charge

    class Params:
        unknown = factory.Trait(amount_vnd=None)
        paid = factory.Trait(state="paid", paid_at=MONDAY_9AM, receipt_number="0001234")
        exempt = factory.Trait(state="exempt", settled_at=MONDAY_9AM, reason="Hộ nghèo")
        returned = factory.Trait(
            state="returned", paid_at=MONDAY_9AM, receipt_number="0001234", settled_at=MONDAY_9AM, reason="Thu thừa"
        )

    subject_kind = "dossier"
    subject_id = "12"
    subject_name = "H07.90-200427-0012"
    label = "Lệ phí đăng ký kinh doanh"
    kind = "le_phi"
    amount_vnd = 100_000
    raised_at = MONDAY_9AM
