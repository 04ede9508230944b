"""What must hold of a process before it may be published: its conditions, its timers, and that it always gets on.

The last is found by walking every arrangement of tokens (choices taken either way): no two tokens on one flow, no join
that waits for ever, an end that stays within reach. Steps with one way in and one way out are folded away first.
"""

from collections.abc import Collection, Iterator, Mapping

from congvu.base.expressions import ExpressionError, parse_condition
from congvu.workflow.rules.diagrams import lines, read
from congvu.workflow.rules.problems import Problem
from congvu.workflow.rules.tables import WAITING, Node, Table
from congvu.workflow.rules.times import understood
from congvu.workflow.terms import NodeKind

MOST_ARRANGEMENTS = 20_000

Arrangement = frozenset[str]


def compile_diagram(text: str, *, services: Collection[str]) -> tuple[Table | None, list[Problem]]:
    """Return the table of a diagram that may be published, or None with the reasons why not."""
    table, problems = read(text, services=services)
    if table is None:
        return None, problems
    where = lines(text)
    for check in (_shape, _conditions, _times, _reach, _idle_loops, _tokens):
        found = [Problem(where.get(element, 1), element, code, sentence) for element, code, sentence in check(table)]
        if found:
            return None, found
    return table, []


Finding = tuple[str, str, str]


def _shape(table: Table) -> Iterator[Finding]:
    """Ways in and out of each kind of node."""
    starts = [node for node in table.nodes.values() if node.kind is NodeKind.START]
    if len(starts) != 1:
        yield table.key, "one_start", "Quy trình phải có đúng một điểm bắt đầu."
    if not any(node.kind is NodeKind.END for node in table.nodes.values()):
        yield table.key, "no_end", "Quy trình chưa có điểm kết thúc."
    for node in table.nodes.values():
        free = node.kind is NodeKind.START or bool(node.attached_to)
        if free and node.incoming:
            yield node.id, "way_in", "Nút này không được có luồng đi vào."
        if not free and not node.incoming:
            yield node.id, "unreachable", "Không có luồng nào đi vào nút này."
        if node.kind is NodeKind.END and node.outgoing:
            yield node.id, "way_out", "Điểm kết thúc không được có luồng đi ra."
        if node.kind is not NodeKind.END and not node.outgoing:
            yield node.id, "no_way_out", "Không có luồng nào đi ra khỏi nút này."
        if node.kind not in (NodeKind.CHOICE, NodeKind.PARALLEL) and len(node.outgoing) > 1:
            yield node.id, "many_ways_out", "Chỉ cổng rẽ nhánh mới được có nhiều luồng đi ra."
        host = table.nodes.get(node.attached_to)
        if node.attached_to and (host is None or host.kind is not NodeKind.STEP):
            yield node.id, "attached_to_nothing", "Sự kiện hẹn giờ phải gắn vào một bước do người làm."


def _conditions(table: Table) -> Iterator[Finding]:
    """Conditions stand only behind a choice, are understood, and leave a default."""
    for flow in table.flows.values():
        source = table.nodes[flow.source]
        if flow.when and (source.kind is not NodeKind.CHOICE or len(source.outgoing) == 1):
            yield flow.id, "condition_out_of_place", "Điều kiện chỉ đặt sau cổng loại trừ có nhiều luồng ra."
        elif flow.when:
            try:
                parse_condition(flow.when)
            except ExpressionError as error:
                yield flow.id, "bad_condition", f"Không hiểu điều kiện “{flow.when[:80]}” ({error})."
    for node in table.nodes.values():
        if node.kind is not NodeKind.CHOICE or len(node.outgoing) < 2:
            continue
        if node.default not in node.outgoing:
            yield node.id, "no_default", "Cổng loại trừ chưa có luồng mặc định."
        for flow_id in node.outgoing:
            if flow_id == node.default and table.flows[flow_id].when:
                yield flow_id, "condition_on_default", "Luồng mặc định không được có điều kiện."
            if flow_id != node.default and not table.flows[flow_id].when:
                yield flow_id, "no_condition", "Luồng này phải có điều kiện hoặc là luồng mặc định."


def _times(table: Table) -> Iterator[Finding]:
    for node in table.nodes.values():
        if node.kind is NodeKind.TIMER and not understood(node.timer):
            yield node.id, "bad_time", f"Không hiểu thời hạn “{node.timer[:80]}”."


def _reach(table: Table) -> Iterator[Finding]:
    """Every node is reached from the start and reaches an end."""
    forward = {node: table.targets(node) for node in table.nodes}
    backward: dict[str, list[str]] = {node: [] for node in table.nodes}
    for source, targets in forward.items():
        for target in targets:
            backward[target].append(source)
    seen = _walk([table.start.id], forward)
    ends = [node.id for node in table.nodes.values() if node.kind is NodeKind.END]
    finishing = _walk(ends, backward)
    for node in table.nodes.values():
        if (node.attached_to or node.id) not in seen:
            yield node.id, "unreachable", "Không có đường nào từ điểm bắt đầu đến nút này."
        elif not node.attached_to and node.id not in finishing:
            yield node.id, "no_end_from_here", "Từ nút này không đến được điểm kết thúc."


