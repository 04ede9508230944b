"""Changing working calendars: importing the days of a file, opening a calendar, setting one day."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from congvu.workdays.models import Calendar, Day
from congvu.workdays.rules.calendar import Session
from congvu.workdays.rules.calendar_file import CalendarFile, DayRow
from congvu.workdays.terms import Confidence, DayKind


@transaction.atomic
def import_calendar(*, key: str, name: str, content: CalendarFile) -> int:
    """Make the calendar hold exactly the days of the file; return how many rows changed. May run twice."""
    calendar, _ = Calendar.objects.get_or_create(key=key, defaults={"name": name})
    calendar = Calendar.objects.select_for_update().get(pk=calendar.pk)
    stored = {day.date: day for day in Day.objects.filter(calendar=calendar)}
    wanted = {row.day: row for row in content.days}
    gone = [day.pk for date, day in stored.items() if date not in wanted]
    changed = [row for date, row in wanted.items() if date not in stored or _row_of(stored[date]) != row]
    sessions = [[start.isoformat("minutes"), end.isoformat("minutes")] for start, end in content.sessions]
    if gone or changed or calendar.sessions != sessions:
        Day.objects.filter(pk__in=[*gone, *(stored[row.day].pk for row in changed if row.day in stored)]).delete()
        Day.objects.bulk_create([_day_of(row, calendar) for row in changed])
        _touch(calendar, sessions=sessions)
    return len(gone) + len(changed)


@transaction.atomic
def open_calendar(*, key: str, name: str, builds_on: Calendar | None, sessions: Sequence[Session]) -> Calendar:
    """Open a calendar of one agency with its own sessions, on top of another's days."""
    written = [[start.isoformat("minutes"), end.isoformat("minutes")] for start, end in sessions]
    return Calendar.objects.create(key=key, name=name, builds_on=builds_on, sessions=written)


@transaction.atomic
def set_day(*, calendar_id: int, row: DayRow) -> Day:
    """Enter one day of a calendar, in place of what was written about it."""
    calendar = Calendar.objects.select_for_update().get(pk=calendar_id)
    Day.objects.filter(calendar=calendar, date=row.day).delete()
    day = _day_of(row, calendar)
    day.save()
    _touch(calendar, sessions=calendar.sessions)
    return day


def _touch(calendar: Calendar, *, sessions: list[list[str]]) -> None:
    """Give the calendar a new revision, so that no process keeps the old one."""
    calendar.sessions, calendar.revision = sessions, uuid.uuid4()
    calendar.save(update_fields=["sessions", "revision"])


def _day_of(row: DayRow, calendar: Calendar) -> Day:
    return Day(
        calendar=calendar,
        date=row.day,
        kind=row.kind,
        name=row.name,
        pair_on=row.pair_on,
        lunar=row.lunar,
        decision=row.decision,
        confidence=row.confidence,
        source=row.source,
        note=row.note,
    )


def _row_of(day: Day) -> DayRow:
    return DayRow(
        day=day.date,
        kind=DayKind(day.kind),
        name=day.name,
        pair_on=day.pair_on,
        lunar=day.lunar,
        decision=day.decision,
        confidence=Confidence(day.confidence),
        source=day.source,
        note=day.note,
    )
