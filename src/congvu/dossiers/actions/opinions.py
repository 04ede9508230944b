"""What others say about a dossier: opinions of other units (T13), answers of bodies outside, remarks of officers."""

from datetime import date, datetime

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.dossiers.actions.log import locked, make_move
from congvu.dossiers.actions.steps import close_step, held_step, open_step
from congvu.dossiers.models import Dossier, Opinion, OutsideAnswer, Remark
from congvu.dossiers.refusals import AnswerNeeded, NotYourStep, ReasonNeeded
from congvu.dossiers.terms import Move, StepKind
from congvu.files.models import StoredFile
from congvu.org.models import Post


@transaction.atomic
def consult(*, step_id: int, officer: Acting, post_key: str, question: str, now: datetime) -> Opinion:
    """Ask another unit (lấy ý kiến, T13); the clock keeps running, the asking step waits.

    Raises NotYourStep, WrongStatus, ReasonNeeded, NobodyHolds.
    """
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.PROCESS:
        raise NotYourStep
    if not question:
        raise ReasonNeeded("Hãy ghi nội dung cần lấy ý kiến.")
    post = Post.objects.select_related("agency").get(key=post_key)
    make_move(dossier, Move.CONSULT, by=officer.ref, now=now, note=question)
    dossier.save(update_fields=["status", "changed_at"])
    dossier.steps.filter(done_at=None).update(suspended=True)
    answering = open_step(
        dossier,
        StepKind.OPINION,
        role="",
        specs=[post.key],
        label="Cho ý kiến về hồ sơ",
        now=now,
        due_at=step.due_at,
        giver=officer.printed_name,
    )
    return Opinion.objects.create(
        dossier=dossier,
        asking_step=step,
        answering_step=answering,
        unit_name=post.agency.name,
        question=question,
        asked_by=officer.printed_name,
        asked_at=now,
    )


@transaction.atomic
def give_opinion(*, step_id: int, officer: Acting, answer: str, file: StoredFile | None, now: datetime) -> Opinion:
    """Answer the question of another unit; the asking step goes on. Raises NotYourStep, StepDone, ReasonNeeded."""
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.OPINION:
        raise NotYourStep
    if not answer and file is None:
        raise ReasonNeeded("Hãy ghi ý kiến hoặc gửi kèm văn bản trả lời.")
    opinion = Opinion.objects.select_for_update().get(answering_step=step)
    opinion.answer, opinion.answer_file = answer, file
    opinion.answered_by, opinion.answered_at = officer.printed_name, now
    opinion.save()
    close_step(step, by=officer.printed_name, now=now, outcome="Đã cho ý kiến")
    make_move(dossier, Move.RECEIVE_OPINION, by=officer.ref, now=now)
    dossier.save(update_fields=["status", "changed_at"])
    dossier.steps.filter(done_at=None).update(suspended=False)
    return opinion


@transaction.atomic
def record_outside_answer(
    *, step_id: int, officer: Acting, sender: str, dated: date, text: str, file: StoredFile, now: datetime
) -> OutsideAnswer:
    """Record what a body without accounts did, with date, sender and file. Raises NotYourStep, AnswerNeeded."""
    dossier, step = held_step(step_id, officer=officer)
    if not step.outside:
        raise NotYourStep
    if not sender:
        raise AnswerNeeded
    answer, _ = OutsideAnswer.objects.update_or_create(
        step=step, defaults={"sender": sender, "dated": dated, "text": text, "file": file}
    )
    details = {"sender": sender, "sha256": file.sha256}
    record("dossier.record_outside_answer", subject=dossier.ref, actor=officer.ref, at=now, details=details)
    return answer


@transaction.atomic
def add_remark(*, dossier_id: int, officer: Acting, text: str, file: StoredFile | None, now: datetime) -> Remark:
    """Leave a note for the colleagues on this dossier. Raises ReasonNeeded."""
    if not text:
        raise ReasonNeeded("Hãy ghi nội dung ý kiến.")
    dossier: Dossier = locked(dossier_id)
    record("dossier.add_remark", subject=dossier.ref, actor=officer.ref, at=now)
    return Remark.objects.create(dossier=dossier, text=text, file=file, at=now, by=officer.printed_name)
