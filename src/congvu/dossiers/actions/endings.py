"""Ways to end a dossier without its result: withdrawal by the applicant (T15, T16), stop by the one who signs (T17)."""

from datetime import datetime

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.audit.rules import Ref
from congvu.base.clock import local
from congvu.dossiers.actions.log import add_clock_line, locked, make_move
from congvu.dossiers.actions.news import tell_applicant
from congvu.dossiers.actions.notices import write_notice
from congvu.dossiers.actions.presenting import take_back
from congvu.dossiers.actions.steps import close_step, held_step, open_step
from congvu.dossiers.actions.supplement import suspend_steps
from congvu.dossiers.models import Dossier, Withdrawal
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import is_decided
from congvu.dossiers.refusals import AlreadyDecided, NotYourStep, ReasonNeeded
from congvu.dossiers.rules.plans import specs_of
from congvu.dossiers.rules.stops import may_stop
from congvu.dossiers.terms import ClockKind, Move, StepKind, SupplementState
from congvu.payments.actions import exempt_charge
from congvu.payments.queries import charges_of
from congvu.payments.terms import ChargeState
from congvu.workflow.actions import running as workflow


def _end(dossier: Dossier, *, by: str, now: datetime) -> None:
    """Close what is open: steps, requests, the process, the clock."""
    for step in dossier.steps.filter(done_at=None):
        close_step(step, by=by, now=now, outcome="Hồ sơ đã kết thúc")
    take_back(dossier, now=now)
    dossier.supplements.filter(closed_at=None).update(state=SupplementState.DROPPED)
    if dossier.instance_id:
        workflow.cancel(instance_id=dossier.instance_id, now=now)
    if dossier.accepted_at:
        add_clock_line(dossier, ClockKind.STOP, now=now, reason="Kết thúc hồ sơ")
    dossier.ended_at, dossier.paused_at = now, None
    dossier.save()


@transaction.atomic
def request_withdrawal(*, dossier_id: int, by: Ref, reason: str, now: datetime) -> Withdrawal:
    """Ask to take the dossier back (T15) while nothing is decided; all stands still. Raises AlreadyDecided."""
    dossier = locked(dossier_id)
    if is_decided(dossier):
        raise AlreadyDecided
    dossier.status_before = dossier.status
    make_move(dossier, Move.REQUEST_WITHDRAWAL, by=by, now=now, note=reason)
    if dossier.accepted_at and dossier.paused_at is None:
        add_clock_line(dossier, ClockKind.PAUSE, now=now, reason="Người nộp yêu cầu rút hồ sơ")
    dossier.save()
    take_back(dossier, now=now)
    suspend_steps(dossier, now=now)
    plan = plan_for(dossier, on=local(now).date())
    open_step(
        dossier,
        StepKind.CONFIRM_WITHDRAWAL,
        role="receiving_officer",
        specs=specs_of(plan, "receiving_officer"),
        label="Xác nhận rút hồ sơ, trả lại giấy tờ",
        now=now,
        giver=by.name,
    )
    tell_applicant(dossier, "withdrawal_requested", now=now, reason=reason or "không ghi")
    return Withdrawal.objects.create(dossier=dossier, reason=reason, requested_by=by.name, requested_at=now)


@transaction.atomic
def confirm_withdrawal(*, step_id: int, officer: Acting, papers_returned: str, now: datetime) -> Dossier:
    """Confirm the withdrawal (T16): papers given back, fee rule applied, Mẫu 05 under the regime of 2025.

    Raises NotYourStep, StepDone, WrongStatus.
    """
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.CONFIRM_WITHDRAWAL:
        raise NotYourStep
    make_move(dossier, Move.CONFIRM_WITHDRAWAL, by=officer.ref, now=now, note=papers_returned)
    close_step(step, by=officer.printed_name, now=now, outcome="Đã xác nhận")
    withdrawal = dossier.withdrawal
    withdrawal.confirmed_by, withdrawal.confirmed_at = officer.printed_name, now
    withdrawal.papers_returned = papers_returned
    withdrawal.save()
    for charge in charges_of(dossier.ref).filter(state=ChargeState.DUE):
        exempt_charge(charge_id=charge.pk, reason="Người nộp rút hồ sơ", by=officer.ref, now=now)
    _end(dossier, by=officer.printed_name, now=now)
    if dossier.regime != "2020":
        reason = withdrawal.reason or "Theo yêu cầu của người nộp hồ sơ"
        write_notice(dossier, reason=reason, papers_returned=papers_returned, by=officer.printed_name, now=now)
    tell_applicant(dossier, "dossier_withdrawn", now=now)
    return dossier


@transaction.atomic
def stop_dossier(*, dossier_id: int, officer: Acting, reason: str, now: datetime) -> Dossier:
    """Stop a dossier that cannot go on (dừng giải quyết, T17), by the one who would sign it.

    Raises NotYourStep, ReasonNeeded, WrongStatus, AlreadyDecided.
    """
    dossier = locked(dossier_id)
    if not may_stop(plan_for(dossier, on=local(now).date()), commune=dossier.commune_key, officer=officer):
        raise NotYourStep
    if not reason:
        raise ReasonNeeded
    if is_decided(dossier):
        raise AlreadyDecided("Kết quả đã được ký nên không dừng hồ sơ được nữa.")
    make_move(dossier, Move.STOP, by=officer.ref, now=now, note=reason)
    _end(dossier, by=officer.printed_name, now=now)
    write_notice(dossier, reason=reason, papers_returned="", by=officer.printed_name, now=now)
    tell_applicant(dossier, "dossier_stopped", now=now, reason=reason)
    return dossier
