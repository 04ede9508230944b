"""Reading a BPMN 2.0 diagram into a table, or saying where it leaves the allowed subset.

Standard: OMG BPMN 2.0.2 (formal/2013-12-09). Allowed: one process with lanes; user task, service task by registered
name, exclusive and parallel gateway, timer events, call activity. Pictures and texts beside the flow are left unread.
"""

import re
from collections.abc import Collection
from typing import Any

from lxml import etree

from congvu.workflow.rules.problems import Problem
from congvu.workflow.rules.tables import Flow, Node, Table
from congvu.workflow.terms import NodeKind

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
LARGEST_BYTES = 512 * 1024
MOST_NODES = 200
KINDS = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "userTask": NodeKind.STEP,
    "serviceTask": NodeKind.SERVICE,
    "callActivity": NodeKind.CALL,
    "intermediateCatchEvent": NodeKind.TIMER,
    "boundaryEvent": NodeKind.TIMER,
    "exclusiveGateway": NodeKind.CHOICE,
    "parallelGateway": NodeKind.PARALLEL,
}
UNREAD = frozenset({"documentation", "extensionElements", "textAnnotation", "association", "laneSet", "incoming",
                    "outgoing"})  # fmt: skip
_ID = re.compile(r"[A-Za-z_][\w.-]{0,79}", re.ASCII)


def read(text: str, *, services: Collection[str]) -> tuple[Table | None, list[Problem]]:
    """Return the table, or None with every problem found while reading."""
    if len(text.encode()) > LARGEST_BYTES:
        return None, [Problem(1, "", "too_large", f"Tệp lớn hơn {LARGEST_BYTES // 1024} kB.")]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        return None, [Problem(error.lineno or 1, "", "not_xml", "Tệp không phải XML đúng cú pháp.")]
    if root.getroottree().docinfo.doctype:
        return None, [Problem(1, "", "doctype", "Không được khai báo DOCTYPE hay thực thể.")]
    processes = root.findall(_name("process"))
    if root.tag != _name("definitions") or len(processes) != 1:
        return None, [Problem(root.sourceline, "", "one_process", "Tệp phải có đúng một quy trình (process) BPMN 2.0.")]
    reader = _Reader(processes[0], services)
    table = reader.table()
    return (None if reader.problems else table), reader.problems


