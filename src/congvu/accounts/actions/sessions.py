"""The end of sessions that nobody uses any more."""

from django.db import transaction
from django.db.models.functions import Now

from congvu.accounts.models import Session


@transaction.atomic
def drop_expired_sessions() -> int:
    """Drop the sessions whose time is over, by the clock of the database; return how many."""
    dropped, _ = Session.objects.filter(expire_date__lt=Now()).delete()
    return dropped
