"""How a time limit stands for people: how much of it is used, and in words what is left or by how much it is late.

Law: working days as `workdays` counts them; a paused limit stands still.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from congvu.base.clock import local
from congvu.base.formats import WEEKDAYS
from congvu.workdays.rules.calendar import WorkingCalendar
from congvu.workdays.terms import Unit

ELAPSING = frozenset({Unit.DAYS, Unit.MONTHS})


@dataclass(frozen=True, slots=True)
class Meter:
    """A limit as pages show it; `tone` is run, wait, late, done or none, `share` the used part in per cent."""

    words: str
    tone: str
    share: int
    due_at: datetime | None


NO_LIMIT = Meter("Không đặt hạn", "none", 0, None)


def meter(
    *,
    since: datetime | None,
    due_at: datetime | None,
    now: datetime,
    calendar: WorkingCalendar,
    unit: str = "",
    paused_at: datetime | None = None,
    finished_at: datetime | None = None,
) -> Meter:
    """Return how the limit from `since` to `due_at` stands; a finished or paused one as it stood then."""
    if due_at is None or since is None:
        return NO_LIMIT
    whole = max(1, calendar.minutes_between(since, due_at))
    seen = finished_at or paused_at or now
    share = min(100, round(100 * calendar.minutes_between(since, seen) / whole))
    if finished_at is not None:
        late = finished_at > due_at
        words = f"Xong trễ {_gap(due_at, finished_at, unit, calendar)}" if late else "Xong trong hạn"
        return Meter(words, "late" if late else "done", 100, due_at)
    if paused_at is not None:
        return Meter("Đang dừng", "wait", share, due_at)
    if now > due_at:
        return Meter(f"Trễ {_gap(due_at, now, unit, calendar)}", "late", 100, due_at)
    return Meter(_left(now, due_at, unit, calendar), "run", share, due_at)


def _left(now: datetime, due_at: datetime, unit: str, calendar: WorkingCalendar) -> str:
    due = local(due_at)
    if local(now).date() == due.date():
        return f"Hôm nay {due:%H:%M}"
    return f"Còn {_gap(now, due_at, unit, calendar)}"


def _gap(start: datetime, end: datetime, unit: str, calendar: WorkingCalendar) -> str:
    """Return the time between as people say it: days when there is one at least, else hours or minutes."""
    first, last = local(start).date(), local(end).date()
    if unit in ELAPSING:
        if last > first:
            return f"{(last - first).days} ngày"
    else:
        days = sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
        if days:
            return f"{days} ngày làm việc"
    minutes = calendar.minutes_between(start, end)
    return f"{minutes // 60} giờ làm việc" if minutes >= 60 else f"{max(1, minutes)} phút"


def due_words(due_at: datetime | None) -> str:
    """Return "17:00 thứ Năm 14/05"."""
    if due_at is None:
        return ""
    there = local(due_at)
    return f"{there:%H:%M} {WEEKDAYS[there.weekday()]} {there:%d/%m}"
