"""What every page's frame needs: the name of the place, the demonstration's day, the events' address."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest

from congvu.base import clock
from congvu.base.web import turns_page


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the names that the frames `base/portal.html` and `base/desk.html` use."""
    now = clock.local(clock.now())
    return {
        "page_root": "base/turned.html" if turns_page(request) else "base/page.html",
        "site_name": settings.CONGVU_SITE_NAME,
        "demonstration": settings.CONGVU_MODE == "demo",
        "place_name": place_name(now.date()),
        "now": now,
        "officer": getattr(request, "officer", None),
        "events_port": settings.CONGVU_EVENTS_PORT,
    }


def place_name(day: date) -> str:
    """Return whose portal this is on that day, empty where the installation does not say."""
    names = {begins: name for begins, name in settings.CONGVU_PLACE_NAMES.items() if begins <= day.isoformat()}
    return str(names[max(names)])
