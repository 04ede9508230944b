"""Handing in and receiving: submission, acceptance with its code and clock, completion before acceptance, refusal."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.accounts.models import User
from congvu.accounts.rules import Acting
from congvu.audit.rules import Ref
from congvu.base.clock import local
from congvu.base.statements import Change
from congvu.documents.actions import take_number
from congvu.dossiers.actions.drafts import answer_for, check_papers, list_papers
from congvu.dossiers.actions.fees import settle_fees
from congvu.dossiers.actions.letters import write_letter
from congvu.dossiers.actions.log import add_clock_line, locked, make_move, own_locked
from congvu.dossiers.actions.news import tell_applicant
from congvu.dossiers.actions.steps import close_step, complete_step, held_step, open_step
from congvu.dossiers.models import Dossier, Step, Supplement
from congvu.dossiers.queries.plans import charge_lines, form_errors, plan_for, receivers_of
from congvu.dossiers.refusals import NotComplete, NothingListed, NotYourStep, ReasonNeeded
from congvu.dossiers.rules.desk import check_desk
from congvu.dossiers.rules.intake import FeeNote
from congvu.dossiers.rules.plans import check_place, signs_next, specs_of
from congvu.dossiers.terms import ClockKind, LetterKind, Move, Status, StepKind, SupplementState
from congvu.org.queries import code_prefix
from congvu.payments.actions import raise_charges
from congvu.workdays.queries import calendar_of
from congvu.workflow.actions import running as workflow

BOOK_SERIES = "Sổ theo dõi hồ sơ"
CHECK_HOURS = 8  # the desk answers an online dossier within 8 working hours (NĐ 45/2020 Điều 11, likely)
_SECRET_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def name_request(dossier: Dossier, *, now: datetime) -> None:
    """Give the dossier its request number and the secret that opens its tracking page."""
    day = f"{local(now):%y%m%d}"
    number = take_number(series="request", owner=dossier.committee.key, period=day)
    dossier.request_number = f"YC.{code_prefix(dossier.committee, local(now).date())}-{day}-{number:04d}"
    dossier.secret = "".join(secrets.choice(_SECRET_LETTERS) for _ in range(8))
    dossier.submitted_at = now


def _open_check(dossier: Dossier, *, now: datetime) -> Step:
    plan = plan_for(dossier, on=local(now).date())
    due_at = calendar_of(dossier.committee.calendar_id).add_minutes(now, CHECK_HOURS * 60)
    return open_step(
        dossier,
        StepKind.CHECK,
        role="receiving_officer",
        specs=specs_of(plan, "receiving_officer"),
        label="Kiểm tra, tiếp nhận hồ sơ nộp trực tuyến",
        now=now,
        due_at=due_at,
        giver=dossier.submitter_name,
    )


@transaction.atomic
def submit_dossier(*, dossier_id: int, submitter: User, now: datetime) -> Dossier:
    """Hand in an online dossier (nộp hồ sơ, T1). A second call finds it handed in and returns it.

    Raises NotComplete, WrongPlace, PaperNeeded, NobodyHolds.
    """
    return _submit(locked(dossier_id), submitter=submitter, now=now)


def _raise_charges(dossier: Dossier, *, by: Ref, now: datetime) -> None:
    lines = charge_lines(dossier, on=local(now).date())
    raise_charges(subject=dossier.ref, collector=dossier.committee.key, lines=lines, by=by, now=now)


_ROW = Change(lambda dossier: Dossier.objects.filter(pk=dossier), dossier=-1)
_HANDED_IN = ("status", "changed_at", "declared", "data", "request_number", "secret", "submitted_at")


def _submit(dossier: Dossier, *, submitter: User, now: datetime) -> Dossier:
    if dossier.request_number and dossier.submitter_id == submitter.pk:
        return dossier
    if form_errors(dossier, on=local(now).date()) or not dossier.declared:
        raise NotComplete
    check_place(plan_for(dossier, on=local(now).date()), commune=dossier.commune_key)
    check_papers(list_papers(dossier, now=now))
    make_move(dossier, Move.SUBMIT, by=submitter.ref, now=now)
    name_request(dossier, now=now)
    _ROW.make({name: getattr(dossier, name) for name in _HANDED_IN}, dossier=dossier.pk)
    _raise_charges(dossier, by=submitter.ref, now=now)
    write_letter(dossier, LetterKind.DECLARATION, content={}, by=submitter.full_name, now=now)
    _open_check(dossier, now=now)
    tell_applicant(dossier, "dossier_submitted", now=now)
    return dossier


@transaction.atomic
def hand_in(*, key: UUID, submitter: User, now: datetime) -> Dossier:
    """Declare and hand in at once one's own draft, as its last page does; a second click finds it handed in.

    Raises Dossier.DoesNotExist, NotComplete, WrongPlace, PaperNeeded, NobodyHolds.
    """
    dossier = own_locked(key, submitter=submitter)
    if dossier.request_number:
        return dossier
    if not dossier.owner_name:
        raise NotComplete
    answer_for(dossier, now=now)
    return _submit(dossier, submitter=submitter, now=now)


def _accept(dossier: Dossier, move: Move, *, officer: Acting, now: datetime) -> None:
    """Give code, receipt and promise, start the clock and the process (T2, T3)."""
    today = local(now).date()
    plan = plan_for(dossier, on=today)
    make_move(dossier, move, by=officer.ref, now=now)
    day = f"{today:%y%m%d}"
    prefix = code_prefix(dossier.committee, today)
    number = take_number(series="dossier", owner=prefix, period=day)
    dossier.code = f"{prefix}-{day}-{number:04d}"
    dossier.accepted_at, dossier.accepted_by = now, officer.printed_name
    dossier.book_year = today.year
    dossier.book_number = take_number(series=BOOK_SERIES, owner=dossier.committee.key, period=str(today.year))
    dossier.limit_amount, dossier.limit_unit = plan.limit_amount, plan.limit_unit
    dossier.limit_mode = dossier.committee.deadline_mode
    dossier.limit_cut_off = plan.cut_off or dossier.limit_cut_off
    add_clock_line(
        dossier,
        ClockKind.START,
        now=now,
        reason="Tiếp nhận hồ sơ",
        amount=plan.limit_amount,
        unit=plan.limit_unit,
    )
    dossier.original_due_at = dossier.due_at
    dossier.save()
    write_letter(dossier, LetterKind.RECEIPT, content={}, by=officer.printed_name, now=now)
    dossier.instance = workflow.start(key=plan.shape, subject=dossier.ref, variables={"asked": []}, now=now)
    dossier.save(update_fields=["instance"])
    tell_applicant(dossier, "dossier_accepted", now=now)


@transaction.atomic
def accept_dossier(*, step_id: int, officer: Acting, now: datetime) -> Dossier:
    """Accept an online dossier (tiếp nhận, T3) and promise the day of its result.

    Raises NotYourStep, StepDone, TakenByOther, WrongStatus, NobodyHolds.
    """
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.CHECK:
        raise NotYourStep
    close_step(step, by=officer.printed_name, now=now, outcome="Tiếp nhận")
    _accept(dossier, Move.ACCEPT, officer=officer, now=now)
    return dossier


@transaction.atomic
def accept_and_hand_over(*, step_id: int, officer: Acting, now: datetime) -> Dossier:
    """Accept an online dossier and pass it on in one go (tiếp nhận và chuyển xử lý, T3 and T7).

    A process whose first step is not the desk's own, or leads straight to the signer, stays where it begins.
    Raises what `accept_dossier` and `complete_step` raise.
    """
    dossier = accept_dossier(step_id=step_id, officer=officer, now=now)
    return pass_on(dossier, officer=officer, now=now)


def pass_on(dossier: Dossier, *, officer: Acting, now: datetime) -> Dossier:
    """Finish the desk's own first step of a dossier just accepted; where there is none, leave it where it is."""
    plan = plan_for(dossier, on=local(now).date())
    first = dossier.steps.filter(kind=StepKind.PROCESS, done_at=None, post__key=officer.post_key).first()
    if first is None or first.node != plan.steps[0].id or signs_next(plan, first.node):
        return dossier
    return complete_step(step_id=first.pk, officer=officer, now=now, outcome="Đã chuyển xử lý")


