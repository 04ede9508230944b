"""Steps that wait for a post: opening, taking, assigning, completing, sending back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from congvu.accounts.models import User
from congvu.accounts.queries import first_held, holders_of, people
from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.base.clock import local
from congvu.base.formats import weekday_and_moment
from congvu.base.statements import add
from congvu.dossiers.actions.letters import write_letter
from congvu.dossiers.actions.log import add_clock_line, locked, make_move
from congvu.dossiers.actions.news import tell_applicant
from congvu.dossiers.actions.presenting import present_result, take_back
from congvu.dossiers.models import Dossier, OutsideAnswer, Result, Step
from congvu.dossiers.queries.certified import all_have, further_documents
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import is_approved
from congvu.dossiers.refusals import (
    AnswerNeeded,
    NobodyHolds,
    NotYourStep,
    ReasonNeeded,
    ResultMissing,
    ResultSigned,
    StepDone,
    TakenByOther,
    WaitNotOver,
    WrongStatus,
)
from congvu.dossiers.rules.plans import (
    check_asked,
    extended_limit,
    is_last,
    nodes_before,
    part_of,
    signs_next,
    specs_of,
)
from congvu.dossiers.rules.results import is_sealed
from congvu.dossiers.rules.steps import check_holder, end_by_itself
from congvu.dossiers.terms import ClockKind, HandOver, LetterKind, Move, Status, StepKind, SupplementState
from congvu.notify.actions import send
from congvu.procedures.queries import roles_of_processes
from congvu.procedures.rules.plans import Plan
from congvu.signing.terms import Field
from congvu.workdays.queries import calendar_of
from congvu.workflow.actions import running as workflow
from congvu.workflow.queries import steps_done

ON_THE_WAY = (SupplementState.PROPOSED, SupplementState.APPROVED)  # requests that wait for the head or the desk


def open_step(
    dossier: Dossier,
    kind: StepKind,
    *,
    role: str,
    specs: Sequence[str],
    label: str,
    now: datetime,
    due_at: datetime | None = None,
    giver: str = "",
    node: str = "",
    token: int | None = None,
    outside: bool = False,
) -> Step:
    """Open one step at the first of the posts that somebody with the role holds, and tell them.

    Without a role anybody who holds the first post may do it. Raises NobodyHolds.
    """
    today = local(now).date()
    if role:
        holders = first_held(specs, commune=dossier.commune_key, role=role, on=today)
    else:
        holders = holders_of(specs[0], today)
    if not holders:
        raise NobodyHolds(role=role, dossier=dossier.pk)
    step = add(
        Step(
            dossier=dossier,
            kind=kind,
            node=node,
            token=token,
            role=role,
            label=label,
            outside=outside,
            post_id=holders[0].post_id,
            elsewhere=holders[0].committee_key != dossier.committee.key,
            opened_at=now,
            due_at=due_at,
            giver_name=giver,
        )
    )
    _tell(step, holders, now=now)
    return step


def _tell(step: Step, holders: Sequence[Acting], *, now: datetime) -> None:
    """Tell everybody who may do the step that it waits."""
    dossier = step.dossier
    context = {
        "code": str(dossier),
        "procedure": dossier.version.procedure.name,
        "step": step.label,
        "due": weekday_and_moment(step.due_at) if step.due_at else "không đặt hạn",
    }
    for user in people(holder.user_id for holder in holders):
        send(
            template="step_waiting", to_user=user, context=context, subject=dossier.ref, link=link_of(dossier), now=now
        )


def link_of(dossier: Dossier) -> str:
    """Return the address of the dossier on the officers' side."""
    return f"/desk/dossiers/{dossier.key}/"


