"""Giving results out at the counter (trả kết quả), one by one or together, and collecting what is owed.

Who may come in: whoever works at the desk; what waits is what waits at the officer's own post.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.accounts.rules import Acting
from congvu.base import clock
from congvu.base.refusals import NotYours, Refusal
from congvu.base.web import officer_page, show
from congvu.dossiers.actions import counter as actions
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.queries import desk
from congvu.dossiers.refusals import NotYourDesk
from congvu.dossiers.rules.desk import DESK_ROLES
from congvu.dossiers.rules.intake import Receiver
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.counter import MOST_SHOWN
from congvu.dossiers.web.forms_counter import FeeRow, ReceiverForm, read_fee
from congvu.payments.queries import charges_of
from congvu.payments.terms import ChargeState


def _at_desk(request: HttpRequest) -> Acting:
    officer = acting_of(request)
    if not officer.roles & DESK_ROLES:
        raise NotYourDesk("Trang này dành cho cán bộ Bộ phận Một cửa.")
    return officer


@require_safe
@officer_page
def returns(request: HttpRequest) -> HttpResponse:
    """Show the results that wait to be given out at this officer's post."""
    steps = list(desk.returns_of(_at_desk(request))[:MOST_SHOWN])
    context = {"steps": steps, "owing": desk.owing(step.dossier for step in steps), "here": "counter"}
    return show(request, "dossiers/counter/returns.html", context)


@require_POST
@officer_page
def return_many(request: HttpRequest) -> HttpResponse:
    """Give the ticked results out, each to its own owner; one that fails stops no other."""
    officer, now = _at_desk(request), clock.now()
    ticked = {int(text) for text in request.POST.getlist("step") if text.isdecimal() and len(text) < 18}
    for step in desk.returns_of(officer).filter(pk__in=ticked):
        receiver = Receiver(step.dossier.receiver_name or step.dossier.owner_name)
        try:
            actions.hand_result(step_id=step.pk, receiver=receiver, fees=[], officer=officer, now=now)
            messages.success(request, f"{step.dossier}: đã trả kết quả cho {receiver.name}.")
        except Refusal as refusal:
            messages.error(request, f"{step.dossier}: {refusal.sentence}")
    if not ticked:
        messages.error(request, "Hãy đánh dấu ít nhất một hồ sơ để trả.")
    return see(reverse("dossiers:counter_returns"))


@require_http_methods(["GET", "HEAD", "POST"])
@officer_page
def return_one(request: HttpRequest, step_id: int) -> HttpResponse:
    """Give one result to somebody who says who they are, and settle what is owed."""
    officer, now = _at_desk(request), clock.now()
    step = get_object_or_404(desk.returns_of(officer), pk=step_id)
    fees = _due(step.dossier)
    if request.method != "POST":
        return _return_page(request, step, ReceiverForm(initial=_expected(step.dossier), dossier=step.dossier), fees)
    form = ReceiverForm(request.POST, dossier=step.dossier)
    for row in fees:
        read_fee(row, request)
    if not form.is_valid() or any(row.error for row in fees):
        return _return_page(request, step, form, fees, status=422)
    try:
        actions.hand_result(
            step_id=step.pk,
            receiver=form.receiver(step.dossier),
            fees=[row.as_note() for row in fees],
            officer=officer,
            now=now,
        )
    except NotYours:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _return_page(request, step, form, fees, status=refusal.status)
    messages.success(request, f"{step.dossier}: đã trả kết quả cho {form.receiver(step.dossier).name}.")
    return see(reverse("dossiers:counter_returns"))


@require_safe
@officer_page
def unpaid(request: HttpRequest) -> HttpResponse:
    """Show the dossiers of the desk that still owe something."""
    rows = desk.unpaid_of(_at_desk(request), on=clock.today())
    return show(request, "dossiers/counter/unpaid.html", {"dossiers": rows[:MOST_SHOWN], "here": "counter"})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_page
def fees(request: HttpRequest, key: str) -> HttpResponse:
    """Write down what was collected for one dossier, or why it is free."""
    officer, now = acting_of(request), clock.now()
    dossier = get_object_or_404(desk.dossiers_of_desk(officer, on=clock.local(now).date()), key=key)
    rows = _due(dossier)
    error, status = "", 200
    if request.method == "POST":
        for row in rows:
            read_fee(row, request)
        notes = [row.as_note() for row in rows if row.receipt or row.reason]
        if notes and not any(row.error for row in rows):
            try:
                actions.record_fees(dossier_id=dossier.pk, fees=notes, officer=officer, now=now)
                messages.success(request, f"{dossier}: đã ghi nhận phí, lệ phí.")
                return see(reverse("dossiers:counter_fees", args=[dossier.key]))
            except Refusal as refusal:
                error, status = refusal.sentence, refusal.status
        else:
            status = 422
            for row in rows if not notes else []:
                row.error = row.error or "Hãy ghi số biên lai hoặc lý do miễn."
    errors = _fee_errors(rows) + ([("fees", error)] if error else [])
    context = {"dossier": dossier, "fees": rows, "charges": charges_of(dossier.ref), "errors": errors}
    return show(request, "dossiers/counter/fees.html", {**context, "here": "counter"}, status=status)


def _return_page(
    request: HttpRequest, step: Step, form: ReceiverForm, fees: list[FeeRow], *, status: int = 200
) -> HttpResponse:
    errors = [(f"id_{name}" if name != "__all__" else "giver", str(text[0])) for name, text in form.errors.items()]
    context = {
        "step": step,
        "dossier": step.dossier,
        "form": form,
        "fees": fees,
        "errors": errors + _fee_errors(fees),
        "here": "counter",
    }
    return show(request, "dossiers/counter/return.html", context, status=status)


def _expected(dossier: Dossier) -> dict[str, str]:
    """Return who was named to receive the result."""
    named = dossier.receiver_name and dossier.receiver_name != dossier.owner_name
    return {"who": "other" if named else "owner", "name": dossier.receiver_name if named else ""}


def _due(dossier: Dossier) -> list[FeeRow]:
    due = charges_of(dossier.ref).filter(state=ChargeState.DUE)
    return [FeeRow(charge.kind, charge.label, charge.amount_vnd, charge.note) for charge in due]


def _fee_errors(rows: list[FeeRow]) -> list[tuple[str, str]]:
    return [row.link for row in rows if row.error]
