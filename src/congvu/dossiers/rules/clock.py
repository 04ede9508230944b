"""The legal clock of a dossier: its due time, computed from the lines of its log and never edited in place.

Law: `domain` rules on time limits (BLDS 2015 Điều 147, 148); NĐ 61/2018 Điều 19 and NĐ 118/2025 on pauses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from congvu.dossiers.terms import ClockKind
from congvu.workdays.rules.calendar import WorkingCalendar
from congvu.workdays.rules.deadlines import CUT_OFF, Deadline, deadline


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One line of the log, as the computation reads it; START and EXTEND carry the limit that holds from then on."""

    kind: str
    at: datetime
    amount: int | None = None
    unit: str = ""


def pauses_of(events: Sequence[ClockEvent]) -> list[tuple[datetime, datetime]]:
    """Return the closed pauses in order; a pause that still runs is left out (the due time stands still)."""
    pauses: list[tuple[datetime, datetime]] = []
    since: datetime | None = None
    for event in events:
        if event.kind == ClockKind.PAUSE:
            since = event.at
        elif event.kind == ClockKind.RESUME and since is not None:
            pauses.append((since, event.at))
            since = None
    return pauses


def due_after(
    events: Sequence[ClockEvent], *, mode: str, calendar: WorkingCalendar, cut_off: time = CUT_OFF
) -> Deadline:
    """Return the due time that the log gives, with its reasons. The log begins with START."""
    start = events[0]
    limit = [
        event for event in events if event.kind in (ClockKind.START, ClockKind.EXTEND) and event.amount is not None
    ]
    amount, unit = limit[-1].amount or 0, limit[-1].unit
    return deadline(
        start.at, amount=amount, unit=unit, mode=mode, calendar=calendar, pauses=pauses_of(events), cut_off=cut_off
    )