@transaction.atomic
def open_process_step(*, dossier_id: int, token_id: int, node: str, now: datetime) -> Step:
    """Open the step that the process has reached; may run twice because a token has one step. Raises NobodyHolds."""
    dossier = locked(dossier_id)
    existing = Step.objects.filter(token=token_id).first()
    if existing:
        return existing
    plan = plan_for(dossier, on=local(now).date())
    part = part_of(plan, node, roles=roles_of_processes())
    calendar = calendar_of(dossier.committee.calendar_id)
    due_at = None
    if part.hours and plan.hours_unit == "working_hours":
        due_at = calendar.add_minutes(now, round(part.hours * 60))
    elif part.hours:
        due_at = calendar.next_working_moment(now + timedelta(hours=part.hours))
    last = dossier.steps.filter(kind=StepKind.PROCESS, done_at__isnull=False).order_by("-done_at").first()
    step = open_step(
        dossier,
        StepKind.PROCESS,
        role=part.role,
        specs=part.specs,
        label=part.label,
        now=now,
        due_at=due_at,
        giver=last.done_by if last else dossier.accepted_by,
        node=node,
        token=token_id,
        outside=part.outside,
    )
    if part.waits and due_at is not None:
        workflow.arm_timer(token_id=token_id, due_at=due_at)
    if node == plan.signs:
        present_result(dossier, now=now)
    return step


@transaction.atomic
def close_process_step(*, token_id: int, time_over: bool, now: datetime) -> None:
    """Close the step of a token that the process left by itself; one that is closed already stays as it is."""
    step = Step.objects.select_for_update(of=("self",)).filter(token=token_id, done_at=None).first()
    if step is not None:
        unanswered = step.outside and not OutsideAnswer.objects.filter(step=step).exists()
        outcome = end_by_itself(time_over=time_over, unanswered=unanswered)
        close_step(step, by=step.holder_name, now=now, outcome=outcome)


def held_step(step_id: int, *, officer: Acting) -> tuple[Dossier, Step]:
    """Lock the dossier, then the step; return both when the officer may work on it. Raises NotYourStep, StepDone."""
    dossier = locked(Step.objects.values_list("dossier_id", flat=True).get(pk=step_id))
    step = Step.objects.select_for_update(of=("self",)).select_related("post").get(pk=step_id)
    check_holder(
        done=step.done_at is not None,
        suspended=step.suspended,
        post_key=step.post.key,
        holder_id=step.holder_id,
        officer=officer,
    )
    return dossier, step


def close_step(step: Step, *, by: str, now: datetime, outcome: str) -> None:
    """Mark the step as done."""
    step.done_at, step.done_by, step.outcome = now, by, outcome
    step.taken_at = step.taken_at or now
    step.holder_name = step.holder_name or by
    step.save(update_fields=["done_at", "done_by", "outcome", "taken_at", "holder_name"])


@transaction.atomic
def take_step(*, step_id: int, officer: Acting, now: datetime) -> Step:
    """Take a step that waits at one's post (nhận việc). Raises NotYourStep, TakenByOther, StepDone."""
    dossier, step = held_step(step_id, officer=officer)
    step.holder_id, step.holder_name, step.taken_at = officer.user_id, officer.printed_name, now
    step.save(update_fields=["holder", "holder_name", "taken_at"])
    record("dossier.take_step", subject=dossier.ref, actor=officer.ref, at=now, details={"step": step.label})
    return step


@transaction.atomic
def assign_step(*, step_id: int, officer: Acting, user_id: int, now: datetime) -> Step:
    """Give a step to one holder of its post (phân công), by its holder or the head of its unit. Raises NotYourStep."""
    dossier = locked(Step.objects.values_list("dossier_id", flat=True).get(pk=step_id))
    step = Step.objects.select_for_update(of=("self",)).select_related("post").get(pk=step_id)
    if step.done_at is not None:
        raise StepDone
    heads = officer.agency_id == step.post.agency_id and officer.roles & {"unit_head", "unit_deputy", "leader"}
    if not heads and officer.post_key != step.post.key:
        raise NotYourStep
    chosen = next((a for a in holders_of(step.post.key, local(now).date()) if a.user_id == user_id), None)
    if chosen is None:
        raise NobodyHolds("Người được chọn không giữ chức danh của bước này.")
    step.holder_id, step.holder_name, step.giver_name = user_id, chosen.printed_name, officer.printed_name
    step.save(update_fields=["holder", "holder_name", "giver_name"])
    record("dossier.assign_step", subject=dossier.ref, actor=officer.ref, at=now, details={"to": chosen.printed_name})
    return step


