"""From the order of steps of a procedure (a shape) to a process: skips, lanes side by side, waits.

A step or lane with `when` sits behind a choice that may skip it. A parallel step becomes a fork and a join around its
lanes; where a lane may be skipped and the step before belongs to somebody else, its holder first takes the step (and
says what is asked for), then the lanes start. A wait can be ended by its holder, and by time once its instant is known.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from congvu.workflow.rules.tables import Flow, Node, Table
from congvu.workflow.terms import NodeKind

Shape = Mapping[str, Any]  # as read from YAML


def process_of(key: str, shape: Shape, *, role_labels: Mapping[str, str]) -> Table:
    """Return the process of a shape."""
    builder = _Builder()
    builder.add("start", NodeKind.START, name="Hồ sơ nộp", role=shape["steps"][0]["role"])
    open_ends, before = ["start"], ""
    for step in shape["steps"]:
        open_ends = builder.step(step, open_ends, before=before)
        before = step["role"]
    builder.add("end", NodeKind.END, name="Trả kết quả", role=before)
    builder.join(open_ends, "end")
    return builder.table(key, shape["title"], role_labels)


class _Builder:
    """Nodes and flows in the order in which they are written."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self.flows: list[Flow] = []

    def step(self, step: Shape, ends: Sequence[str], *, before: str) -> list[str]:
        """Add one step after the open ends; return the new open ends."""
        if step.get("when"):
            return self.optional(step, ends)
        if step.get("kind") == "parallel":
            return self.parallel(step, ends, before=before)
        return self.plain(step, ends)

    def plain(self, step: Shape, ends: Sequence[str]) -> list[str]:
        """Add a step, with its clock when it is a wait."""
        self.add(step["id"], NodeKind.STEP, name=step["action"], role=step["role"])
        self.join(ends, step["id"])
        if step.get("kind") != "wait":
            return [step["id"]]
        timer = f"time_{step['id']}"
        self.add(timer, NodeKind.TIMER, name="Hết thời gian", role=step["role"], timer=f"wait.{step['id']}",
                 attached_to=step["id"])  # fmt: skip
        return [step["id"], timer]

    def optional(self, step: Shape, ends: Sequence[str]) -> list[str]:
        """Add a choice, the step behind it, and the place where both ways meet."""
        choice, past = f"may_{step['id']}", f"past_{step['id']}"
        self.add(choice, NodeKind.CHOICE, name="Có cần không?", role=step["role"], default=f"{choice}__{past}")
        self.join(ends, choice)
        inner = self.plain({**step, "when": ""}, [])
        self.flow(choice, step["id"], when=step["when"])
        self.add(past, NodeKind.CHOICE, name="", role=step["role"])
        self.join([choice, *inner], past)
        return [past]

    def parallel(self, step: Shape, ends: Sequence[str], *, before: str) -> list[str]:
        """Add a fork, its lanes and the join."""
        if any(lane.get("when") for lane in step["lanes"]) and before != step["role"]:
            ends = self.plain({"id": step["id"], "action": step["action"], "role": step["role"]}, ends)
        fork, join = f"fork_{step['id']}", f"join_{step['id']}"
        self.add(fork, NodeKind.PARALLEL, name=step["action"], role=step["role"])
        self.join(ends, fork)
        over = [end for lane in step["lanes"] for end in self.step(lane, [fork], before=step["role"])]
        self.add(join, NodeKind.PARALLEL, name="", role=step["role"])
        self.join(over, join)
        return [join]

    def add(
        self, identity: str, kind: NodeKind, *, name: str, role: str, timer: str = "", attached_to: str = "",
        default: str = "",
    ) -> None:  # fmt: skip
        """Add one node."""
        self.nodes[identity] = {"kind": kind, "name": name, "role": role, "timer": timer, "attached_to": attached_to,
                                "default": default}  # fmt: skip

    def join(self, sources: Sequence[str], target: str) -> None:
        """Add a flow from each source to the target."""
        for source in sources:
            self.flow(source, target, when="")

    def flow(self, source: str, target: str, *, when: str) -> None:
        """Add one flow."""
        self.flows.append(Flow(f"{source}__{target}", source, target, when))

    def table(self, key: str, title: str, role_labels: Mapping[str, str]) -> Table:
        """Return what was built."""
        nodes = {
            identity: Node(
                id=identity,
                does="",
                incoming=tuple(flow.id for flow in self.flows if flow.target == identity),
                outgoing=tuple(flow.id for flow in self.flows if flow.source == identity),
                **fields,
            )
            for identity, fields in self.nodes.items()
        }
        roles = {node.role: role_labels[node.role] for node in nodes.values()}
        return Table(key=key, title=title, nodes=nodes, flows={flow.id: flow for flow in self.flows}, roles=roles)
