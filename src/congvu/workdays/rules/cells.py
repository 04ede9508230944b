"""The explained calendar for people: whole weeks from the day of receipt to the due day, each day with its kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from congvu.base.clock import local
from congvu.workdays.rules.calendar import WorkingCalendar, days_from, whole_minute
from congvu.workdays.rules.deadlines import Deadline, Pause
from congvu.workdays.rules.explanation import off_kind
from congvu.workdays.terms import StepKind

OUT = "out"


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the table: kind `out` lies before the receipt or after the due day.

    `number` says which counted working day it is, None where none is counted; `name` is the holiday's name.
    """

    day: date
    kind: str
    name: str
    number: int | None


def day_cells(
    received_at: datetime, *, found: Deadline, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()
) -> tuple[tuple[Cell, ...], ...]:
    """Return weeks, Monday first, that cover the limit; a day paused to its end is `pause` and is not numbered."""
    received, due = whole_minute(received_at).date(), local(found.due_at).date()
    first = received - timedelta(days=received.weekday())
    last = due + timedelta(days=6 - due.weekday())
    counted = {step.at.date() for step in found.steps if step.kind in (StepKind.WORKING, StepKind.SWAPPED_WORK)}
    cells, number = [], 0
    for day in days_from(first, last):
        is_counted = day in counted and not paused_all_day(day, calendar=calendar, pauses=pauses)
        number += is_counted
        kind = _kind(day, received, due, is_counted, calendar)
        cells.append(Cell(day, kind, calendar.names.get(day, ""), number if is_counted else None))
    return tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))


def paused_all_day(day: date, *, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> bool:
    """Tell whether no minute of that working day counts."""
    start, end = calendar.opening(day), calendar.closing(day)
    paused = sum(
        calendar.minutes_between(max(start, local(a)), min(end, local(b))) for a, b in pauses if a < end and b > start
    )
    return paused >= calendar.minutes_a_day


def _kind(day: date, received: date, due: date, is_counted: bool, calendar: WorkingCalendar) -> str:
    if day == due:
        return StepKind.DUE.value
    if day == received:
        return StepKind.START.value
    if not calendar.is_working_day(day):
        return off_kind(day, calendar).value
    if day < received or day > due:
        return OUT
    if is_counted:
        return (StepKind.SWAPPED_WORK if day in calendar.days else StepKind.WORKING).value
    return StepKind.PAUSE.value


def skipped(found: Deadline) -> tuple[tuple[str, int], ...]:
    """Return what was left out and on how many days, in order of appearance: ("Nghỉ cuối tuần", 4), ..."""
    counts: dict[str, int] = {}
    for step in found.steps:
        if step.kind in (StepKind.WEEKEND, StepKind.HOLIDAY, StepKind.SUBSTITUTE, StepKind.SWAPPED_OFF):
            counts[step.kind.label] = counts.get(step.kind.label, 0) + 1
    return tuple(counts.items())