@transaction.atomic
def complete_step(
    *, step_id: int, officer: Acting, now: datetime, outcome: str = "", asked: Sequence[str] = ()
) -> Dossier:
    """Finish one step and let the process go on; `asked` names the optional steps wanted next.

    Raises NotYourStep, StepDone, TakenByOther, WrongStatus, WaitNotOver, AnswerNeeded, NotOffered, ResultMissing.
    """
    dossier, step = held_step(step_id, officer=officer)
    if step.kind != StepKind.PROCESS or step.token is None:
        raise NotYourStep
    if dossier.supplements.filter(step=step, state__in=ON_THE_WAY).exists():
        raise WrongStatus("Yêu cầu bổ sung của bước này đang chờ duyệt hoặc chờ gửi nên chưa chuyển bước được.")
    plan = plan_for(dossier, on=local(now).date())
    if part_of(plan, step.node, roles=roles_of_processes()).waits and step.due_at is not None and now < step.due_at:
        raise WaitNotOver
    if step.outside and not OutsideAnswer.objects.filter(step=step).exists():
        raise AnswerNeeded
    if step.node == plan.signs:
        raise ResultMissing("Bước ký chỉ xong khi kết quả đã được ký số.")
    check_asked(plan, step.node, asked=asked)
    if _leads_to_signer(plan, step, asked=asked) and not Result.objects.filter(dossier=dossier).exists():
        raise ResultMissing
    if is_last(plan, step.node):
        check_sealed(dossier)
    grant_extension(dossier, plan, asked=asked, now=now)
    advance(dossier, step, by=officer.ref, by_name=officer.printed_name, now=now, outcome=outcome, asked=asked)
    return dossier


def _leads_to_signer(plan: Plan, step: Step, *, asked: Sequence[str]) -> bool:
    """Tell whether the signer is next once this step is done: no lane beside it is still open."""
    beside = Step.objects.filter(dossier=step.dossier_id, kind=StepKind.PROCESS, done_at=None).exclude(pk=step.pk)
    return signs_next(plan, step.node, asked=asked) and not beside.exists()


def advance(
    dossier: Dossier, step: Step, *, by: Ref, by_name: str, now: datetime, outcome: str, asked: Sequence[str] = ()
) -> None:
    """Close a process step and move the process on from it; after the last one the dossier has its result."""
    if step.token is None:
        raise NotYourStep
    last = is_last(plan_for(dossier, on=local(now).date()), step.node)
    move = Move.FINISH if last else Move.HAND_OVER if dossier.status == Status.ACCEPTED else Move.WORK
    make_move(dossier, move, by=by, now=now, note=step.label)
    if last:
        finish(dossier, now=now)
    dossier.save()
    step.asked = list(asked)
    step.save(update_fields=["asked"])
    close_step(step, by=by_name, now=now, outcome=outcome or "Đã xử lý")
    workflow.complete(token_id=step.token, variables={"asked": list(asked)}, actor=by, now=now)


def grant_extension(dossier: Dossier, plan: Plan, *, asked: Sequence[str], now: datetime) -> None:
    """Write the longer limit into the clock when the step asked for is one whose time comes from the extension."""
    limit = extended_limit(plan, asked=asked)
    if limit is None or plan.extension is None:
        return
    add_clock_line(
        dossier,
        ClockKind.EXTEND,
        now=now,
        reason=plan.extension.source or "Cần xác minh",
        amount=limit.amount,
        unit=limit.unit,
    )


def check_sealed(dossier: Dossier) -> None:
    """Refuse to end a process whose result is not signed, numbered and sealed. Raises ResultMissing."""
    result = Result.objects.select_related("document").filter(dossier=dossier).first()
    sealed = result is not None and is_sealed(result.document)
    if not sealed or not all_have(further_documents(result), Field.AGENCY):
        raise ResultMissing("Kết quả chưa được ký số, cấp số và đóng dấu xong.")


def finish(dossier: Dossier, *, now: datetime) -> None:
    """Stop the clock, put the result at the desk and tell the applicant; the caller saves."""
    add_clock_line(dossier, ClockKind.STOP, now=now, reason="Đã có kết quả")
    dossier.supplements.filter(state__in=ON_THE_WAY).update(state=SupplementState.DROPPED)
    for step in dossier.steps.filter(done_at=None).exclude(kind=StepKind.PROCESS):
        close_step(step, by=step.holder_name, now=now, outcome="Không còn phải làm")
    dossier.finished_at, dossier.hand_over = now, HandOver.AT_DESK
    plan = plan_for(dossier, on=local(now).date())
    open_step(
        dossier,
        StepKind.RETURN,
        role="returning_officer",
        specs=specs_of(plan, "returning_officer"),
        label="Trả kết quả cho người nộp",
        now=now,
    )
    write_letter(dossier, LetterKind.CONTROL_SHEET, content={}, by=dossier.accepted_by, now=now)
    tell_applicant(dossier, "result_ready", now=now)