@transaction.atomic
def accept_at_counter(*, dossier_id: int, officer: Acting, now: datetime, fees: Sequence[FeeNote] = ()) -> Dossier:
    """Accept the dossier of somebody at the desk (T2): checked, scanned or exempt, then code, receipt, clock.

    Who was sent home for a paper comes back with it (T5, T3). `fees` are settled before the receipt is written, which
    prints them. A second call finds it accepted.
    Raises NotYourDesk, NotComplete, WrongPlace, PaperNeeded, WrongStatus, NobodyHolds, and what `payments` refuses.
    """
    dossier = locked(dossier_id)
    if dossier.code:
        return dossier
    check_desk(officer=officer, committee_key=dossier.committee.key, receivers=receivers_of(dossier))
    if form_errors(dossier, on=local(now).date()) or not dossier.owner_name:
        raise NotComplete
    check_place(plan_for(dossier, on=local(now).date()), commune=dossier.commune_key)
    check_papers(list_papers(dossier, now=now))
    move = Move.ACCEPT_AT_COUNTER
    if dossier.status == Status.AWAITING_COMPLETION:
        close_request(dossier, by=officer.ref, note="", now=now)
        move = Move.ACCEPT
    else:
        name_request(dossier, now=now)
    _raise_charges(dossier, by=officer.ref, now=now)
    settle_fees(dossier, fees, officer=officer, now=now)
    write_letter(dossier, LetterKind.DECLARATION, content={}, by=dossier.submitter_name or dossier.owner_name, now=now)
    _accept(dossier, move, officer=officer, now=now)
    return dossier


