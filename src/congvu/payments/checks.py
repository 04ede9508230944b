"""What `congvu doctor` looks at in the charges."""

from django.db.models import Count
from django.db.models.functions import Concat

from congvu.base.doctor import check
from congvu.payments.models import Charge

AT_MOST = 20


@check("khoản thu")
def paid_charges() -> list[str]:
    """Return receipts that were used for charges of different subjects."""
    paid = Charge.objects.exclude(receipt_number="").order_by()
    owners = Count(Concat("subject_kind", "subject_id"), distinct=True)
    shared = paid.values("receipt_number").annotate(owners=owners).filter(owners__gt=1)
    numbers = shared.order_by("receipt_number").values_list("receipt_number", flat=True)
    return [f"Biên lai {number} ghi cho nhiều đối tượng." for number in numbers[:AT_MOST]]
