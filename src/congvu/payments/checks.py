"""What `congvu doctor` looks at in the charges."""

from congvu.base.doctor import check
from congvu.payments.models import Charge


@check("khoản thu")
def paid_charges() -> list[str]:
    """Return receipts that were used for two paid charges of different subjects."""
    seen: dict[str, tuple[str, str]] = {}
    found = []
    for charge in Charge.objects.exclude(receipt_number="").order_by("id"):
        owner = (charge.subject_kind, charge.subject_id)
        if seen.setdefault(charge.receipt_number, owner) != owner:
            found.append(f"Biên lai {charge.receipt_number} ghi cho nhiều đối tượng.")
    return found