@transaction.atomic
def ask_completion(*, step_id: int, officer: Acting, items: Sequence[str], reason: str, now: datetime) -> Supplement:
    """Tell the applicant everything that is missing before acceptance (T4, Mẫu 02); the clock has not started.

    Raises NotYourStep, StepDone, WrongStatus, NothingListed.
    """
    dossier, step = held_step(step_id, officer=officer)
    asked = send_home(dossier, step=step, officer=officer, items=items, reason=reason, now=now)
    close_step(step, by=officer.printed_name, now=now, outcome="Yêu cầu bổ sung")
    return asked


def send_home(
    dossier: Dossier, *, step: Step | None, officer: Acting, items: Sequence[str], reason: str, now: datetime
) -> Supplement:
    """Write Mẫu 02 for a dossier that the caller has locked (T4). Raises WrongStatus, NothingListed."""
    if not items or not reason:
        raise NothingListed
    make_move(dossier, Move.ASK_COMPLETION, by=officer.ref, now=now, note=reason)
    dossier.save(update_fields=["status", "changed_at"])
    asked = Supplement.objects.create(
        dossier=dossier,
        after_acceptance=False,
        state=SupplementState.SENT,
        items=list(items),
        reason=reason,
        step=step,
        proposed_by=officer.printed_name,
        proposed_at=now,
        approved_by=officer.printed_name,
        sent_at=now,
    )
    content = {"items": list(items), "reason": reason}
    write_letter(dossier, LetterKind.SUPPLEMENT_SLIP, content=content, by=officer.printed_name, now=now)
    tell_applicant(dossier, "supplement_requested", now=now, papers="; ".join(items), until="khi bạn nộp đủ")
    return asked


@transaction.atomic
def complete_dossier(*, dossier_id: int, by: Ref, note: str, now: datetime) -> Dossier:
    """Answer the desk's request before acceptance (T5); a new check begins, a corrected declaration is set anew.

    Raises WrongStatus, NothingListed, and for a corrected declaration NotComplete, WrongPlace, PaperNeeded.
    """
    dossier = locked(dossier_id)
    asked = dossier.supplements.filter(state=SupplementState.SENT).select_for_update().first()
    corrected = asked is not None and asked.corrected_at is not None
    if asked is not None and not note and not corrected and not asked.files.exists():
        raise NothingListed("Hãy nộp ít nhất một giấy tờ, sửa tờ khai hoặc ghi nội dung trả lời.")
    if corrected:
        _check_corrected(dossier, now=now)
        write_letter(dossier, LetterKind.DECLARATION, content={}, by=by.name, now=now)
    close_request(dossier, by=by, note=note, now=now)
    dossier.save(update_fields=["status", "changed_at"])
    _open_check(dossier, now=now)
    return dossier


def close_request(dossier: Dossier, *, by: Ref, note: str, now: datetime) -> None:
    """Lay the dossier before the desk again and close what was asked for (T5); the caller saves the state."""
    make_move(dossier, Move.COMPLETE, by=by, now=now, note=note)
    answered = {"answer_note": note, "answered_at": now, "closed_at": now}
    dossier.supplements.filter(state=SupplementState.SENT).update(state=SupplementState.CLOSED, **answered)


def _check_corrected(dossier: Dossier, *, now: datetime) -> None:
    """Hold a corrected declaration to what a new one is held to. Raises NotComplete, WrongPlace, PaperNeeded."""
    today = local(now).date()
    if form_errors(dossier, on=today):
        raise NotComplete
    check_place(plan_for(dossier, on=today), commune=dossier.commune_key)
    check_papers(list_papers(dossier, now=now))


@transaction.atomic
def refuse_dossier(*, step_id: int, officer: Acting, reason: str, now: datetime) -> Dossier:
    """Refuse to accept (từ chối tiếp nhận, T6, Mẫu 03) with its reason. Raises ReasonNeeded, NotYourStep."""
    dossier, step = held_step(step_id, officer=officer)
    turn_away(dossier, officer=officer, reason=reason, now=now)
    close_step(step, by=officer.printed_name, now=now, outcome="Từ chối tiếp nhận")
    return dossier


def turn_away(dossier: Dossier, *, officer: Acting, reason: str, now: datetime) -> None:
    """Write Mẫu 03 for a dossier that the caller has locked (T6). Raises WrongStatus, ReasonNeeded."""
    if not reason:
        raise ReasonNeeded
    make_move(dossier, Move.REFUSE, by=officer.ref, now=now, note=reason)
    dossier.ended_at = now
    dossier.save(update_fields=["status", "changed_at", "ended_at"])
    write_letter(dossier, LetterKind.REFUSAL_SLIP, content={"reason": reason}, by=officer.printed_name, now=now)
    tell_applicant(dossier, "dossier_refused", now=now, reason=reason)
