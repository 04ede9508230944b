"""Where the nodes of a process stand in a drawing: columns by the longest way from the start, rows by lane."""

from dataclasses import dataclass

from congvu.workflow.rules.tables import Table


@dataclass(frozen=True, slots=True)
class Grid:
    """Column and row of each node (attached timers left out), counted from 0, and the flows that run back."""

    columns: dict[str, int]
    rows: dict[str, int]
    back: frozenset[str]


def grid_of(table: Table) -> Grid:
    """Return the same grid for the same table, always."""
    order, back = _order(table)
    columns: dict[str, int] = {}
    rows: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    for node_id in order:
        before = [
            (table.flows[flow].id, _host(table, table.flows[flow].source))
            for flow in table.nodes[node_id].incoming
            if flow not in back
        ]
        column = max((columns[source] + 1 for _, source in before), default=0)
        row = min((rows[source] + _branch(table, source, flow) for flow, source in before), default=0)
        while (column, row) in taken:
            row += 1
        columns[node_id], rows[node_id] = column, row
        taken.add((column, row))
    return Grid(columns, rows, back)


def _branch(table: Table, source: str, flow: str) -> int:
    """Return how many rows below its source a flow starts: the ways around a step keep the row of the step."""
    outgoing = table.nodes[source].outgoing
    if flow not in outgoing:
        return 0
    beside = [out for out in outgoing if len(table.nodes[table.flows[out].target].incoming) == 1]
    return beside.index(flow) if flow in beside else 0


def _host(table: Table, node_id: str) -> str:
    return table.nodes[node_id].attached_to or node_id


def _order(table: Table) -> tuple[list[str], frozenset[str]]:
    """Return the nodes so that each comes after those before it, and the flows that close loops."""
    done: list[str] = []
    back: set[str] = set()
    state: dict[str, str] = {}
    stack: list[tuple[str, list[str]]] = [(table.start.id, _ways(table, table.start.id))]
    state[table.start.id] = "open"
    while stack:
        node_id, ways = stack[-1]
        if not ways:
            stack.pop()
            state[node_id] = "done"
            done.append(node_id)
            continue
        flow = ways.pop()
        target = table.flows[flow].target
        if state.get(target) == "open":
            back.add(flow)
        elif target not in state:
            state[target] = "open"
            stack.append((target, _ways(table, target)))
    return done[::-1], frozenset(back)


def _ways(table: Table, node_id: str) -> list[str]:
    sources = (node_id, *(timer.id for timer in table.timers.get(node_id, ())))
    return [flow for source in sources for flow in table.nodes[source].outgoing]
