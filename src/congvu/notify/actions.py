"""Sending messages: a notice for the person who signs in, a mail by job where an address is known."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from congvu.accounts.models import User
from congvu.audit.rules import Ref


@transaction.atomic
def send(
    *,
    template: str,
    to_user: User | None = None,
    to_email: str = "",
    to_name: str = "",
    context: Mapping[str, str],
    subject: Ref,
    link: str = "",
    now: datetime,
) -> None:
    """Tell one person: in the house when `to_user` is given, by mail when an address is known. Raises BadTemplate."""
