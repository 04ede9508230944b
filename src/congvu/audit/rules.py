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


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def line_hash(*, previous: str, number: int, verb: str, subject: Ref, actor: Ref, at: datetime, details: object) -> str:
    """Return the hash of one line, which covers the hash of the line before it."""
    text = line_text(verb=verb, subject=subject, actor=actor, at=at, details=details)
    return text_hash(previous=previous, number=number, text=text)


def line_text(*, verb: str, subject: Ref, actor: Ref, at: datetime, details: object) -> str:
    """Return what a line says, as JSON that stands in its hash behind the line before it and its own number."""
    said = [
        verb,
        [subject.kind, subject.id, subject.name],
        [actor.kind, actor.id, actor.name],
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        details,
    ]
    return _text(said).removeprefix("[")


def text_hash(*, previous: str, number: int, text: str) -> str:
    """Return the hash of a line by its `line_text`."""
    return _digest(f'["{previous}",{number},{text}')


def chained(*, previous: str, number: int, verb: str, subject: str, actor: str, at: str, details: str) -> str:
    """Return the hash of one line whose subject, actor and details are written as JSON already, `at` as hashed."""
    return text_hash(previous=previous, number=number, text=f'"{verb}",{subject},{actor},"{at}",{details}]')


def block_hash(*, previous: str, number: int, sealed_at: datetime, entries: Sequence[tuple[str, str, int, str]]) -> str:
    """Return the hash of one block: the block before it and (kind, id, last number, last hash) of each subject."""
    block = [
        previous,
        number,
        sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        [list(entry) for entry in sorted(entries)],
    ]
    return _digest(_text(block))
