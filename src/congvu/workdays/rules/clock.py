"""Stopping and going on: what remains of a limit at a pause, and when it ends after going on.

A limit with its whole history is best counted again by `deadlines.deadline` with all pauses; both give the same.
"""

from datetime import datetime, timedelta

from congvu.workdays.rules.calendar import WorkingCalendar, whole_minute
from congvu.workdays.rules.deadlines import in_days
from congvu.workdays.terms import Mode, Unit


def remaining(at: datetime, *, due_at: datetime, unit: str, calendar: WorkingCalendar) -> int:
    """Return what is left at `at`: working minutes, or calendar days for limits in days and months; never negative."""
    if Unit(unit) in (Unit.DAYS, Unit.MONTHS):
        return max(0, (whole_minute(due_at).date() - whole_minute(at).date()).days)
    return calendar.minutes_between(at, due_at)


def resume(at: datetime, *, left: int, unit: str, mode: str, calendar: WorkingCalendar) -> datetime:
    """Return when a limit ends that goes on at `at` with `left` (as `remaining` gave it)."""
    if Unit(unit) in (Unit.DAYS, Unit.MONTHS):
        return calendar.closing(calendar.next_working_day(whole_minute(at).date() + timedelta(days=left)))
    end = calendar.add_minutes(at, left)
    return calendar.closing(end.date()) if in_days(Unit(unit), Mode(mode)) else end


def working_minutes_late(at: datetime, *, due_at: datetime, calendar: WorkingCalendar) -> int:
    """Return by how many working minutes `at` is after the due time; 0 when it is not."""
    return calendar.minutes_between(due_at, at)
