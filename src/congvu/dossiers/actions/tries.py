"""Opening a dossier without signing in: by its code and secret, with failed tries kept."""

from datetime import datetime

from django.db import transaction

from congvu.dossiers.models import Dossier, TrackingTry
from congvu.dossiers.queries.tries import wait_before_trying
from congvu.dossiers.queries.visible import by_code_and_secret
from congvu.dossiers.refusals import TooManyTries
from congvu.dossiers.rules.tries import KEPT, limits


def open_with_secret(*, code: str, secret: str, address: str, now: datetime) -> Dossier | None:
    """Return the dossier that both open, or keep the failed try and return None. Raises TooManyTries."""
    if wait := wait_before_trying(address=address, code=code, now=now):
        raise TooManyTries(wait_seconds=wait)
    found = by_code_and_secret(code, secret)
    if found is None:
        record_failed_try(address=address, code=code, now=now)
    return found


@transaction.atomic
def record_failed_try(*, address: str, code: str, now: datetime) -> None:
    """Keep one failed try for the address and for the code; old ones go."""
    TrackingTry.objects.filter(at__lt=now - KEPT).delete()
    TrackingTry.objects.bulk_create(TrackingTry(source=source, at=now) for source in limits(address=address, code=code))
