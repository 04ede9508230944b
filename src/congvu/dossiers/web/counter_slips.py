"""At the counter, what cannot be accepted as it lies: the slip for what is missing (Mẫu 02), the refusal (Mẫu 03).

Who may come in: the receiving officers of the desk that has the intake.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from congvu.base import clock
from congvu.base.refusals import NotYours, Refusal
from congvu.base.web import officer_page, show
from congvu.dossiers.actions import counter_slips as actions
from congvu.dossiers.models import Dossier, Letter
from congvu.dossiers.queries import desk
from congvu.dossiers.queries.plans import asked_papers, form_errors
from congvu.dossiers.refusals import ChangedMeanwhile, WrongStatus
from congvu.dossiers.rules.desk import is_on_the_table
from congvu.dossiers.rules.intake import missing_items
from congvu.dossiers.terms import LetterKind, PaperState
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.counter_after import paper_of
from congvu.dossiers.web.counter_page import instant
from congvu.dossiers.web.forms_officer import ItemsForm, MoveForm, ReasonForm
from congvu.procedures.queries import form_of

ASK, REFUSE = "ask", "refuse"
Write = Callable[[datetime, Mapping[str, Any]], object]  # what the form cleaned: texts and lines
SLIPS = (LetterKind.SUPPLEMENT_SLIP, LetterKind.REFUSAL_SLIP)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_page
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Write down everything that is missing, the papers already listed, and print the slip (Mẫu 02)."""
    dossier = _intake(request, key)
    if request.method != "POST":
        form: MoveForm = ItemsForm(initial={"items": "\n".join(_missing(dossier)), "reason": _usual_reason(dossier)})
        return _page(request, dossier, form, ASK)
    form, officer, now = ItemsForm(request.POST), acting_of(request), clock.now()
    return _write(
        request,
        dossier,
        form,
        ASK,
        lambda seen_at, typed: actions.ask_at_counter(
            dossier_id=dossier.pk,
            seen_at=seen_at,
            items=typed["items"],
            reason=typed["reason"],
            officer=officer,
            now=now,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officer_page
def refuse(request: HttpRequest, key: str) -> HttpResponse:
    """Write down why the dossier cannot be received, and print the refusal (Mẫu 03)."""
    dossier = _intake(request, key)
    if request.method != "POST":
        return _page(request, dossier, ReasonForm(), REFUSE)
    form, officer, now = ReasonForm(request.POST), acting_of(request), clock.now()
    return _write(
        request,
        dossier,
        form,
        REFUSE,
        lambda seen_at, typed: actions.refuse_at_counter(
            dossier_id=dossier.pk, seen_at=seen_at, reason=typed["reason"], officer=officer, now=now
        ),
    )


def _write(request: HttpRequest, dossier: Dossier, form: MoveForm, kind: str, write: Write) -> HttpResponse:
    seen_at = instant(request.POST.get("seen", "")) or clock.now()
    if not form.is_valid():
        return _page(request, dossier, form, kind, status=422)
    try:
        write(seen_at, form.cleaned_data)
    except NotYours:
        raise
    except Refusal as refusal:
        slip = _slip(dossier)
        if not (
            isinstance(refusal, ChangedMeanwhile) and slip and slip.at > seen_at
        ):  # else pressed twice: it is written
            form.add_error(None, refusal.sentence)
            return _page(request, dossier, form, kind, status=refusal.status)
    return see(reverse("dossiers:counter_slip", args=[dossier.key]))


@require_safe
@officer_page
def slip(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was written: the slip to print and sign, and how it goes on."""
    dossier = _begun_here(request, key)
    letter = _slip(dossier)
    if letter is None:
        raise Http404
    goes_on = is_on_the_table(status=dossier.status, channel=dossier.channel)
    context = {"dossier": dossier, "letter": letter, "goes_on": goes_on, "here": "counter"}
    return show(request, "dossiers/counter/slip.html", context)


@require_safe
@xframe_options_sameorigin
@officer_page
def slip_paper(request: HttpRequest, key: str) -> HttpResponse:
    """Hand out the slip (phiếu yêu cầu bổ sung, phiếu từ chối) as PDF."""
    return paper_of(_slip(_begun_here(request, key)))


def _page(request: HttpRequest, dossier: Dossier, form: MoveForm, kind: str, *, status: int = 200) -> HttpResponse:
    errors = [(f"id_{name}" if name != "__all__" else "slip-form", str(told[0])) for name, told in form.errors.items()]
    context = {
        "dossier": dossier,
        "form": form,
        "kind": kind,
        "errors": errors,
        "seen": request.POST.get("seen", dossier.changed_at.isoformat()),
        "here": "counter",
    }
    return show(request, "dossiers/counter/write_slip.html", context, status=status)


def _begun_here(request: HttpRequest, key: str) -> Dossier:
    return get_object_or_404(desk.intakes_of(acting_of(request), on=clock.today()), key=key)


def _intake(request: HttpRequest, key: str) -> Dossier:
    dossier = _begun_here(request, key)
    if not is_on_the_table(status=dossier.status, channel=dossier.channel):
        raise WrongStatus
    return dossier


def _slip(dossier: Dossier) -> Letter | None:
    return dossier.letters.filter(kind__in=SLIPS).select_related("file").last()


def _missing(dossier: Dossier) -> list[str]:
    """Return the papers that are neither here nor excused, and the parts of the declaration with something wrong."""
    today = clock.today()
    here = set(dossier.papers.exclude(state=PaperState.MISSING).values_list("key", flat=True))
    papers = [(paper.name, paper.shown_only) for paper in asked_papers(dossier, on=today) if paper.key not in here]
    wrong = {re.split(r"[.\[]", error.path)[0] for error in form_errors(dossier, on=today)}
    steps = form_of(dossier.version).steps
    return missing_items(papers, [step.title for step in steps if wrong & {one.key for one in step.fields}])


def _usual_reason(dossier: Dossier) -> str:
    procedure = dossier.version.procedure
    return f"Hồ sơ chưa đủ thành phần theo quy định của thủ tục {procedure.code}, {procedure.name}."
