"""Who and what an audit line names, and how lines and blocks are hashed into chains."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Ref:
    """Somebody or something as the audit names it: its kind, its id as text, its name on that day."""

    kind: str
    id: str
    name: str


LONGEST_NAME = 300


def shortened(ref: Ref) -> Ref:
    """Return the reference with a name that fits its column."""
    return Ref(ref.kind, ref.id, ref.name.replace("\x00", "")[:LONGEST_NAME])


SYSTEM = Ref("system", "congvu", "Hệ thống")


def plain(value: object) -> object:
    """Return the value in JSON's own types; what JSON cannot hold exactly (instants, fractions) becomes text."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value).replace("\x00", "")
        case datetime() if value.tzinfo:
            return value.astimezone(UTC).isoformat()
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            inner_values = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            return [plain(inner) for inner in inner_values]
        case _:
            return str(value)


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def line_hash(*, previous: str, number: int, verb: str, subject: Ref, actor: Ref, at: datetime, details: object) -> str:
    """Return the hash of one line, which covers the hash of the line before it."""
    return _digest(
        [
            previous,
            number,
            verb,
            [subject.kind, subject.id, subject.name],
            [actor.kind, actor.id, actor.name],
            at.astimezone(UTC).isoformat(timespec="microseconds"),
            details,
        ]
    )


def chained(*, previous: str, number: int, verb: str, subject: str, actor: str, at: str, details: str) -> str:
    """Return the hash of one line whose subject, actor and details are written as JSON already, `at` as hashed."""
    text = f'["{previous}",{number},"{verb}",{subject},{actor},"{at}",{details}]'
    return hashlib.sha256(text.encode()).hexdigest()


def block_hash(*, previous: str, number: int, sealed_at: datetime, entries: Sequence[tuple[str, str, int, str]]) -> str:
    """Return the hash of one block: the block before it and (kind, id, last number, last hash) of each subject."""
    return _digest(
        [
            previous,
            number,
            sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
            [list(entry) for entry in sorted(entries)],
        ]
    )
