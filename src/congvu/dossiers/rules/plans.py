"""Who acts at a step of a dossier's process (quy trình nội bộ), read off the plan of its procedure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.dossiers.refusals import NotOffered, WrongPlace
from congvu.procedures.rules.plans import COMMUNE, Limit, Plan, PlanStep

COMMITTEE_CLERKS = ("{commune}-vp/van-thu", "bd20-vp/van-thu")


@dataclass(frozen=True, slots=True)
class Part:
    """One step or lane: its words, its role, who acts for it, and `outside` when a body without accounts does it."""

    node: str
    label: str
    role: str
    specs: Sequence[str]
    outside: bool
    hours: float
    lane_of: str
    produces: Sequence[str]
    waits: bool


def specs_of(plan: Plan, role: str) -> Sequence[str]:
    """Return the posts of a role; where no clerk is named, who returns the result, or the committee's clerk, seals."""
    if role == "records_clerk":
        return plan.posts.get(role) or [*plan.posts["returning_officer"], *COMMITTEE_CLERKS]
    return plan.posts.get(role, ())


def part_of(plan: Plan, node: str, *, roles: Mapping[str, Mapping[str, Any]]) -> Part:
    """Return the step `node`; the signer's step is the decider's, a role outside is done by whom the roles name."""
    for step, lane_of in walk(plan):
        if step.id != node:
            continue
        role = "decider" if node == plan.signs else step.role
        outside = bool(roles.get(role, {}).get("outside")) and role not in plan.posts
        acting = roles[role]["done_by"] if role not in plan.posts and "done_by" in roles.get(role, {}) else role
        hours = step.hours if step.hours is not None else plan.hours.get(lane_of, 0)
        return Part(
            node,
            step.action,
            acting,
            specs_of(plan, acting),
            outside,
            hours or 0,
            lane_of,
            step.produces,
            step.kind == "wait",
        )
    raise KeyError(node)


def walk(plan: Plan) -> Iterator[tuple[PlanStep, str]]:
    """Return every step and lane that somebody does, in order, a lane with the step it belongs to (empty for steps)."""
    for step in plan.steps:
        if not step.lanes or is_taken_first(plan, step):
            yield step, ""
        for lane in step.lanes:
            yield lane, step.id


def is_taken_first(plan: Plan, step: PlanStep) -> bool:
    """Tell whether the holder of a parallel step takes it before its lanes start, to say which of them are wanted.

    That is so where a lane may be left out and somebody else holds the step before.
    """
    order = plan.steps.index(step)
    before = plan.steps[order - 1].role if order else ""
    return any(lane.when for lane in step.lanes) and before != step.role


def wrong_place(plan: Plan, *, commune: str) -> str:
    """Return why the place does not handle what was declared (a special case of the other tier), or an empty text."""
    specs = [spec for entries in plan.posts.values() for spec in entries]
    if plan.handled_by_commune and not commune:
        return "Với nội dung đã khai, việc này do Ủy ban nhân dân cấp xã giải quyết. Hãy chọn lại nơi nộp."
    if commune and not any(COMMUNE in spec for spec in specs):
        return "Với nội dung đã khai, việc này do Ủy ban nhân dân huyện giải quyết. Hãy chọn lại nơi nộp."
    return ""


def check_place(plan: Plan, *, commune: str) -> None:
    """Refuse a place that does not handle what was declared. Raises WrongPlace."""
    reason = wrong_place(plan, commune=commune)
    if reason:
        raise WrongPlace(reason)


def _top(plan: Plan, node: str) -> int:
    """Return the place of the step that is the node, or that has it as a lane."""
    return next(i for i, step in enumerate(plan.steps) if node in (step.id, *(lane.id for lane in step.lanes)))


def nodes_before(plan: Plan, node: str) -> frozenset[str]:
    """Return the steps and lanes that come before the step, or before all lanes of the step it is a lane of."""
    steps = plan.steps[: _top(plan, node)]
    extra = {plan.steps[_top(plan, node)].id} - {node}  # the parallel step itself, where its holder takes it first
    return frozenset({part.id for step in steps for part in (step, *step.lanes)} | extra)


def optional_after(plan: Plan, node: str) -> list[tuple[str, str]]:
    """Return the optional steps and lanes (node, label) that may be asked for when `node` is finished.

    An optional step without hours takes its time from the extension: a process without extension never offers it.
    """
    place = _top(plan, node)
    here, following = plan.steps[place], plan.steps[place + 1 : place + 2]
    if here.id == node and here.lanes:
        return [(lane.id, lane.action) for lane in here.lanes if lane.when]
    choices = []
    for step in following:
        if step.when and (step.hours or plan.extension is not None):
            choices.append((step.id, step.action))
        if not is_taken_first(plan, step):
            choices += [(lane.id, lane.action) for lane in step.lanes if lane.when]
    return choices


def check_asked(plan: Plan, node: str, *, asked: Sequence[str]) -> None:
    """Refuse what is not among the optional steps and lanes after `node`. Raises NotOffered."""
    offered = {choice for choice, _ in optional_after(plan, node)}
    if not offered.issuperset(asked):
        raise NotOffered("Việc thêm được chọn không có ở bước này. Hãy tải lại trang rồi chọn lại.")


def extended_limit(plan: Plan, *, asked: Sequence[str]) -> Limit | None:
    """Return the limit that holds once the branch of the extension is asked for; None when it stays as it is."""
    extension = plan.extension
    if extension is None or extension.branch not in asked:
        return None
    adds = extension.adds_at_most
    if extension.becomes is not None or adds is None:
        return extension.becomes
    if plan.limit_unit == "same_day":
        return adds
    return Limit(plan.limit_amount + adds.amount, adds.unit) if adds.unit == plan.limit_unit else None


def signs_next(plan: Plan, node: str, *, asked: Sequence[str] = ()) -> bool:
    """Tell whether the signer comes after this step, optional steps between them that nobody asks for left out."""
    place = _top(plan, node)
    if plan.steps[place].id == node and plan.steps[place].lanes:
        return False
    following = [step.id for step in plan.steps[place + 1 :] if not step.when or step.id in (plan.signs, *asked)]
    return bool(following) and following[0] == plan.signs


def is_last(plan: Plan, node: str) -> bool:
    """Tell whether the process ends with this step."""
    return plan.steps[-1].id == node
