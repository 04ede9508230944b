"""A supplement after acceptance (T9, T10): proposed, approved by the head, sent by the desk; the clock pauses."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.base.clock import local
from congvu.base.formats import weekday_and_day
from congvu.dossiers.actions.letters import write_letter
from congvu.dossiers.actions.log import add_clock_line, locked, make_move
from congvu.dossiers.actions.news import tell_applicant
from congvu.dossiers.actions.steps import close_step, held_step, open_step
from congvu.dossiers.models import Dossier, Step, Supplement
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import is_decided
from congvu.dossiers.queries.supplements import count_asked, window_end
from congvu.dossiers.refusals import AlreadyDecided, NothingListed, NotYourStep, SupplementUsed, WrongStatus
from congvu.dossiers.rules.life_cycle import check_move
from congvu.dossiers.rules.plans import specs_of
from congvu.dossiers.terms import ClockKind, LetterKind, Move, StepKind, SupplementState
from congvu.workflow.actions import running as workflow
from congvu.workflow.terms import InstanceState


@transaction.atomic
def propose_supplement(
    *, step_id: int, officer: Acting, items: Sequence[str], reason: str, now: datetime
) -> Supplement:
    """Propose to ask for more (specialist), while nothing is decided.

    Raises NotYourStep, SupplementUsed, NothingListed, WrongStatus, AlreadyDecided.
    """
    dossier, step = held_step(step_id, officer=officer)
    check_move(Move.ASK_SUPPLEMENT, status=dossier.status)
    if step.kind != StepKind.PROCESS:
        raise NotYourStep
    if not items or not reason:
        raise NothingListed
    if is_decided(dossier):
        raise AlreadyDecided("Kết quả đã được ký nên không yêu cầu bổ sung được nữa.")
    plan = plan_for(dossier, on=local(now).date())
    if count_asked(dossier) >= plan.supplement.at_most:
        raise SupplementUsed(f"Thủ tục này chỉ được yêu cầu bổ sung {plan.supplement.at_most} lần sau khi tiếp nhận.")
    asked = Supplement.objects.create(
        dossier=dossier,
        after_acceptance=True,
        state=SupplementState.PROPOSED,
        items=list(items),
        reason=reason,
        step=step,
        proposed_by=officer.printed_name,
        proposed_at=now,
    )
    open_step(
        dossier,
        StepKind.APPROVE_SUPPLEMENT,
        role="unit_head",
        specs=plan.posts.get("unit_head") or plan.posts["leader"],
        label="Duyệt yêu cầu bổ sung hồ sơ",
        now=now,
        due_at=step.due_at,
        giver=officer.printed_name,
    )
    record("dossier.propose_supplement", subject=dossier.ref, actor=officer.ref, at=now, details={"items": list(items)})
    return asked


def _open(dossier: Dossier, state: SupplementState) -> Supplement:
    asked = dossier.supplements.select_for_update().filter(state=state).first()
    if asked is None:
        raise WrongStatus
    return asked


@transaction.atomic
def approve_supplement(*, step_id: int, officer: Acting, now: datetime) -> Supplement:
    """Approve the request (head of the unit); the desk sends it. Raises NotYourStep, StepDone, WrongStatus."""
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.APPROVE_SUPPLEMENT:
        raise NotYourStep
    asked = _open(dossier, SupplementState.PROPOSED)
    asked.state, asked.approved_by = SupplementState.APPROVED, officer.printed_name
    asked.save(update_fields=["state", "approved_by"])
    close_step(step, by=officer.printed_name, now=now, outcome="Đồng ý")
    plan = plan_for(dossier, on=local(now).date())
    open_step(
        dossier,
        StepKind.SEND_SUPPLEMENT,
        role="receiving_officer",
        specs=specs_of(plan, "receiving_officer"),
        label="Gửi phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        now=now,
        giver=officer.printed_name,
    )
    record("dossier.approve_supplement", subject=dossier.ref, actor=officer.ref, at=now)
    return asked


@transaction.atomic
def decline_supplement(*, step_id: int, officer: Acting, reason: str, now: datetime) -> Supplement:
    """Decline the request (head of the unit); the specialist goes on. Raises NotYourStep, StepDone, WrongStatus."""
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.APPROVE_SUPPLEMENT:
        raise NotYourStep
    asked = _open(dossier, SupplementState.PROPOSED)
    asked.state = SupplementState.DROPPED
    asked.save(update_fields=["state"])
    close_step(step, by=officer.printed_name, now=now, outcome=f"Không đồng ý: {reason}"[:300])
    record("dossier.decline_supplement", subject=dossier.ref, actor=officer.ref, at=now, details={"reason": reason})
    return asked


@transaction.atomic
def send_supplement(*, step_id: int, officer: Acting, now: datetime) -> Supplement:
    """Send Mẫu 02 (desk): the clock pauses, the steps stand still. Raises NotYourStep, StepDone, WrongStatus."""
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.SEND_SUPPLEMENT:
        raise NotYourStep
    asked = _open(dossier, SupplementState.APPROVED)
    make_move(dossier, Move.ASK_SUPPLEMENT, by=officer.ref, now=now, note=asked.reason)
    add_clock_line(dossier, ClockKind.PAUSE, now=now, reason="Chờ bổ sung hồ sơ (Mẫu 02)")
    dossier.save(update_fields=["status", "changed_at", "due_at", "paused_at"])
    asked.state, asked.sent_at = SupplementState.SENT, now
    respond_by = window_end(dossier, sent_at=now)
    asked.answer_by = respond_by.date()
    asked.save(update_fields=["state", "sent_at", "answer_by"])
    close_step(step, by=officer.printed_name, now=now, outcome="Đã gửi")
    suspend_steps(dossier, now=now)
    content = {"items": asked.items, "reason": asked.reason, "respond_by": respond_by.isoformat()}
    write_letter(dossier, LetterKind.SUPPLEMENT_SLIP, content=content, by=officer.printed_name, now=now)
    until = weekday_and_day(asked.answer_by)
    tell_applicant(dossier, "supplement_requested", now=now, papers="; ".join(asked.items), until=until)
    return asked


def suspend_steps(dossier: Dossier, *, now: datetime) -> None:
    """Let every open step of the process stand still; the caller holds the lock."""
    dossier.steps.filter(done_at=None).update(suspended=True)
    if dossier.instance is not None and dossier.instance.state == InstanceState.RUNNING:
        workflow.suspend(instance_id=dossier.instance.pk, now=now)


def resume_steps(dossier: Dossier, *, paused_at: datetime, now: datetime) -> None:
    """Let the open steps go on; each gets the time back that it stood still."""
    for step in dossier.steps.filter(done_at=None, suspended=True):
        step.suspended = False
        if step.due_at and step.due_at > paused_at:
            step.due_at = now + (step.due_at - paused_at)
        step.save(update_fields=["suspended", "due_at"])
    if dossier.instance_id:
        workflow.resume(instance_id=dossier.instance_id, now=now)


@transaction.atomic
def answer_supplement(*, dossier_id: int, by: Ref, note: str, now: datetime) -> Supplement:
    """Hand in what was asked for (applicant); the desk checks it. Raises WrongStatus, NothingListed."""
    dossier = locked(dossier_id)
    asked = _open(dossier, SupplementState.SENT)
    check_move(Move.ACCEPT_SUPPLEMENT, status=dossier.status)
    if not note and not asked.files.exists():
        raise NothingListed("Hãy nộp ít nhất một giấy tờ hoặc ghi nội dung trả lời.")
    asked.state, asked.answer_note, asked.answered_at = SupplementState.ANSWERED, note, now
    asked.save(update_fields=["state", "answer_note", "answered_at"])
    plan = plan_for(dossier, on=local(now).date())
    open_step(
        dossier,
        StepKind.CHECK_SUPPLEMENT,
        role="receiving_officer",
        specs=specs_of(plan, "receiving_officer"),
        label="Kiểm tra giấy tờ bổ sung",
        now=now,
        giver=by.name,
    )
    record("dossier.answer_supplement", subject=dossier.ref, actor=by, at=now)
    return asked


@transaction.atomic
def accept_supplement(*, step_id: int, officer: Acting, now: datetime) -> Dossier:
    """Accept what was handed in (T10): the clock goes on with a new due time. Raises NotYourStep, StepDone."""
    dossier, step = held_step(step_id, officer=officer)
    asked = _check_answer(dossier, step)
    paused_at = dossier.paused_at or now
    make_move(dossier, Move.ACCEPT_SUPPLEMENT, by=officer.ref, now=now)
    add_clock_line(dossier, ClockKind.RESUME, now=now, reason="Đã tiếp nhận giấy tờ bổ sung")
    dossier.save(update_fields=["status", "changed_at", "due_at", "paused_at"])
    asked.state, asked.closed_at = SupplementState.CLOSED, now
    asked.save(update_fields=["state", "closed_at"])
    close_step(step, by=officer.printed_name, now=now, outcome="Đủ")
    resume_steps(dossier, paused_at=paused_at, now=now)
    tell_applicant(dossier, "supplement_received", now=now)
    return dossier


@transaction.atomic
def ask_again(*, step_id: int, officer: Acting, reason: str, now: datetime) -> Supplement:
    """Tell the applicant that the answer is not complete yet; the same request stays open, the clock still."""
    dossier, step = held_step(step_id, officer=officer)
    asked = _check_answer(dossier, step)
    if not reason:
        raise NothingListed
    asked.state = SupplementState.SENT
    asked.save(update_fields=["state"])
    close_step(step, by=officer.printed_name, now=now, outcome=f"Chưa đủ: {reason}"[:300])
    record("dossier.ask_again", subject=dossier.ref, actor=officer.ref, at=now, details={"reason": reason})
    until = weekday_and_day(asked.answer_by) if asked.answer_by else ""
    tell_applicant(dossier, "supplement_requested", now=now, papers=reason, until=until)
    return asked


def _check_answer(dossier: Dossier, step: Step) -> Supplement:
    if step.kind != StepKind.CHECK_SUPPLEMENT:
        raise NotYourStep
    return _open(dossier, SupplementState.ANSWERED)
