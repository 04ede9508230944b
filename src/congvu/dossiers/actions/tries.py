"""Keeping failed tries to open a dossier without signing in."""

from datetime import datetime

from django.db import transaction

from congvu.dossiers.models import TrackingTry
from congvu.dossiers.rules.tries import KEPT, limits


@transaction.atomic
def record_failed_try(*, address: str, code: str, now: datetime) -> None:
    """Keep one failed try for the address and for the code; old ones go."""
    TrackingTry.objects.filter(at__lt=now - KEPT).delete()
    TrackingTry.objects.bulk_create(TrackingTry(source=source, at=now) for source in limits(address=address, code=code))
