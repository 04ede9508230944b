"""Where a node lies among parallel lanes, and what moving back into or out of lanes does to tokens."""

from collections.abc import Iterable
from dataclasses import dataclass

from congvu.workflow.rules.tables import Table
from congvu.workflow.terms import NodeKind

Lane = tuple[str, str]  # a fork and the flow out of it


@dataclass(frozen=True, slots=True)
class MoveBack:
    """What moving back does: open tokens at `dropped` nodes are taken away, `arrived` flows count as done at joins."""

    dropped: frozenset[str]
    arrived: tuple[str, ...]


def lanes_of(table: Table) -> dict[str, tuple[Lane, ...]]:
    """Return for each node the lanes it lies in, from the outermost fork to the innermost."""
    found: dict[str, list[tuple[int, Lane]]] = {node: [] for node in table.nodes}
    for fork in table.nodes.values():
        if fork.kind is not NodeKind.PARALLEL or len(fork.outgoing) < 2:
            continue
        inside = {out: _after(table.flows[out].target, fork.id, table) for out in fork.outgoing}
        for out, nodes in inside.items():
            others = set().union(*(reached for flow, reached in inside.items() if flow != out))
            own = nodes - others
            for node in own:
                found[node].append((-len(own), (fork.id, out)))
    return {node: tuple(lane for _, lane in sorted(lanes)) for node, lanes in found.items()}


def move_back(table: Table, *, here: str, there: str) -> MoveBack | None:
    """Return what going back from one step to an earlier one does; None when they lie in lanes beside each other."""
    lanes = lanes_of(table)
    mine, wanted = lanes[here], lanes[there]
    common = 0
    while common < min(len(mine), len(wanted)) and mine[common] == wanted[common]:
        common += 1
    leaving, entering = mine[common:], wanted[common:]
    if leaving and entering and leaving[0][0] == entering[0][0]:
        return None
    dropped = {here}
    if leaving:
        dropped = {node for node, path in lanes.items() if any(lane[0] == leaving[0][0] for lane in path)}
        dropped |= _joins_after(table, lanes, fork=leaving[0][0])
    arrived = [flow for fork, own in entering for flow in _other_ways_into_join(table, lanes, fork=fork, own=own)]
    return MoveBack(frozenset(dropped), tuple(arrived))


def _joins_after(table: Table, lanes: dict[str, tuple[Lane, ...]], *, fork: str) -> set[str]:
    return {table.flows[flow].target for flow, _ in _ways_out(table, lanes, fork=fork)}


def _other_ways_into_join(table: Table, lanes: dict[str, tuple[Lane, ...]], *, fork: str, own: str) -> Iterable[str]:
    return [flow for flow, lane in _ways_out(table, lanes, fork=fork) if lane != own]


def _ways_out(table: Table, lanes: dict[str, tuple[Lane, ...]], *, fork: str) -> list[tuple[str, str]]:
    """Return the flows that leave the lanes of a fork into a join, each with its lane."""
    found = []
    for flow in table.flows.values():
        if table.nodes[flow.target].kind is not NodeKind.PARALLEL or len(table.nodes[flow.target].incoming) < 2:
            continue
        if any(lane[0] == fork for lane in lanes[flow.target]):
            continue
        if flow.source == fork:
            found.append((flow.id, flow.id))
        found += [(flow.id, lane) for of_fork, lane in lanes[flow.source] if of_fork == fork]
    return found


def _after(start: str, fork: str, table: Table) -> set[str]:
    """Return the nodes reached from the first node of a lane, not passing through the fork again."""
    seen, todo = {start}, [start]
    while todo:
        for target in table.targets(todo.pop()):
            if target not in seen and target != fork:
                seen.add(target)
                todo.append(target)
    for node in tuple(seen):
        seen.update(timer.id for timer in table.timers.get(node, ()))
    return seen
