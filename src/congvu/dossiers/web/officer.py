"""The officers' page of one dossier: all that is in it, and the moves its reader may make now.

Who may come in: officers who may see the dossier (`queries.visible`); everybody else gets a 404.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from congvu.accounts.rules import Acting
from congvu.base import clock
from congvu.base.refusals import Refusal
from congvu.base.serving import download, preview
from congvu.base.web import officer_page, show
from congvu.dossiers.actions.access import note_file, note_opening
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.queries import sheet
from congvu.dossiers.queries.certified import further_copies
from congvu.dossiers.queries.desk_results import doors_of
from congvu.dossiers.queries.offers import StepOffers, choices_for, fee_moves, offers_for
from congvu.dossiers.queries.why import explanation
from congvu.dossiers.rules.badges import badges_of
from congvu.dossiers.rules.meters import due_words
from congvu.dossiers.rules.offers import Offer
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.forms_officer import MoveForm
from congvu.dossiers.web.officer_moves import DOORS, Call, MoveDoor
from congvu.payments.models import Charge
from congvu.payments.queries import charges_of
from congvu.payments.rules import state_of_all

ON_DOSSIER = frozenset(
    {
        Offer.BRING_SUPPLEMENT,
        Offer.WITHDRAW,
        Offer.RECALL,
        Offer.STOP,
        Offer.REMARK,
        Offer.RECORD_PAYMENT,
        Offer.EXEMPT_CHARGE,
    }
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One move as the page draws it."""

    offer: Offer
    door: MoveDoor
    form: MoveForm
    failed: bool


@dataclass(frozen=True, slots=True)
class StepPanels:
    """One open step with the moves on it."""

    offers: StepOffers
    panels: Sequence[Panel]


@dataclass(frozen=True, slots=True)
class Tried:
    """A move that was asked for and not made: its form as it was filled in."""

    offer: Offer
    about: int
    form: MoveForm


def opened(request: HttpRequest, key: str) -> Dossier:
    """Return the dossier that the officer may open, else answer 404."""
    dossier = sheet.for_page(acting_of(request), key)
    if dossier is None:
        raise Http404
    return dossier


