"""What the officer who looks at a dossier may do with it now, step by step, and with the dossier as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from congvu.accounts.models import Appointment
from congvu.accounts.queries import holders_of
from congvu.accounts.rules import Acting
from congvu.base.clock import local
from congvu.dossiers.models import Dossier, OutsideAnswer, Step
from congvu.dossiers.queries.plans import plan_for, receivers_of
from congvu.dossiers.queries.results import is_decided
from congvu.dossiers.queries.supplements import count_asked
from congvu.dossiers.rules.desk import is_on_the_table, receives
from congvu.dossiers.rules.fees import may_collect
from congvu.dossiers.rules.life_cycle import OPEN
from congvu.dossiers.rules.offers import Offer, Standing, moves_at
from congvu.dossiers.rules.plans import is_last, optional_after, part_of, walk
from congvu.dossiers.rules.stops import may_stop
from congvu.dossiers.terms import Status, StepKind, SupplementState
from congvu.org.models import Agency, Post
from congvu.payments.terms import ChargeState
from congvu.procedures.queries import roles_of_processes
from congvu.procedures.rules.plans import Plan
from congvu.procedures.rules.supplements import SupplementTerms

HEADS = frozenset({"unit_head", "unit_deputy", "leader"})


@dataclass(frozen=True, slots=True)
class StepOffers:
    """One open step that the officer has to do with: its moves, what follows it, who could do it."""

    step: Step
    moves: tuple[Offer, ...]
    mine: bool
    held_by: str
    waits_until: datetime | None
    follows: str
    optional: Sequence[tuple[str, str]]
    colleagues: Sequence[Acting]


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything the officer may do now; `whole` are moves on the dossier rather than on a step."""

    steps: Sequence[StepOffers]
    whole: tuple[Offer, ...]
    supplement: SupplementTerms


def offers_for(dossier: Dossier, steps: Sequence[Step], *, officer: Acting, now: datetime) -> Offers:
    """Return the moves of the officer; `steps` are all steps of the dossier with their posts, oldest first."""
    plan = plan_for(dossier, on=local(now).date())
    open_steps = [step for step in steps if step.done_at is None]
    mine = [step for step in open_steps if step.post.key == officer.post_key]
    offered = [_step(dossier, step, steps, plan=plan, officer=officer, now=now) for step in mine]
    if officer.roles & HEADS:
        offered += [
            _lead(step, now=now)
            for step in open_steps
            if step not in mine and step.post.agency_id == officer.agency_id and not step.suspended
        ]
    return Offers(offered, _whole(dossier, steps, plan=plan, officer=officer), plan.supplement)


def _lead(step: Step, *, now: datetime) -> StepOffers:
    """Return the step of a colleague that the head of the unit may assign."""
    colleagues = holders_of(step.post.key, local(now).date())
    return StepOffers(step, (Offer.ASSIGN,), False, step.holder_name, None, "", (), colleagues)


def _step(
    dossier: Dossier, step: Step, steps: Sequence[Step], *, plan: Plan, officer: Acting, now: datetime
) -> StepOffers:
    process = step.kind == StepKind.PROCESS
    part = part_of(plan, step.node, roles=roles_of_processes()) if process else None
    last = process and is_last(plan, step.node)
    waits = part is not None and part.waits and step.due_at is not None and now < step.due_at
    colleagues = holders_of(step.post.key, local(now).date())
    standing = Standing(
        kind=step.kind,
        status=dossier.status,
        taken="" if step.holder_id is None else "mine" if step.holder_id == officer.user_id else "other",
        suspended=step.suspended,
        outside=step.outside,
        answered=step.outside and OutsideAnswer.objects.filter(step=step).exists(),
        waits=waits,
        by_result=process and (step.node == plan.signs or (last and step.role == "records_clerk")),
        has_before=any(s.kind == StepKind.PROCESS and s.done_at and s.node != step.node for s in steps),
        colleagues=len({one.user_id for one in colleagues}),
        supplements_left=not is_decided(dossier) and count_asked(dossier) < plan.supplement.at_most,
    )
    return StepOffers(
        step,
        moves_at(standing),
        True,
        step.holder_name if standing.taken == "other" else "",
        step.due_at if waits else None,
        follows(plan, step.node) if process else "",
        optional_after(plan, step.node) if process else (),
        colleagues,
    )