def _idle_loops(table: Table) -> Iterator[Finding]:
    """A loop must hold a step, a timer or a service: one of gateways only would turn for ever."""
    passing = {
        node.id: tuple(t for t in table.targets(node.id) if table.nodes[t].kind not in WAITING)
        for node in table.nodes.values()
        if node.kind not in WAITING
    }
    for node_id, targets in passing.items():
        if node_id in _walk(targets, passing):
            yield node_id, "idle_loop", "Vòng lặp chỉ có cổng, không có bước nào: sẽ chạy mãi."
            return


def _walk(start: Collection[str], edges: Mapping[str, Collection[str]]) -> set[str]:
    seen, todo = set(start), list(start)
    while todo:
        for target in edges.get(todo.pop(), ()):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def _tokens(table: Table) -> Iterator[Finding]:
    """Walk the arrangements of tokens; report doubled tokens, joins that wait for ever and joins never completed."""
    folded = _folded(table)
    first: Arrangement = frozenset(folded[flow] for flow in table.start.outgoing)
    before: dict[Arrangement, list[Arrangement]] = {first: []}
    todo, passed = [first], set()
    while todo:
        here = todo.pop()
        for node, taken, given in _turns(here, table, folded):
            passed.add(node.id)
            rest = here - taken
            doubled = sorted(rest & given)
            if doubled:
                yield (
                    node.id,
                    "unbalanced",
                    f"Hai dấu tiến trình có thể cùng nằm trên luồng {doubled[0]}: nhánh song song thiếu cổng gộp.",
                )
                return
            there = rest | given
            if there not in before:
                if len(before) > MOST_ARRANGEMENTS:
                    yield table.key, "too_many_branches", "Quy trình có quá nhiều nhánh song song để kiểm tra hết."
                    return
                before[there] = []
                todo.append(there)
            before[there].append(here)
    yield from _stuck(before, table, folded, passed)


def _stuck(
    before: Mapping[Arrangement, list[Arrangement]], table: Table, folded: Mapping[str, str], passed: set[str]
) -> Iterator[Finding]:
    good = _ancestors(frozenset(), before)
    for here in before:
        if here not in good and not any(_turns(here, table, folded)):
            waiting = table.nodes[table.flows[min(here)].target]
            yield waiting.id, "join_waits_for_ever", "Cổng gộp song song có thể chờ mãi một nhánh không đến."
            return
    if any(here not in good for here in before):
        yield table.key, "no_end_together", "Có lúc quy trình không còn kết thúc được nữa."
    for node in table.nodes.values():
        if node.kind is NodeKind.PARALLEL and node.id not in passed:
            yield node.id, "join_never_complete", "Cổng song song này không bao giờ đủ nhánh."


def _ancestors(end: Arrangement, before: Mapping[Arrangement, list[Arrangement]]) -> set[Arrangement]:
    seen, todo = {end}, [end]
    while todo:
        for earlier in before.get(todo.pop(), ()):
            if earlier not in seen:
                seen.add(earlier)
                todo.append(earlier)
    return seen


def _folded(table: Table) -> dict[str, str]:
    """Return for each flow the one it stands for: the last of a chain of nodes with one way in and one way out."""

    def last(flow: str) -> str:
        node = table.nodes[table.flows[flow].target]
        chain = {flow}
        while len(node.incoming) == 1 and len(node.outgoing) == 1 and node.id not in table.timers:
            flow = node.outgoing[0]
            if flow in chain:
                return flow
            chain.add(flow)
            node = table.nodes[table.flows[flow].target]
        return flow

    return {flow: last(flow) for flow in table.flows}


def _turns(
    here: Arrangement, table: Table, folded: Mapping[str, str]
) -> Iterator[tuple[Node, Arrangement, Arrangement]]:
    """Return each way to go on from here: the node, the flows it takes tokens from and gives tokens to."""
    for flow in sorted(here):
        node = table.nodes[table.flows[flow].target]
        given = frozenset(folded[out] for out in node.outgoing)
        if node.kind is NodeKind.PARALLEL:
            taken = frozenset(node.incoming)
            if taken <= here and flow == min(taken):
                yield node, taken, given
            continue
        taken = frozenset({flow})
        if node.kind is NodeKind.END:
            yield node, taken, frozenset()
        ways = (*node.outgoing, *(out for timer in table.timers.get(node.id, ()) for out in timer.outgoing))
        for out in ways:
            yield node, taken, frozenset({folded[out]})
