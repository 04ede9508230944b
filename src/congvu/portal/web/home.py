"""The citizens' front door: the home page, the search, the pages of life events.

Who may come in: everybody.
"""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.base import clock
from congvu.base.text import nfc
from congvu.base.web import public, show
from congvu.org.queries import regime_on
from congvu.portal.terms import EXAMPLES, PICTURED
from congvu.procedures import queries

LONGEST_SEARCH = 200


def _shelf() -> queries.Shelf:
    today = clock.today()
    return queries.shelf(today, regime=regime_on(today))


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the life events, the fields of the catalogue and the way to a dossier's progress."""
    shelf = _shelf()
    by_id = {event.id: event for event in shelf.events if event.codes}
    pictured = [(by_id[key], words, picture) for key, (picture, words) in PICTURED.items() if key in by_id]
    context = {
        "pictured": pictured,
        "others": [event for event in by_id.values() if event.id not in PICTURED],
        "fields": Counter(card.field for card in shelf.cards.values()).most_common(),
        "total": len(shelf.cards),
        "examples": EXAMPLES if shelf.cards else (),
    }
    return show(request, "portal/home.html", context)


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the procedures for everyday words, and say plainly what is not in the catalogue."""
    words = nfc(request.GET.get("q", ""))
    context: dict[str, object] = {"words": words, "year": clock.today().year}
    if len(words) > LONGEST_SEARCH:
        context["problem"] = f"Lời tìm dài quá {LONGEST_SEARCH} ký tự. Hãy viết ngắn hơn."
        return show(request, "portal/search.html", context, status=422)
    if words:
        shelf = _shelf()
        context["found"] = queries.find(words, on_shelf=shelf)
        context["total"] = len(shelf.cards)
    return show(request, "portal/search.html", context)


@public
@require_safe
def life_event(request: HttpRequest, event_id: str) -> HttpResponse:
    """Show the procedures that one event of life needs, most needed first."""
    shelf = _shelf()
    event = next((event for event in shelf.events if event.id == event_id), None)
    if event is None:
        raise Http404
    cards = [shelf.cards[code] for code in event.codes]
    context = {"event": event, "cards": cards, "events": shelf.events, "year": clock.today().year}
    return show(request, "portal/life_event.html", context)
