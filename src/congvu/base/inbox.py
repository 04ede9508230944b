"""One line of the officers' inbox, as every app offers it, and what is asked for. The desk merges the lines of all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class View(StrEnum):
    """Which of the lines are wanted."""

    WAITING = "waiting"
    LATE = "late"
    SOON = "soon"
    STANDING = "standing"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list ended: the time it is ordered by (None: without a time) and the row."""

    at: datetime | None
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat() if self.at else ''}_{self.id}"


def place_of(text: str) -> Place | None:
    """Read a place back from an address; None when it is not one."""
    at, cut, number = text.rpartition("_")
    if not cut or not number.isdecimal() or len(number) > 18:
        return None
    try:
        moment = datetime.fromisoformat(at) if at else None
    except ValueError:
        return None
    return None if moment is not None and moment.tzinfo is None else Place(moment, int(number))


@dataclass(frozen=True, slots=True)
class Ask:
    """What the officer wants to see: a view, words to look for, one matter, one kind of work, after which place."""

    view: View
    words: str
    matter: str
    kind: str
    after: Place | None
    limit: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is about, what is to be done, until when, from whom; `place` is its place in the order."""

    icon: str
    kind: str
    title: str
    about: str
    wanted: str
    link: str
    giver: str
    tone: str
    share: int
    left: str
    due_at: datetime | None
    place: Place
    untouched: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is in each view, counted up to a ceiling."""

    waiting: int
    late: int
    soon: int
    standing: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.waiting + other.waiting,
            self.late + other.late,
            self.soon + other.soon,
            self.standing + other.standing,
        )
