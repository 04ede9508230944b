"""The explained calendar for people: whole weeks from the day of receipt to the due day, each day with its kind."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from congvu.base.clock import local
from congvu.workdays.rules.calendar import WorkingCalendar, days_from, whole_minute
from congvu.workdays.rules.deadlines import Deadline
from congvu.workdays.rules.explanation import Step, off_kind
from congvu.workdays.terms import StepKind

OUT = "out"
_MARKS = (StepKind.START, StepKind.DUE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the table: kind `out` lies before the receipt or after the due day.

    `number` says which whole day of the limit it is, None where none is counted; `name` is the holiday's name.
    """

    day: date
    kind: str
    name: str
    number: int | None


def day_cells(received_at: datetime, *, found: Deadline, calendar: WorkingCalendar) -> tuple[tuple[Cell, ...], ...]:
    """Return weeks, Monday first, that cover the limit; a day that is paused from end to end has the kind `pause`."""
    received, due = whole_minute(received_at).date(), local(found.due_at).date()
    first = received - timedelta(days=received.weekday())
    last = due + timedelta(days=6 - due.weekday())
    days = [step for step in found.steps if step.kind not in _MARKS]
    # A pause also has a line of its own beside the day it begins on: what the day itself says wins.
    steps = {step.at.date(): step for step in sorted(days, key=lambda step: step.kind != StepKind.PAUSE)}
    cells = [_cell(day, received, due, steps.get(day), calendar) for day in days_from(first, last)]
    return tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))


def _cell(day: date, received: date, due: date, step: Step | None, calendar: WorkingCalendar) -> Cell:
    number = step.number if step else None
    if day == due:
        kind = StepKind.DUE.value
    elif day == received:
        kind = StepKind.START.value
    elif not calendar.is_working_day(day):
        kind = off_kind(day, calendar).value
    else:
        kind = step.kind.value if step else OUT
    return Cell(day, kind, calendar.names.get(day, ""), number)


def skipped(found: Deadline) -> tuple[tuple[str, int], ...]:
    """Return what was left out and on how many days, in order of appearance: ("Nghỉ cuối tuần", 4), ..."""
    counts: dict[str, int] = {}
    for step in found.steps:
        if step.kind in (StepKind.WEEKEND, StepKind.HOLIDAY, StepKind.SUBSTITUTE, StepKind.SWAPPED_OFF):
            counts[step.kind.label] = counts.get(step.kind.label, 0) + 1
    return tuple(counts.items())
