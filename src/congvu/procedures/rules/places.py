"""By whose calendar the example date of a procedure's page is counted: the committee asked for, or what all share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from congvu.workdays.terms import Mode


class Committee(Protocol):
    """What is asked of a committee here."""

    key: str
    name: str
    calendar_id: int | None
    deadline_mode: str


@dataclass(frozen=True, slots=True)
class CountedBy:
    """A calendar and a way of counting; `assumed` tells that the committees differ and none was chosen."""

    calendar_id: int | None
    mode: str
    committee: Committee | None
    assumed: bool


def place_counted_by(committees: Sequence[Committee], *, chosen: str) -> CountedBy:
    """Return by whom to count: the chosen committee (its key), the only one, what all share, or the common calendar."""
    known = [one for one in committees if one.key == chosen] or (committees if len(committees) == 1 else [])
    if known:
        return CountedBy(known[0].calendar_id, known[0].deadline_mode, known[0], assumed=False)
    ways = {(one.calendar_id, one.deadline_mode) for one in committees}
    if len(ways) == 1:
        return CountedBy(*ways.pop(), committee=None, assumed=False)
    return CountedBy(None, Mode.DAY, None, assumed=True)