@officer_page
@require_safe
def dossier_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the dossier and write down who opened it."""
    dossier = opened(request, key)
    note_opening(dossier=dossier, officer=acting_of(request), now=clock.now())
    return show(request, "dossiers/officer/dossier.html", _context(request, dossier))


@officer_page
@require_safe
@xframe_options_sameorigin
def file(request: HttpRequest, key: str, file_id: int) -> HttpResponse:
    """Show, or with `?download` hand out, one file of the dossier, and write down who opened it."""
    dossier = opened(request, key)
    found = sheet.file_of(dossier, file_id)
    if found is None:
        raise Http404
    note_file(dossier=dossier, file_id=found.pk, officer=acting_of(request), now=clock.now())
    return download(found) if "download" in request.GET else preview(found)


@officer_page
@require_POST
def act(request: HttpRequest, key: str, move: str) -> HttpResponse:
    """Make one move; what speaks against it is said on the page of the dossier."""
    dossier, officer, now = opened(request, key), acting_of(request), clock.now()
    if move not in DOORS:
        raise Http404
    offer = Offer(move)
    door = DOORS[offer]
    step = _step_named(dossier, request.POST.get("step", ""))
    if step is None and offer not in ON_DOSSIER:
        raise Http404
    choices = choices_for(offer, dossier, step, officer=officer, now=now)
    about = step.pk if step else _number(request.POST.get("charge", ""))
    form = door.form(request.POST, request.FILES, choices=choices, auto_id=f"{offer}-{about}-%s")
    tried = Tried(offer, about, form)
    if not form.is_valid():
        context = _context(request, dossier, tried=tried) | {"is_failed": True}
        return show(request, "dossiers/officer/dossier.html", context, status=422)
    try:
        with transaction.atomic():
            door.run(Call(dossier, about, officer, form.cleaned_data, now))
    except Refusal as refusal:
        context = _context(request, opened(request, key), tried=tried) | {"refusal": refusal}
        return show(request, "dossiers/officer/dossier.html", context, status=refusal.status)
    messages.success(request, door.said)
    return see(reverse("desk_dossiers:dossier", args=[key]))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _step_named(dossier: Dossier, text: str) -> Step | None:
    return dossier.steps.select_related("post").filter(pk=_number(text)).first()


def _context(request: HttpRequest, dossier: Dossier, *, tried: Tried | None = None) -> dict[str, Any]:
    """Return all that the page shows; its number of queries does not grow with the dossier."""
    officer, now = acting_of(request), clock.now()
    steps = sheet.steps_of(dossier)
    offers = offers_for(dossier, steps, officer=officer, now=now)
    papers, letters = sheet.papers_of(dossier), list(dossier.letters.select_related("file"))
    charges = list(charges_of(dossier.ref))
    fees = state_of_all(charge.state for charge in charges)
    return {
        "here": "dossiers",
        "dossier": dossier,
        "steps": steps,
        "offers": offers,
        "doors": doors_of(dossier, steps, officer=officer, on=clock.today()),
        "step_panels": [StepPanels(one, _panels(one, dossier, officer, tried)) for one in offers.steps],
        "whole_panels": [_panel(move, dossier, None, 0, officer, tried) for move in offers.whole],
        "waiting": [step for step in steps if step.done_at is None],
        "badges": badges_of(status=dossier.status, fees=fees, hand_over=dossier.hand_over, sync=dossier.sync),
        "meter": sheet.clock_of(dossier, now=now),
        "due_words": due_words(dossier.due_at),
        "why": explanation(dossier, now=now),
        "drawing": sheet.drawing_of(dossier, steps, officer=officer),
        "papers": papers,
        "given": sheet.given(papers),
        "letters": letters,
        "shown": sheet.shown_file(papers, letters, request.GET.get("file", "")),
        "sections": sheet.answers_of(dossier, now=now),
        "further": further_copies(getattr(dossier, "result", None)),
        "fees": [(charge, _fee_panels(charge, dossier, officer, tried)) for charge in charges],
        "supplements": list(dossier.supplements.prefetch_related("files__file")),
        "opinions": list(dossier.opinions.select_related("answer_file")),
        "remarks": list(dossier.remarks.select_related("file")),
        "outside": sheet.outside_of(steps),
        "log": sheet.log_of(dossier, steps),
    }


def _panels(one: StepOffers, dossier: Dossier, officer: Acting, tried: Tried | None) -> list[Panel]:
    return [_panel(move, dossier, one.step, one.step.pk, officer, tried) for move in one.moves]


def _fee_panels(charge: Charge, dossier: Dossier, officer: Acting, tried: Tried | None) -> list[Panel]:
    moves = fee_moves(dossier, officer=officer, state=charge.state)
    panels = [_panel(move, dossier, None, charge.pk, officer, tried) for move in moves]
    for panel in panels:
        if charge.amount_vnd is not None:
            panel.form.fields.pop("amount_vnd", None)
    return panels


def _panel(
    offer: Offer, dossier: Dossier, step: Step | None, about: int, officer: Acting, tried: Tried | None
) -> Panel:
    if tried is not None and (tried.offer, tried.about) == (offer, about):
        return Panel(offer, DOORS[offer], tried.form, failed=True)
    choices = choices_for(offer, dossier, step, officer=officer, now=clock.now())
    initial = {"step": step.pk} if step else {"charge": about}
    form = DOORS[offer].form(initial=initial, choices=choices, auto_id=f"{offer}-{about}-%s")
    if not form.fields.get("asked") or choices.get("asked"):
        return Panel(offer, DOORS[offer], form, failed=False)
    form.fields.pop("asked")
    return Panel(offer, DOORS[offer], form, failed=False)
