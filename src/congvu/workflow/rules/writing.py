"""Writing a process as a BPMN 2.0 file with its picture (lanes by role, left to right), so that any tool opens it.

Standard: OMG BPMN 2.0.2 with BPMN DI. The same table gives the same bytes.
"""

from xml.sax.saxutils import escape, quoteattr

from congvu.workflow.rules.diagrams import KINDS
from congvu.workflow.rules.layouts import grid_of
from congvu.workflow.rules.tables import Node, Table
from congvu.workflow.terms import NodeKind

NAMES = {kind: name for name, kind in KINDS.items() if name != "boundaryEvent"}
SIZES = {
    NodeKind.STEP: (140, 64),
    NodeKind.SERVICE: (140, 64),
    NodeKind.CALL: (140, 64),
    NodeKind.CHOICE: (50, 50),
    NodeKind.PARALLEL: (50, 50),
}
EVENT = (36, 36)
COLUMN, ROW, LEFT, HEAD = 190, 100, 60, 30

Box = tuple[int, int, int, int]

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="urn:congvu:workflow">"""


def write(table: Table) -> str:
    """Return the file."""
    lines = [HEADER]
    lines.append(f'  <bpmn:process id={quoteattr(table.key)} name={quoteattr(table.title)} isExecutable="true">')
    lines += _lanes(table)
    for node in table.nodes.values():
        lines += _element(node)
    for flow in table.flows.values():
        head = f'    <bpmn:sequenceFlow id="{flow.id}" sourceRef="{flow.source}" targetRef="{flow.target}"'
        if flow.when:
            lines.append(f"{head}>")
            condition = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
            lines.append(f"      {condition}{escape(flow.when)}</bpmn:conditionExpression>")
            lines.append("    </bpmn:sequenceFlow>")
        else:
            lines.append(f"{head}/>")
    lines += ["  </bpmn:process>", *_picture(table), "</bpmn:definitions>", ""]
    return "\n".join(lines)


def _lanes(table: Table) -> list[str]:
    lines = ['    <bpmn:laneSet id="lanes">']
    for role, label in table.roles.items():
        lines.append(f'      <bpmn:lane id="role_{role}" name={quoteattr(label)}>')
        lines += [
            f"        <bpmn:flowNodeRef>{node.id}</bpmn:flowNodeRef>"
            for node in table.nodes.values()
            if node.role == role
        ]
        lines.append("      </bpmn:lane>")
    return [*lines, "    </bpmn:laneSet>"]


def _element(node: Node) -> list[str]:
    name = "boundaryEvent" if node.attached_to else NAMES[node.kind]
    attributes = [f'id="{node.id}"', f"name={quoteattr(node.name)}"]
    if node.attached_to:
        attributes += [f'attachedToRef="{node.attached_to}"', 'cancelActivity="true"']
    if node.default:
        attributes.append(f'default="{node.default}"')
    if node.does:
        attributes.append(
            f"{'calledElement' if node.kind is NodeKind.CALL else 'implementation'}={quoteattr(node.does)}"
        )
    inner = [f"      <bpmn:incoming>{flow}</bpmn:incoming>" for flow in node.incoming]
    inner += [f"      <bpmn:outgoing>{flow}</bpmn:outgoing>" for flow in node.outgoing]
    if node.kind is NodeKind.TIMER:
        word = "timeDuration" if node.timer.startswith("P") else "timeDate"
        time = f'<bpmn:{word} xsi:type="bpmn:tFormalExpression">{escape(node.timer)}</bpmn:{word}>'
        inner.append(f'      <bpmn:timerEventDefinition id="{node.id}_time">{time}</bpmn:timerEventDefinition>')
    return [f"    <bpmn:{name} {' '.join(attributes)}>", *inner, f"    </bpmn:{name}>"]


def _picture(table: Table) -> list[str]:
    boxes, lanes = _boxes(table)
    lines = ['  <bpmndi:BPMNDiagram id="diagram">', f'    <bpmndi:BPMNPlane id="plane" bpmnElement="{table.key}">']
    for role, box in lanes.items():
        lines += _shape(f"role_{role}", box, ' isHorizontal="true"')
    for node in table.nodes.values():
        lines += _shape(node.id, boxes[node.id], "")
    for flow in table.flows.values():
        points = _way(boxes[flow.source], boxes[flow.target])
        lines.append(f'      <bpmndi:BPMNEdge id="{flow.id}_edge" bpmnElement="{flow.id}">')
        lines += [f'        <di:waypoint x="{x}" y="{y}"/>' for x, y in points]
        lines.append("      </bpmndi:BPMNEdge>")
    return [*lines, "    </bpmndi:BPMNPlane>", "  </bpmndi:BPMNDiagram>"]


def _shape(identity: str, box: Box, more: str) -> list[str]:
    x, y, wide, high = box
    return [
        f'      <bpmndi:BPMNShape id="{identity}_shape" bpmnElement="{identity}"{more}>',
        f'        <dc:Bounds x="{x}" y="{y}" width="{wide}" height="{high}"/>',
        "      </bpmndi:BPMNShape>",
    ]


def _boxes(table: Table) -> tuple[dict[str, Box], dict[str, Box]]:
    """Return the boxes of the nodes and of the lanes: a lane is as high as its fullest column."""
    columns = grid_of(table).columns
    place: dict[str, tuple[str, int]] = {}
    filled: dict[tuple[str, int], int] = {}
    for node_id, column in columns.items():
        role = table.nodes[node_id].role
        place[node_id] = (role, filled.get((role, column), 0))
        filled[role, column] = place[node_id][1] + 1
    wide = LEFT + (max(columns.values()) + 1) * COLUMN
    lanes: dict[str, Box] = {}
    top = 0
    for role in table.roles:
        high = ROW * max((count for (of_role, _), count in filled.items() if of_role == role), default=1)
        lanes[role] = (0, top, wide, high)
        top += high
    boxes: dict[str, Box] = {}
    for node_id, (role, row) in place.items():
        high_wide = SIZES.get(table.nodes[node_id].kind, EVENT)
        x = LEFT + columns[node_id] * COLUMN + (COLUMN - HEAD - high_wide[0]) // 2
        boxes[node_id] = (x, lanes[role][1] + row * ROW + (ROW - high_wide[1]) // 2, *high_wide)
    for node in table.nodes.values():
        if node.attached_to:
            x, y, host_wide, host_high = boxes[node.attached_to]
            boxes[node.id] = (x + host_wide - 44, y + host_high - 18, *EVENT)
    return boxes, lanes


def _way(source: Box, target: Box) -> list[tuple[int, int]]:
    """Return the corners of a flow: out to the right, one turn in the gap, in from the left."""
    x1, y1 = source[0] + source[2], source[1] + source[3] // 2
    x2, y2 = target[0], target[1] + target[3] // 2
    if y1 == y2 and x1 < x2:
        return [(x1, y1), (x2, y2)]
    turn = x2 - (HEAD // 2)
    return [(x1, y1), (turn, y1), (turn, y2), (x2, y2)]