@transaction.atomic
def send_back(*, step_id: int, officer: Acting, reason: str, now: datetime) -> Dossier:
    """Return the dossier to the step before (trả lại bước trước), with the reason; from a lane out of all lanes.

    Raises NotYourStep, StepDone, WrongStatus, ReasonNeeded, ResultSigned.
    """
    dossier, step = held_step(step_id, officer=officer)
    if not reason:
        raise ReasonNeeded
    if step.kind != StepKind.PROCESS or step.token is None or dossier.instance_id is None:
        raise NotYourStep
    plan = plan_for(dossier, on=local(now).date())
    passed = nodes_before(plan, step.node) & steps_done(dossier.instance_id)
    done = dossier.steps.filter(kind=StepKind.PROCESS, done_at__isnull=False)
    before = done.filter(node__in=passed).order_by("-done_at", "-id").first()
    if before is None:
        raise NotYourStep("Bước này không có bước trước để trả lại.")
    _go_back(dossier, step, to=before, plan=plan, officer=officer, outcome=f"Trả lại: {reason}", now=now)
    _tell_returned(dossier, before, reason=reason, by=officer.printed_name, now=now)
    return dossier


def _tell_returned(dossier: Dossier, step: Step, *, reason: str, by: str, now: datetime) -> None:
    """Tell those who hold the post of the step why it came back to them."""
    context = {
        "code": str(dossier),
        "procedure": dossier.version.procedure.name,
        "step": step.label,
        "reason": reason,
        "by": by,
    }
    holders = {one.user_id for one in holders_of(step.post.key, local(now).date())}
    for user in User.objects.filter(pk__in=holders):
        link = link_of(dossier)
        send(template="step_returned", to_user=user, context=context, subject=dossier.ref, link=link, now=now)


def _go_back(
    dossier: Dossier, step: Step, *, to: Step, plan: Plan, officer: Acting, outcome: str, now: datetime
) -> None:
    """Take the process from an open step back to one that was done. Raises ResultSigned, WrongStatus."""
    result = Result.objects.select_related("document").filter(dossier=dossier).first()
    if result is not None and is_approved(result.document) and to.node in {plan.signs, *nodes_before(plan, plan.signs)}:
        raise ResultSigned
    if step.token is None:
        raise NotYourStep
    make_move(dossier, Move.WORK, by=officer.ref, now=now, note=outcome)
    dossier.save(update_fields=["status", "changed_at"])
    close_step(step, by=officer.printed_name, now=now, outcome=outcome[:300])
    take_back(dossier, now=now)
    workflow.move_back(token_id=step.token, to_node=to.node, actor=officer.ref, now=now)


@transaction.atomic
def recall(*, dossier_id: int, officer: Acting, reason: str, now: datetime) -> Dossier:
    """Take back what one has just passed on and nobody has taken yet (thu hồi).

    Raises TakenByOther, NotYourStep, WrongStatus, ResultSigned.
    """
    dossier = locked(dossier_id)
    steps = dossier.steps.filter(kind=StepKind.PROCESS)
    mine = steps.filter(done_at__isnull=False).order_by("-done_at", "-id").first()
    waiting = list(steps.filter(done_at=None).order_by("id").select_for_update(of=("self",)))
    since = mine.done_at if mine is not None else None
    passed_on = [step for step in waiting if since is not None and step.opened_at >= since]
    if mine is None or mine.done_by != officer.printed_name or not waiting or len(passed_on) < len(waiting):
        raise NotYourStep("Chỉ người vừa chuyển mới thu hồi được.")
    if any(step.taken_at is not None for step in waiting):
        raise TakenByOther("Người nhận đã bắt đầu xử lý nên không thu hồi được nữa.")
    if any(step.suspended for step in waiting):
        raise WrongStatus("Hồ sơ đang tạm dừng nên chưa thu hồi được.")
    plan = plan_for(dossier, on=local(now).date())
    _go_back(dossier, waiting[0], to=mine, plan=plan, officer=officer, outcome=f"Thu hồi: {reason}", now=now)
    return dossier
