"""What is written down at the counter: people, papers and fees, how numbers are checked and how they are masked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from congvu.base.comparisons import is_missing
from congvu.dossiers.terms import PaperState

_NUMBERS = re.compile(r"0\d{11}|\d{9}|[A-Z]{1,2}\d{6,8}|\d{10}(?:-\d{3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file from the scanner or the disk, not yet stored."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class PaperNote:
    """How one paper was given: `here` when it lies on the table, a `reason` when it need not be."""

    key: str
    here: bool
    originals: int
    copies: int
    reason: str
    files: tuple[Upload, ...] = ()

    def state(self, *, shown_only: bool, has_files: bool) -> PaperState:
        """Return the state of the paper that this note means."""
        if self.here:
            return PaperState.SHOWN if shown_only else PaperState.HANDED_IN
        if self.reason:
            return PaperState.EXEMPT
        return PaperState.ATTACHED if has_files or self.files else PaperState.MISSING


@dataclass(frozen=True, slots=True)
class FeeNote:
    """What was done about one kind of charge: collected under a receipt, or free for a reason."""

    kind: str
    receipt_number: str = ""
    amount_vnd: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything one page of the counter says; `seen_at` is the state of the draft that the officer looked at."""

    seen_at: datetime
    data: Mapping[str, object]
    owner: Mapping[str, str]
    submitter: Mapping[str, str]
    receiver_name: str
    result_wanted: str
    papers: tuple[PaperNote, ...] = ()
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes the result away; `authority` names the paper by which somebody else may."""

    name: str
    id_ending: str = ""
    authority: str = ""

    @property
    def words(self) -> str:
        """Return the person as the log keeps them."""
        parts = [self.name, f"số giấy tờ …{self.id_ending}" if self.id_ending else "", self.authority]
        return ", ".join(part for part in parts if part)[:200]


def missing_items(papers: Iterable[tuple[str, bool]], parts: Iterable[str]) -> list[str]:
    """Return what a slip asks for: papers (name, only shown) that are missing, parts of the declaration to fill in."""
    wanted = [f"Xuất trình: {name}" if shown_only else name for name, shown_only in papers]
    return [*wanted, *(f"Tờ khai, phần “{part}”: khai đủ" for part in parts)]


def plain_number(text: str) -> str:
    """Return a number of a paper without the spaces and points that people read it with."""
    return re.sub(r"[\s.]", "", text).upper()


def whole_number(text: str) -> int | None:
    """Return a count or an amount as people write it ("8.000", "8000 đồng"), 0 for nothing, None for no number."""
    digits = re.sub(r"[\s.]|đồng$|đ$", "", text.strip().lower())
    if not digits:
        return 0
    return int(digits) if re.fullmatch(r"\d{1,12}", digits, re.ASCII) else None


def is_identity_number(number: str) -> bool:
    """Tell whether this can be a personal number, an old identity card, a passport or a tax code."""
    return _NUMBERS.fullmatch(number) is not None


def masked(number: str) -> str:
    """Return the number with its middle hidden: enough to recognise, too little to use."""
    if len(number) < 7:
        return "•" * len(number)
    return number[:3] + "•" * (len(number) - 6) + number[-3:]


def filled(data: Mapping[str, object], known: Mapping[str, object]) -> dict[str, object]:
    """Return the answers with known facts in the places that are still empty, groups opened."""
    found = dict(data)
    for key, value in known.items():
        here = found.get(key)
        if isinstance(value, Mapping) and isinstance(here, Mapping) and _is_group(here, value):
            found[key] = filled(here, value)
        elif is_missing(here) or here == {}:
            found[key] = value
    return found


def minus(known: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Return what is known about the person, without what any form of this kind starts with."""
    found: dict[str, object] = {}
    for key, value in known.items():
        other = defaults.get(key)
        if isinstance(value, Mapping) and isinstance(other, Mapping):
            found[key] = minus(value, other)
        elif value != other:
            found[key] = value
    return {key: value for key, value in found.items() if value != {}}


def _is_group(here: Mapping[str, object], known: Mapping[str, object]) -> bool:
    """An address is taken whole or not at all: parts of two places make none."""
    return not ({"province", "ward", "detail"} & (set(here) | set(known)))