class _Reader:
    """One pass over the elements of a process, collecting problems."""

    def __init__(self, process: Any, services: Collection[str]) -> None:  # Any: lxml ships no types
        self.process, self.services = process, services
        self.problems: list[Problem] = []
        self.seen: set[str] = set()

    def table(self) -> Table:
        """Return the table; worth using only when no problem was found."""
        elements = [child for child in self.process if isinstance(child.tag, str)]
        flows = [self.flow(child) for child in elements if child.tag == _name("sequenceFlow")]
        roles, lane_of = self.lanes()
        nodes = []
        for child in elements:
            local = etree.QName(child).localname
            if local in KINDS and child.tag == _name(local):
                nodes.append(self.node(child, KINDS[local], flows, lane_of))
            elif child.tag != _name("sequenceFlow") and local not in UNREAD:
                self.say(child, "not_allowed", f"Không dùng được phần tử “{local}” trong quy trình.")
        if len(nodes) > MOST_NODES:
            self.say(self.process, "too_many_nodes", f"Quy trình có hơn {MOST_NODES} nút.")
        known = {node.id for node in nodes}
        for flow in flows:
            if flow.source not in known or flow.target not in known:
                self.say(self.element(flow.id), "flow_to_nowhere", "Luồng không nối hai nút của quy trình.")
        return Table(
            key=self.process.get("id", ""),
            title=self.process.get("name", ""),
            nodes={node.id: node for node in nodes},
            flows={flow.id: flow for flow in flows},
            roles=roles,
        )

    def node(self, element: Any, kind: NodeKind, flows: list[Flow], lane_of: dict[str, str]) -> Node:
        """Return one node with what its kind needs."""
        found = self.identity(element)
        local = etree.QName(element).localname
        for child in element:
            if not isinstance(child.tag, str):
                continue
            inner = etree.QName(child).localname
            if inner not in UNREAD and not (kind is NodeKind.TIMER and inner == "timerEventDefinition"):
                self.say(child, "not_allowed", f"Không dùng được “{inner}” trong “{local}”.")
        does = {NodeKind.SERVICE: element.get("implementation"), NodeKind.CALL: element.get("calledElement")}.get(kind)
        if kind is NodeKind.SERVICE and does not in self.services:
            self.say(element, "unknown_service", f"Không có việc của hệ thống tên “{does or ''}”.")
        if kind is NodeKind.CALL and not does:
            self.say(element, "no_called_process", "Chưa ghi quy trình được gọi (calledElement).")
        if local == "boundaryEvent" and element.get("cancelActivity", "true") != "true":
            self.say(element, "not_interrupting", "Sự kiện gắn vào bước phải kết thúc bước đó (cancelActivity).")
        return Node(
            id=found,
            kind=kind,
            name=" ".join(element.get("name", "").split()),
            role=lane_of.get(found, ""),
            does=does or "",
            timer=self.timer(element) if kind is NodeKind.TIMER else "",
            attached_to=element.get("attachedToRef", ""),
            default=element.get("default", ""),
            incoming=tuple(flow.id for flow in flows if flow.target == found),
            outgoing=tuple(flow.id for flow in flows if flow.source == found),
        )

    def timer(self, element: Any) -> str:
        """Return the text of a timer: a duration, an instant, or the path of a variable."""
        for word in ("timeDuration", "timeDate"):
            inner = element.find(f"{_name('timerEventDefinition')}/{_name(word)}")
            if inner is not None and (inner.text or "").strip():
                return " ".join((inner.text or "").split())
        self.say(element, "no_time", "Sự kiện hẹn giờ chưa ghi thời hạn (timeDuration hoặc timeDate).")
        return ""

    def flow(self, element: Any) -> Flow:
        """Return one sequence flow."""
        condition = element.find(_name("conditionExpression"))
        when = " ".join((condition.text or "").split()) if condition is not None else ""
        if condition is not None and not when:
            self.say(element, "empty_condition", "Điều kiện của luồng để trống.")
        return Flow(self.identity(element), element.get("sourceRef", ""), element.get("targetRef", ""), when)

    def lanes(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return the roles (lanes) with their labels, and the role of each node."""
        roles: dict[str, str] = {}
        lane_of: dict[str, str] = {}
        for lane in self.process.iter(_name("lane")):
            role = lane.get("id", "").removeprefix("role_")
            roles[role] = lane.get("name", "")
            for reference in lane.findall(_name("flowNodeRef")):
                lane_of[(reference.text or "").strip()] = role
        return roles, lane_of

    def identity(self, element: Any) -> str:
        """Return the id of an element, which must be well formed and the only one of its kind."""
        found = str(element.get("id", ""))
        if not _ID.fullmatch(found):
            self.say(element, "bad_id", "Mã phần tử phải là chữ không dấu, số, gạch dưới, tối đa 80 ký tự.")
        elif found in self.seen:
            self.say(element, "same_id", "Mã phần tử bị trùng.")
        self.seen.add(found)
        return found

    def element(self, identity: str) -> Any:
        """Return the element of this id."""
        return next(child for child in self.process if isinstance(child.tag, str) and child.get("id") == identity)

    def say(self, element: Any, code: str, sentence: str) -> None:
        """Keep a problem with its place; an element without an id is told by the one around it."""
        named = element if element.get("id") else element.getparent()
        self.problems.append(Problem(element.sourceline or 1, named.get("id", ""), code, sentence))


def lines(text: str) -> dict[str, int]:
    """Return the line of each element that has an id, of a text that was read without problems."""
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    return {element.get("id"): element.sourceline or 1 for element in root.iter("*") if element.get("id")}


def _name(local: str) -> str:
    return f"{{{BPMN}}}{local}"
