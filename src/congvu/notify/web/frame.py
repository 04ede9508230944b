"""What the frame of every page says about messages: how many notices the signed-in person has not read."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from congvu.accounts.models import User
from congvu.notify import queries


def unread(request: HttpRequest) -> dict[str, object]:
    """Return `unread_notices` for the frames; it is counted only where a page shows it, 0 for strangers."""

    def count() -> int:
        user = getattr(request, "user", None)
        return queries.unread_count(user) if isinstance(user, User) and user.is_authenticated else 0

    return {"unread_notices": SimpleLazyObject(count)}
