"""Reading the charges of a subject."""

from django.db.models import QuerySet

from congvu.audit.rules import Ref
from congvu.payments.models import Charge
from congvu.payments.rules import state_of_all


def charges_of(subject: Ref) -> QuerySet[Charge]:
    """Return the charges of the subject in the order they were raised."""
    return Charge.objects.filter(subject_kind=subject.kind, subject_id=subject.id)


def state_of(subject: Ref) -> str:
    """Return none, due, paid, exempt or returned for all charges of the subject together."""
    return state_of_all(charges_of(subject).values_list("state", flat=True))


def total_of(subject: Ref) -> int | None:
    """Return what the subject owes and paid in đồng, without what is exempt or returned; None when one is unknown."""
    amounts = charges_of(subject).filter(state__in=["due", "paid"]).values_list("amount_vnd", flat=True)
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
