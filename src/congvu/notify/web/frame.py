"""What the frame of every page says about messages: how many notices the signed-in person has not read."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from congvu.accounts.models import User
from congvu.notify import queries


def unread(request: HttpRequest) -> dict[str, object]:
    """Return `unread_notices` for the frames, in words, "" for none; counted only where a page shows it."""

    def count() -> str:
        user = getattr(request, "user", None)
        if not isinstance(user, User) or not user.is_authenticated:
            return ""
        found = queries.unread_count(user)
        return f"{queries.MANY_UNREAD - 1}+" if found == queries.MANY_UNREAD else str(found or "")

    return {"unread_notices": SimpleLazyObject(count)}
