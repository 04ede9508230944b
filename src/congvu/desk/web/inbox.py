"""The officers' front door: one list of what waits for them."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.accounts.models import User
from congvu.accounts.queries import acting_as
from congvu.accounts.rules import Acting
from congvu.base import clock
from congvu.base.inbox import Ask, Counts, View, place_of
from congvu.base.text import nfc
from congvu.base.web import officer_page, show
from congvu.desk import queries
from congvu.dossiers.queries.inbox import KINDS

LONGEST = 100


@officer_page
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for the officer, by urgency."""
    officer = getattr(request, "officer", None)
    user = request.user
    assert isinstance(officer, Acting)
    assert isinstance(user, User)
    asked = {name: nfc(request.GET.get(name, ""))[:LONGEST] for name in ("q", "matter", "kind")}
    view = next((one for one in View if one.value == request.GET.get("view")), View.WAITING)
    now, after = clock.now(), place_of(request.GET.get("after", ""))
    ask = Ask(view, asked["q"], asked["matter"], asked["kind"], after, queries.PAGE)
    page = queries.page(officer, ask=ask, now=now)
    kept = {name: value for name, value in {"view": view.value, **asked}.items() if value}
    context = {
        "here": "inbox",
        "view": view,
        "views": _views(queries.counts(officer, now=now)),
        "asked": asked,
        "filtered": any(asked.values()),
        "matters": queries.matters(officer),
        "kinds": KINDS,
        "page": page,
        "next": urlencode({**kept, "after": str(page.next)}) if page.next else "",
        "first": urlencode(kept) if request.GET.get("after") else "",
        "posts": acting_as(user, clock.today()),
    }
    return show(request, "desk/inbox.html", context)


def _views(counts: Counts) -> list[tuple[View, str, str, bool]]:
    """Return the saved views: which, its words, how many, whether they are late."""

    def many(number: int) -> str:
        return "999+" if number >= 1000 else str(number)

    return [
        (View.WAITING, "Chờ tôi", many(counts.waiting), False),
        (View.LATE, "Trễ hạn", many(counts.late), counts.late > 0),
        (View.SOON, "Sắp đến hạn", many(counts.soon), False),
        (View.STANDING, "Đang dừng", many(counts.standing), False),
        (View.PASSED, "Tôi đã chuyển", "", False),
    ]
