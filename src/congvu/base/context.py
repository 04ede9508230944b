"""What every page's frame needs: the name of the place, the demonstration's day, the events' address."""

from django.conf import settings
from django.http import HttpRequest

from congvu.base import clock
from congvu.base.web import turns_page


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the names that the frames `base/portal.html` and `base/desk.html` use."""
    return {
        "page_root": "base/turned.html" if turns_page(request) else "base/page.html",
        "site_name": settings.CONGVU_SITE_NAME,
        "demonstration": settings.CONGVU_MODE == "demo",
        "now": clock.local(clock.now()),
        "officer": getattr(request, "officer", None),
        "events_port": settings.CONGVU_EVENTS_PORT,
    }
