"""How many tries to open a dossier without signing in have failed lately."""

from datetime import datetime

from django.db.models import Count

from congvu.dossiers.models import TrackingTry
from congvu.dossiers.rules.tries import WITHIN, limits


def may_try(*, address: str, code: str, now: datetime) -> bool:
    """Tell whether this address may try this code once more."""
    most = limits(address=address, code=code)
    lately = TrackingTry.objects.filter(source__in=most, at__gt=now - WITHIN)
    counted = lately.values("source").annotate(tries=Count("pk")).values_list("source", "tries")
    return all(tries < most[source] for source, tries in counted)
