"""How the house tests read the source: files with their app and room, and what breaks the rules of the rooms."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src" / "congvu"

DOORS = frozenset(("web", "jobs", "steps", "reactions", "admin", "management", "middleware", "templatetags", "outbox"))
ABOVE_RULES = DOORS | {"actions", "systems", "queries"}
# Which rooms of its own app a room may not import.
FORBIDDEN = {
    "apps": frozenset(),
    **{door: DOORS - {door} for door in DOORS},
    "actions": DOORS,
    "systems": DOORS | {"actions"},
    "queries": DOORS | {"actions"},
    "checks": DOORS | {"actions"},  # what `congvu doctor` compares
    "rules": ABOVE_RULES,
    "models": ABOVE_RULES,
    "events": ABOVE_RULES | {"models"},
    "terms": ABOVE_RULES | {"models", "rules"},
    "refusals": ABOVE_RULES | {"models"},
    "data": ABOVE_RULES | {"models", "rules"},
}
PUBLIC = frozenset(("actions", "queries", "models", "rules", "terms", "events", "refusals"))
WITHOUT_ROOMS = frozenset(("base", "config"))  # base has subjects instead of rooms, config is wiring
WRITES_ALWAYS = frozenset(("bulk_create", "bulk_update", "get_or_create", "update_or_create", "aupdate", "acreate"))
WRITES_ON_ROWS = frozenset(("create", "update", "delete"))
ROWS = frozenset(("objects", "filter", "exclude", "select_for_update", "all", "order_by"))
CLOCKS = frozenset(
    ("timezone.now", "datetime.now", "date.today", "datetime.utcnow", "time.time", "clock.now", "clock.today")
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the package: `app` and `room` are names of the house style."""

    path: str
    text: str
    app: str = field(init=False)
    room: str = field(init=False)

    def __post_init__(self) -> None:
        parts = Path(self.path).with_suffix("").parts
        object.__setattr__(self, "app", parts[0])
        object.__setattr__(self, "room", parts[1] if len(parts) > 1 else "")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


def sources() -> list[Source]:
    """Return every Python file of the package, without migrations."""
    paths = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
    return [Source(str(path.relative_to(SOURCE)), path.read_text()) for path in paths]


def with_rooms() -> list[Source]:
    """Return the files of the apps that have rooms."""
    return [source for source in sources() if source.room not in ("", "__init__") and source.app not in WITHOUT_ROOMS]


def imports(source: Source) -> Iterator[tuple[int, str, str]]:
    """Yield line, app and room of every import of ours."""
    for node in ast.walk(source.tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "congvu" and len(parts) > 2:
                yield node.lineno, parts[1], parts[2]


def wrong_doors(source: Source) -> Iterator[str]:
    """Yield the imports that the order of rooms forbids, in the own app and in others."""
    if source.room not in FORBIDDEN:
        yield f"{source.path}: no such room in the house style"
        return
    for line, app, room in imports(source):
        if app in WITHOUT_ROOMS:
            continue
        if app != source.app:
            if room not in PUBLIC and source.room != "apps":
                yield f"{source.path}:{line}: {app}.{room} is not a public room"
        elif room in FORBIDDEN[source.room]:
            yield f"{source.path}:{line}: {source.room} may not import {room}"


def writes(source: Source) -> Iterator[str]:
    """Yield the lines outside `actions` that change stored data."""
    if source.room == "actions":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, receiver = node.func.attr, chain(node.func.value)
            plain_save = name in ("save", "asave") and not node.args and receiver[:1] != ["super()"]
            on_rows = name in WRITES_ON_ROWS and ROWS & set(receiver)
            sql = name in ("execute", "executemany") and node.args and _changes(node.args[0])
            if plain_save or on_rows or sql or name in WRITES_ALWAYS:
                yield f"{source.path}:{node.lineno}: {'.'.join(receiver)}.{name} writes outside actions"


def _changes(argument: ast.expr) -> bool:
    text = argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""
    return text.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "TRUNCATE"))


def chain(node: ast.expr) -> list[str]:
    """Return the names of `a.b(...).c` from left to right; a called first name ends in `()`."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                return [node.func.id + "()", *reversed(names)]
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return [*([node.id] if isinstance(node, ast.Name) else []), *reversed(names)]


def impurities(source: Source) -> Iterator[str]:
    """Yield the lines of rules that look at stored data or at the clock."""
    if source.room != "rules":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(chain(node)[-2:])
            if node.attr == "objects" or name in CLOCKS:
                yield f"{source.path}:{node.lineno}: {name} in rules"
