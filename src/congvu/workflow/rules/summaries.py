"""The table of processes for the documentation: one line a process, then its steps with their roles."""

from collections.abc import Sequence

from congvu.workflow.rules.tables import Node, Table
from congvu.workflow.terms import NodeKind


def summary(tables: Sequence[Table]) -> str:
    """Return a Markdown page; it is generated, the same tables give the same page."""
    lines = [
        "# Quy trình",
        "",
        "Trang này do `congvu make_processes` viết ra từ trình tự bước của thủ tục; đừng sửa bằng tay.",
        "",
        "| Quy trình | Tên | Bước | Vai trò |",
        "| --- | --- | --- | --- |",
    ]
    for table in tables:
        roles = len({node.role for node in table.steps})
        lines.append(f"| [{table.key}](#{table.key}) | {table.title} | {len(table.steps)} | {roles} |")
    for table in tables:
        lines += [
            "",
            f"## {table.key}",
            "",
            table.title,
            "",
            "| Bước | Việc | Vai trò | Đường đi |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| `{node.id}` | {_cell(node.name)} | {_cell(table.roles.get(node.role, ''))} | {_way(node, table)} |"
            for node in table.steps
        ]
    return "\n".join([*lines, ""])


def _way(node: Node, table: Table) -> str:
    """Say in words what is special about the way to a step."""
    said = []
    for flow in node.incoming:
        source = table.nodes[table.flows[flow].source]
        if source.kind is NodeKind.CHOICE and len(source.outgoing) > 1:
            said.append(f"khi `{table.flows[flow].when}`" if table.flows[flow].when else "mặc định")
            source = table.nodes[table.flows[source.incoming[0]].source]
        if source.kind is NodeKind.PARALLEL and len(source.outgoing) > 1:
            said.append("song song")
    if node.id in table.timers:
        said.append("tự chuyển khi hết thời gian")
    return ", ".join(said)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
