"""How tokens move: from a set of flows to the nodes where they stay, over plain data.

Nothing here looks at what happened before, so a step costs the same on the first day and after a thousand loops.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from congvu.base.expressions import Expression, parse_condition
from congvu.workflow.rules.tables import WAITING, Flow, Node, Table
from congvu.workflow.terms import NodeKind


@dataclass(frozen=True, slots=True)
class Stay:
    """A token that stays at a node until something outside happens."""

    node: Node
    flow: str


@dataclass(frozen=True, slots=True)
class Moves:
    """What a step brings: where tokens stay, the joins kept waiting (`arrived`) and the joins now complete."""

    stays: tuple[Stay, ...]
    arrived: tuple[Stay, ...]
    joined: tuple[str, ...]
    passed: tuple[str, ...]


def along(
    flows: tuple[str, ...], *, table: Table, waiting: frozenset[str], scope: Mapping[str, object], today: date
) -> Moves:
    """Return the moves of tokens that run along `flows`."""
    queue = deque(table.flows[flow] for flow in flows)
    arrived: dict[str, Stay] = {}
    stays: list[Stay] = []
    joined: list[str] = []
    passed: list[str] = []
    while queue:
        flow = queue.popleft()
        node = table.nodes[flow.target]
        if node.kind in WAITING:
            stays.append(Stay(node, flow.id))
            continue
        if node.kind is NodeKind.PARALLEL and len(node.incoming) > 1:
            arrived[flow.id] = Stay(node, flow.id)
            if not set(node.incoming) <= (waiting | arrived.keys()):
                continue
            joined.append(node.id)
            waiting = waiting - set(node.incoming)
            arrived = {kept: stay for kept, stay in arrived.items() if kept not in node.incoming}
        passed.append(node.id)
        queue.extend(table.flows[flow] for flow in _chosen(node, table=table, scope=scope, today=today))
    return Moves(tuple(stays), tuple(arrived.values()), tuple(joined), tuple(passed))


def _chosen(node: Node, *, table: Table, scope: Mapping[str, object], today: date) -> tuple[str, ...]:
    """Return the flows taken from a node: one of a choice, all of the others."""
    if node.kind is not NodeKind.CHOICE or len(node.outgoing) == 1:
        return node.outgoing
    return (next((flow for flow in node.outgoing if _holds(table.flows[flow], scope, today)), node.default),)


def _holds(flow: Flow, scope: Mapping[str, object], today: date) -> bool:
    return bool(flow.when) and _condition(flow.when).holds(scope, today=today)


@lru_cache(maxsize=1024)
def _condition(text: str) -> Expression:
    return parse_condition(text)
