"""The reference page of a dossier's states and moves, written from the life cycle itself."""

from congvu.dossiers.rules.life_cycle import ENDED, LIFE_CYCLE, NATIONAL_CODES
from congvu.dossiers.terms import Status

HEAD = """# Trạng thái của hồ sơ

Trang này do `congvu write_states` viết ra từ bảng `LIFE_CYCLE`; đừng sửa bằng tay.

"""


def state_page() -> str:
    """Return the page: the diagram, the states with their national codes, the moves."""
    return HEAD + _diagram() + "\n" + _states() + "\n" + _moves()


def _diagram() -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{status.label}" as {status.value}' for status in Status]
    lines.append(f"    [*] --> {Status.DRAFT.value}")
    for move, row in LIFE_CYCLE.items():
        for source in sorted(row.sources):
            later = "" if row.offered else " (chưa hỗ trợ)"
            lines.append(f"    {source.value} --> {row.target.value}: {row.number} {move.label}{later}")
    lines += [f"    {status.value} --> [*]" for status in sorted(ENDED)]
    return "\n".join([*lines, "```", ""])


def _states() -> str:
    rows = [
        f"| {status.label} | `{status.value}` | {NATIONAL_CODES[status] or 'không có'} | "
        f"{'kết thúc' if status in ENDED else ''} |"
        for status in Status
    ]
    head = ["## Trạng thái", "", "| Trạng thái | Mã | Mã quốc gia | |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _moves() -> str:
    rows = []
    for move, row in LIFE_CYCLE.items():
        sources = ", ".join(source.label for source in sorted(row.sources))
        actors = ", ".join(actor.label for actor in sorted(row.actors))
        offered = "có" if row.offered else "chưa hỗ trợ"
        rows.append(
            f"| {row.number} | {move.label} | `{move.value}` | {sources} | {row.target.label} | {actors} | {offered} |"
        )
    titles = "| Số | Việc | Mã | Từ | Đến | Ai làm | Hỗ trợ |"
    head = ["## Việc làm thay đổi trạng thái", "", titles, "| --- " * 7 + "|"]
    return "\n".join([*head, *rows, ""])
