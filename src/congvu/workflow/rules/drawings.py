"""The picture of a process for the page of a dossier or a procedure: SVG with classes only, said in words as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from congvu.workflow.rules.layouts import Grid, grid_of
from congvu.workflow.rules.tables import WAITING, Node, Table
from congvu.workflow.rules.titles import title_of
from congvu.workflow.terms import NodeKind

GAP, ROW, TOP, MARGIN, NARROWEST = 24, 66, 16, 12, 1080
BOX_HEIGHT, LETTER, SMALL_LETTER = 48, 6.5, 5.7
NARROW, WIDE = 92, 164

Labels = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a running process stands: nodes done, nodes open now, open ones that stand still, whether it is over."""

    done: frozenset[str]
    current: frozenset[str]
    waiting: frozenset[str]
    over: bool


def draw(table: Table, *, labels: Labels, standing: Standing | None) -> str:
    """Return the drawing; `labels` gives a node its two lines, without them the role stands below the step."""
    lines = {node.id: _lines(node, table, labels) for node in table.nodes.values()}
    grid = grid_of(table)
    where = _Places(table, grid, lines)
    stand = standing or Standing(frozenset(), frozenset(), frozenset(), over=False)
    lit = _lit(table, stand)
    parts = [_edge(flow.id, table, grid, where, lit) for flow in table.flows.values()]
    parts += [_node(table.nodes[node_id], table, where, lines[node_id], stand) for node_id in grid.columns]
    words = escape(in_words(table, labels=labels, standing=standing), quote=True)
    return (
        f'<svg viewBox="0 0 {where.width:g} {where.height:g}" role="img" aria-label="{words}">'
        f"<title>{words}</title>{''.join(parts)}</svg>"
    )


def in_words(table: Table, *, labels: Labels, standing: Standing | None) -> str:
    """Return the drawing as one sentence for people who do not see it."""
    columns = grid_of(table).columns
    nodes = sorted(
        (n for n in table.nodes.values() if n.kind in WAITING and n.id in columns), key=lambda n: columns[n.id]
    )
    said = {node.id: (labels.get(node.id) or (title_of(node), ""))[0] for node in nodes}
    if standing is None:
        return f"Quy trình {table.title}: " + ", ".join(said.values())
    done = [said[node.id] for node in nodes if node.id in standing.done]
    now = [said[node.id] for node in nodes if node.id in standing.current]
    last = max((columns[node.id] for node in nodes if node.id in standing.current | standing.done), default=-1)
    later = [said[node.id] for node in nodes if columns[node.id] > last and node.id not in standing.done]
    verb = "đang dừng ở" if standing.waiting else "đang ở"
    clauses = [f"đã xong {', '.join(done)}"] if done else []
    clauses += [f"{verb} {', '.join(now)}"] if now else []
    clauses += ["đã kết thúc"] if standing.over else []
    clauses += [f"tiếp theo là {', '.join(later)}"] if later and now else []
    return f"Quy trình {table.title}: " + "; ".join(clauses or ["chưa bắt đầu"])


class _Places:
    """Middle points and widths of all nodes, and the size of the whole drawing."""

    def __init__(self, table: Table, grid: Grid, lines: Mapping[str, tuple[str, str]]) -> None:
        self.wide = {node: _width(table.nodes[node], lines[node]) for node in grid.columns}
        count = max(grid.columns.values()) + 1
        columns = [max(self.wide[n] for n, column in grid.columns.items() if column == at) for at in range(count)]
        used = sum(columns) + GAP * (count - 1) + 2 * MARGIN
        self.width = max(used, NARROWEST)
        left = (self.width - used) / 2 + MARGIN
        middles = []
        for column in columns:
            middles.append(left + column / 2)
            left += column + GAP
        self.x = {node: middles[column] for node, column in grid.columns.items()}
        self.y = {node: TOP + BOX_HEIGHT / 2 + row * ROW for node, row in grid.rows.items()}
        self.height = TOP + (max(grid.rows.values()) + 1) * ROW + GAP / 2
        self.right = {node: self.x[node] + self.wide[node] / 2 for node in self.x}
        self.left = {node: self.x[node] - self.wide[node] / 2 for node in self.x}


def _lines(node: Node, table: Table, labels: Labels) -> tuple[str, str]:
    title, note = labels.get(node.id) or (title_of(node), table.roles.get(node.role, "").split("/")[0])
    return _cut(title, int((WIDE - 16) / LETTER)), _cut(note, int((WIDE - 12) / SMALL_LETTER))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip(" ,;:") + "…"


def _width(node: Node, lines: tuple[str, str]) -> float:
    if node.kind in WAITING and node.kind is not NodeKind.TIMER:
        wanted = max(len(lines[0]) * LETTER + 16, len(lines[1]) * SMALL_LETTER + 12)
        return float(round(min(max(wanted, NARROW), WIDE)))
    return 24.0 if node.kind in (NodeKind.CHOICE, NodeKind.PARALLEL) else 26.0


