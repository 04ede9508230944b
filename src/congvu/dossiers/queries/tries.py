"""How many tries to open a dossier without signing in have failed lately."""

from datetime import datetime

from congvu.dossiers.models import TrackingTry
from congvu.dossiers.rules.tries import WITHIN, limits, seconds_to_wait


def wait_before_trying(*, address: str, code: str, now: datetime) -> int:
    """Return how many seconds this address has to wait before it tries this code once more, 0 when it may."""
    most = limits(address=address, code=code)
    lately = TrackingTry.objects.filter(source__in=most, at__gt=now - WITHIN)
    return seconds_to_wait(list(lately.values_list("source", "at")), most=most, now=now)
