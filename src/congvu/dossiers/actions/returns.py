"""Handing the result over (trả kết quả, T19): at the desk, or online by the applicant."""

from datetime import datetime

from django.db import transaction

from congvu.accounts.models import User
from congvu.accounts.rules import Acting
from congvu.audit.rules import Ref
from congvu.dossiers.actions.log import locked, make_move
from congvu.dossiers.actions.news import tell_applicant
from congvu.dossiers.actions.steps import close_step, held_step
from congvu.dossiers.models import Dossier
from congvu.dossiers.refusals import FeeOutstanding, NotYourStep
from congvu.dossiers.terms import HandOver, Move, Status, StepKind
from congvu.payments.queries import state_of
from congvu.payments.terms import ChargeState


def _hand(dossier: Dossier, *, by: Ref, receiver: str, now: datetime) -> None:
    if state_of(dossier.ref) == ChargeState.DUE:
        raise FeeOutstanding
    make_move(dossier, Move.RETURN, by=by, now=now, note=f"Người nhận: {receiver}")
    dossier.receiver_name, dossier.hand_over = receiver, HandOver.HANDED
    dossier.returned_at = dossier.ended_at = now
    dossier.save()


@transaction.atomic
def return_result(*, step_id: int, officer: Acting, receiver: str, now: datetime) -> Dossier:
    """Hand the result to the person at the desk. Raises NotYourStep, StepDone, FeeOutstanding, WrongStatus."""
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.RETURN:
        raise NotYourStep
    _hand(dossier, by=officer.ref, receiver=receiver or dossier.owner_name, now=now)
    close_step(step, by=officer.printed_name, now=now, outcome="Đã trả kết quả")
    tell_applicant(dossier, "result_returned", now=now)
    return dossier


@transaction.atomic
def receive_online(*, dossier_id: int, submitter: User, now: datetime) -> Dossier:
    """Give the electronic result to its submitter online; a second call finds it given. Raises FeeOutstanding."""
    dossier = locked(dossier_id)
    if dossier.submitter_id != submitter.pk:
        raise NotYourStep("Hồ sơ này do tài khoản khác nộp.")
    if dossier.status == Status.RETURNED:
        return dossier
    if state_of(dossier.ref) == ChargeState.DUE:
        raise FeeOutstanding("Còn phí, lệ phí chưa nộp. Bạn nộp tại Bộ phận Một cửa rồi nhận kết quả ở đây.")
    _hand(dossier, by=submitter.ref, receiver=submitter.full_name, now=now)
    for step in dossier.steps.filter(kind=StepKind.RETURN, done_at=None):
        close_step(step, by=submitter.full_name, now=now, outcome="Người nộp nhận bản điện tử trên cổng")
    return dossier