def _lit(table: Table, stand: Standing) -> frozenset[str]:
    """Return the nodes a token went through: done and current ones, and what passes at once between them."""
    started = bool(stand.done or stand.current or stand.over)
    lit = set(stand.done | stand.current) | ({table.start.id} if started else set())
    ends = {node.id for node in table.nodes.values() if node.kind is NodeKind.END} if stand.over else set()
    passing = {node.id for node in table.nodes.values() if node.kind not in WAITING}
    ahead = _spread(lit - stand.current, {node: table.targets(node) for node in table.nodes}, passing)
    reversed_edges: dict[str, list[str]] = {}
    for node in table.nodes:
        for target in table.targets(node):
            reversed_edges.setdefault(target, []).append(node)
    behind = _spread((lit - {table.start.id}) | ends, reversed_edges, passing)
    return frozenset(lit | ends | (ahead & behind))


def _spread(
    start: set[str] | frozenset[str], edges: Mapping[str, tuple[str, ...] | list[str]], through: set[str]
) -> set[str]:
    seen: set[str] = set()
    todo = list(start)
    while todo:
        for node in edges.get(todo.pop(), ()):
            if node in through and node not in seen:
                seen.add(node)
                todo.append(node)
    return seen


def _edge(flow_id: str, table: Table, grid: Grid, where: _Places, lit: frozenset[str]) -> str:
    flow = table.flows[flow_id]
    host = table.nodes[flow.source].attached_to
    source, target = host or flow.source, flow.target
    if source not in grid.columns or (
        host and target in [table.flows[out].target for out in table.nodes[host].outgoing]
    ):
        return ""
    kind = "e ed" if source in lit and target in lit else "e"
    x1, y1, x2, y2 = where.right[source], where.y[source], where.left[target], where.y[target]
    if flow_id in grid.back:
        return f'<path class="{kind}" d="M{where.x[source]:g} {y1 + 24:g}v12H{where.x[target]:g}V{y2 + 24:g}"/>'
    over = [n for n in grid.columns if grid.columns[source] < grid.columns[n] < grid.columns[target]]
    if any(grid.rows[n] == grid.rows[source] == grid.rows[target] for n in over):
        turn = "v32" if table.nodes[source].kind in (NodeKind.CHOICE, NodeKind.PARALLEL) else "v36"
        return f'<path class="{kind}" d="M{where.x[source]:g} {y1 + 2:g}{turn}H{where.x[target]:g}V{y2 + 2:g}"/>'
    if y1 == y2:
        return f'<path class="{kind}" d="M{x1:g} {y1:g}H{x2:g}"/>'
    if y2 > y1:
        return f'<path class="{kind}" d="M{where.x[source]:g} {y1:g}V{y2:g}H{x2:g}"/>'
    return f'<path class="{kind}" d="M{x1:g} {y1:g}H{where.x[target]:g}V{y2:g}"/>'


def _node(node: Node, table: Table, where: _Places, lines: tuple[str, str], stand: Standing) -> str:
    x, y = where.x[node.id], where.y[node.id]
    reached = node.id in stand.done or (stand.over and node.kind is NodeKind.END)
    reached = reached or (node.kind is NodeKind.START and bool(stand.done or stand.current or stand.over))
    kind = "n d" if reached else "n"
    if node.id in stand.current:
        kind = "n w" if node.id in stand.waiting else "c"
    match node.kind:
        case NodeKind.START:
            return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="12"/>'
        case NodeKind.END:
            return "".join(f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{r}"/>' for r in (13, 9))
        case NodeKind.TIMER:
            hands = f'<path class="e" d="M{x:g} {y - 7:g}v7l5 3"/>'
            return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="13"/>{hands}'
        case NodeKind.CHOICE | NodeKind.PARALLEL:
            plus = (
                f'<path class="e" d="M{x - 5:g} {y:g}h10M{x:g} {y - 5:g}v10"/>'
                if node.kind is NodeKind.PARALLEL
                else ""
            )
            return f'<path class="{kind}" d="M{x:g} {y - 12:g}l12 12-12 12-12-12z"/>{plus}'
        case _:
            return _box(node, table, where, lines, kind)


def _box(node: Node, table: Table, where: _Places, lines: tuple[str, str], kind: str) -> str:
    x, y, wide = where.x[node.id], where.y[node.id], where.wide[node.id]
    bright = ' class="ct"' if kind == "c" else ""
    small = ' class="ct"' if kind == "c" else ' class="s"'
    title, note = (escape(line) for line in lines)
    text = f'<text{bright} x="{x:g}" y="{y - 3 if note else y + 4:g}">{title}</text>'
    text += f'<text{small} x="{x:g}" y="{y + 13:g}">{note}</text>' if note else ""
    clock = f'<circle class="n" cx="{x + wide / 2 - 12:g}" cy="{y + 24:g}" r="6"/>' if node.id in table.timers else ""
    shape = f'<rect class="{kind}" x="{x - wide / 2:g}" y="{y - 24:g}" width="{wide:g}" height="{BOX_HEIGHT}" rx="9"/>'
    state = {"n d": ": đã xong", "c": ": đang làm", "n w": ": đang dừng"}.get(kind, "")
    whole = f"<title>{escape(node.name or title)}{state}</title>"
    return f"<g>{whole}{shape}{clock}{text}</g>"
