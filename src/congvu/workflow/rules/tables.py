"""The immutable table of one published process: its nodes, its flows, and what runs when a token passes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from congvu.workflow.terms import NodeKind

# A token stays on these; on all others it passes at once (a parallel node keeps it until its other flows came).
WAITING = frozenset({NodeKind.STEP, NodeKind.SERVICE, NodeKind.CALL, NodeKind.TIMER})


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `when` is its condition, "" for always or for the default of a choice."""

    id: str
    source: str
    target: str
    when: str


@dataclass(frozen=True, slots=True)
class Node:
    """One node: `does` names the service or the called process; `timer` is a duration, an instant or a variable.

    `attached_to` is set on a timer that ends a step early; `default` is the flow of a choice when no condition holds.
    """

    id: str
    kind: NodeKind
    name: str
    role: str
    does: str
    timer: str
    attached_to: str
    default: str
    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """All nodes and flows by id, in the order of the file."""

    key: str
    title: str
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    roles: Mapping[str, str]

    @cached_property
    def start(self) -> Node:
        """Return the one start event."""
        return next(node for node in self.nodes.values() if node.kind is NodeKind.START)

    @cached_property
    def timers(self) -> Mapping[str, tuple[Node, ...]]:
        """Return the timers attached to each step that has some."""
        found: dict[str, tuple[Node, ...]] = {}
        for node in self.nodes.values():
            if node.attached_to:
                found[node.attached_to] = (*found.get(node.attached_to, ()), node)
        return found

    @cached_property
    def has_joins(self) -> bool:
        """Tell whether tokens can wait for others in this process."""
        return any(node.kind is NodeKind.PARALLEL and len(node.incoming) > 1 for node in self.nodes.values())

    @cached_property
    def steps(self) -> tuple[Node, ...]:
        """Return the steps that people do, in the order of the file."""
        return tuple(node for node in self.nodes.values() if node.kind is NodeKind.STEP)

    def targets(self, node_id: str) -> tuple[str, ...]:
        """Return the nodes after this one, those after its attached timers included."""
        sources = (node_id, *(timer.id for timer in self.timers.get(node_id, ())))
        return tuple(self.flows[flow].target for source in sources for flow in self.nodes[source].outgoing)


def to_json(table: Table) -> dict[str, Any]:
    """Return the table in JSON's own types, for its column."""
    return {
        "key": table.key,
        "title": table.title,
        "roles": dict(table.roles),
        "nodes": [asdict(node) for node in table.nodes.values()],
        "flows": [asdict(flow) for flow in table.flows.values()],
    }


def from_json(stored: Mapping[str, Any]) -> Table:
    """Return the table that `to_json` stored."""
    nodes = [
        Node(
            **{
                **row,
                "kind": NodeKind(row["kind"]),
                "incoming": tuple(row["incoming"]),
                "outgoing": tuple(row["outgoing"]),
            }
        )
        for row in stored["nodes"]
    ]
    flows = [Flow(**row) for row in stored["flows"]]
    return Table(
        key=stored["key"],
        title=stored["title"],
        roles=dict(stored["roles"]),
        nodes={node.id: node for node in nodes},
        flows={flow.id: flow for flow in flows},
    )
