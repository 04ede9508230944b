"""The public pages of procedures: the list with its filter, and one procedure with everything it asks and promises.

Who may come in: everybody.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.base import clock
from congvu.base.web import public, show
from congvu.org.queries import committees_for, regime_on
from congvu.procedures import queries
from congvu.procedures.rules import offers
from congvu.procedures.rules.checklist import checklist
from congvu.procedures.rules.places import CountedBy, place_counted_by
from congvu.procedures.rules.plans import Plan
from congvu.procedures.rules.wording_of_terms import fee_of, limit_words, online_of, online_words
from congvu.procedures.web.filters import CatalogueFilter
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.calendar import NoWorkingTime
from congvu.workdays.rules.deadlines import CUT_OFF, Deadline, deadline


@public
@require_safe
def list_procedures(request: HttpRequest) -> HttpResponse:
    """Show the procedures on offer today, narrowed by the filter; with words, the best match first."""
    today = clock.today()
    regime = regime_on(today)
    shelf = queries.shelf(today, regime=regime)
    form = CatalogueFilter(request.GET or None, shelf=shelf, regime=regime)
    good = not form.is_bound or form.is_valid()
    cards, found = list(shelf.cards.values()), None
    if form.is_bound and good:
        cards, found = _chosen(form, shelf, regime=regime)
    context = {"form": form, "cards": cards, "found": found, "total": len(shelf.cards), "year": today.year}
    return show(request, "procedures/list.html", context, status=200 if good else 422)


def _chosen(
    form: CatalogueFilter, shelf: queries.Shelf, *, regime: str
) -> tuple[list[queries.Card], queries.Found | None]:
    """Return the cards that the filter leaves, and what the search said when there were words."""
    left = queries.codes_of(form.choice(), regime=regime)
    events = {event.id: event.codes for event in shelf.events}
    if form.cleaned_data["event"]:
        left = [code for code in events[form.cleaned_data["event"]] if code in left]
    if not form.cleaned_data["q"]:
        return [shelf.cards[code] for code in left if code in shelf.cards], None
    found = queries.find(form.cleaned_data["q"], on_shelf=shelf)
    return [card for card in (*found.sure, *found.alike) if card.code in left], found


@public
@require_safe
def show_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one procedure: papers by answers, a real date, the fee, the steps, the legal basis, where to file."""
    now = clock.now()
    today = clock.local(now).date()
    regime = regime_on(today)
    version = queries.published(code, today)
    form = queries.form_of(version)
    cases = offers.case_conditions(version.process, regime=regime)
    papers = checklist(version.catalogue, form, cases=cases, answers=request.GET.dict(), today=today)
    plan = queries.plan_of(version, regime=regime, data=papers.data, agency_key="", today=today)
    online = online_of(version.catalogue, regime=regime)
    committees = committees_for(code, today)
    place = place_counted_by(committees, chosen=request.GET.get("committee", ""))
    context: dict[str, Any] = {
        "row": version.catalogue,
        "fee": fee_of(version.catalogue),
        "checklist": papers,
        "plan": plan,
        "limit": limit_words(plan.limit_amount, plan.limit_unit),
        "extension": offers.extension_words(plan),
        "promise": _promise(plan, place, now=now),
        "place": place,
        "steps": offers.steps_of(plan, roles=version.process["roles"], regime=regime),
        "bases": offers.bases_of(form, regime=regime),
        "trust": list(offers.trust_rows(version.catalogue)),
        "committees": committees,
        "result_facts": offers.result_facts(version.result),
        "conditions": offers.conditions_of(form),
        "who_applies": offers.who_applies(form),
        "online": online_words(online),
        "is_younger": version.catalogue.get("ma_cap_tu_khoang", 0) > today.year,
        "has_answers": any(question.answer for question in papers.questions),
    }
    return show(request, "procedures/show.html", context)


def _promise(plan: Plan, place: CountedBy, *, now: datetime) -> Deadline | None:
    """Return when the result is due for a dossier accepted now; None where the calendar does not reach that far."""
    try:
        return deadline(
            now,
            amount=plan.limit_amount,
            unit=plan.limit_unit,
            mode=place.mode,
            calendar=calendar_of(place.calendar_id),
            cut_off=plan.cut_off or CUT_OFF,
        )
    except NoWorkingTime:
        return None