def follows(plan: Plan, node: str) -> str:
    """Return what the next step of everybody is called, empty after the last."""
    order = [step.id for step in plan.steps]
    top = next((lane_of or step.id for step, lane_of in walk(plan) if step.id == node), node)
    later = plan.steps[order.index(top) + 1 :] if top in order else ()
    return next((step.action for step in later if not step.when), "")


def _whole(dossier: Dossier, steps: Sequence[Step], *, plan: Plan, officer: Acting) -> tuple[Offer, ...]:
    moves = _at_desk(dossier, officer=officer)
    if dossier.status == Status.PROCESSING:
        if _may_recall(steps, officer=officer):
            moves.append(Offer.RECALL)
        if may_stop(plan, commune=dossier.commune_key, officer=officer):
            moves.append(Offer.STOP)
    return (*moves, Offer.REMARK)


def _at_desk(dossier: Dossier, *, officer: Acting) -> list[Offer]:
    """Return what the desk does for somebody who stands there; who has an account withdraws alone."""
    if not receives(officer=officer, committee_key=dossier.committee.key, receivers=receivers_of(dossier)):
        return []
    moves = []
    asked = dossier.supplements.filter(state=SupplementState.SENT).exists()
    if asked and not is_on_the_table(status=dossier.status, channel=dossier.channel):
        moves.append(Offer.BRING_SUPPLEMENT)
    if dossier.status in OPEN and dossier.submitter_id is None:
        moves.append(Offer.WITHDRAW)
    return moves


def _may_recall(steps: Sequence[Step], *, officer: Acting) -> bool:
    process = [step for step in steps if step.kind == StepKind.PROCESS]
    done = max((s for s in process if s.done_at), key=lambda s: s.done_at or s.opened_at, default=None)
    waiting = next((s for s in process if s.done_at is None), None)
    return (
        done is not None
        and done.done_by == officer.printed_name
        and waiting is not None
        and waiting.token is not None
        and waiting.taken_at is None
        and waiting.post.key != officer.post_key
        and not waiting.suspended
    )


def fee_moves(dossier: Dossier, *, officer: Acting, state: str) -> tuple[Offer, ...]:
    """Return what the officer may do with a charge in this state."""
    due = state == ChargeState.DUE and may_collect(committee_key=dossier.committee.key, officer=officer)
    return (Offer.RECORD_PAYMENT, Offer.EXEMPT_CHARGE) if due else ()


def posts_to_ask(officer: Acting, *, now: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the held posts of the officer's committee, of the one above it and of their units, unit by unit."""
    today = local(now).date()
    committee = Agency.objects.filter(key=officer.committee_key).values_list("pk", "parent_id").first() or ()
    ids = [pk for pk in committee if pk]
    near = Q(agency_id__in=ids) | Q(agency__parent_id__in=ids)
    held = Exists(Appointment.objects.valid_on(today).filter(post=OuterRef("pk")))
    posts = Post.objects.filter(near, held).exclude(key=officer.post_key).select_related("agency")
    groups: dict[str, list[tuple[str, str]]] = {}
    for post in posts.order_by("agency__name", "title"):
        groups.setdefault(post.agency.name, []).append((post.key, post.title))
    return list(groups.items())


def choices_for(
    offer: Offer, dossier: Dossier, step: Step | None, *, officer: Acting, now: datetime
) -> dict[str, Sequence[tuple[str | int, object]]]:
    """Return what may be chosen in the form of a move, by the name of its field; empty where nothing is chosen."""
    if step is None:
        return {}
    today = local(now).date()
    if offer is Offer.COMPLETE and step.kind == StepKind.PROCESS:
        return {"asked": optional_after(plan_for(dossier, on=today), step.node)}
    if offer is Offer.ASSIGN:
        return {"user": [(one.user_id, one.printed_name) for one in holders_of(step.post.key, today)]}
    if offer is Offer.CONSULT:
        return {"post": [("", "Chọn nơi được hỏi"), *posts_to_ask(officer, now=now)]}
    return {}
