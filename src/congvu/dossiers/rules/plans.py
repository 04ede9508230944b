"""Who acts at a step of a dossier's process (quy trình nội bộ), read off the plan of its procedure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.procedures.rules.plans import Plan, PlanStep


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
    """Return the posts of a role; where no clerk is named, whoever returns the result also seals it."""
    if role == "records_clerk":
        return plan.posts.get(role) or plan.posts["returning_officer"]
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
    """Return every step and lane in order, a lane with the step it belongs to (empty for steps)."""
    for step in plan.steps:
        yield step, ""
        for lane in step.lanes:
            yield lane, step.id


def optional_after(plan: Plan, node: str) -> list[tuple[str, str]]:
    """Return the optional steps and lanes (node, label) that may be asked for when `node` is finished.

    An optional step without hours takes its time from the extension: a process without extension never offers it.
    """
    order = [step.id for step in plan.steps]
    top = next((lane_of or step.id for step, lane_of in walk(plan) if step.id == node), node)
    following = plan.steps[order.index(top) + 1 :][:1] if top in order else ()
    choices = []
    for step in following:
        for part in (step, *step.lanes):
            if part.when and (part.hours or part is not step or plan.extension is not None):
                choices.append((part.id, part.action))
    return choices


def signs_next(plan: Plan, node: str) -> bool:
    """Tell whether the signer's step comes after this one, optional steps between them left out."""
    order = [step.id for step in plan.steps]
    top = next((lane_of or step.id for step, lane_of in walk(plan) if step.id == node), node)
    following = [step.id for step in plan.steps[order.index(top) + 1 :] if not step.when or step.id == plan.signs]
    return bool(following) and following[0] == plan.signs


def is_last(plan: Plan, node: str) -> bool:
    """Tell whether the process ends with this step."""
    return plan.steps[-1].id == node
