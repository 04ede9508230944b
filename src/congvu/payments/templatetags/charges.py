"""The table of charges, for pages of the apps that own a subject: `{% load charges %}{% charge_table charges %}`."""

from collections.abc import Iterable

from django import template

from congvu.payments.models import Charge

register = template.Library()


@register.inclusion_tag("payments/_charges.html")
def charge_table(charges: Iterable[Charge]) -> dict[str, object]:
    """Show what is owed, paid, exempt or returned; an amount that is not known says who sets it."""
    return {"charges": charges}
