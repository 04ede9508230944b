"""When a time limit ends: units, modes, pauses.

Law: Bộ luật Dân sự 2015, Điều 147 (the first day is not counted), Điều 148 (a last day off moves to the next
working day).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from congvu.workdays.rules.calendar import ONE_DAY, WorkingCalendar, whole_minute
from congvu.workdays.rules.explanation import Step, explain_counted, explain_elapsed
from congvu.workdays.terms import Mode, Unit

Pause = tuple[datetime, datetime]
CUT_OFF = time(15)
LARGEST_AMOUNT = {
    Unit.WORKING_HOURS: 20_000,
    Unit.WORKING_DAYS: 2_500,
    Unit.DAYS: 3_660,
    Unit.MONTHS: 120,
    Unit.SAME_DAY: 1,
}


class BadLimit(ValueError):
    """The limit cannot be counted: its amount, or a pause that ends before it begins; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the limit ends, and one step for every day and pause that made it so.

    `exact_at` is where the working minutes run out, before day mode moves the end to the close of that day.
    """

    due_at: datetime
    steps: tuple[Step, ...]
    exact_at: datetime


def deadline(
    received_at: datetime,
    *,
    amount: int,
    unit: str,
    mode: str,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    cut_off: time = CUT_OFF,
) -> Deadline:
    """Return when the limit ends and why, in Vietnamese time. Raises BadLimit, NoWorkingTime.

    Pauses that begin after the end change nothing; overlapping ones count once. Same day takes no amount.
    """
    unit, mode = Unit(unit), Mode(mode)
    check_limit(amount, unit=unit)
    received = whole_minute(received_at)
    joined = join_pauses(pauses, since=received)
    if unit in (Unit.DAYS, Unit.MONTHS):
        return _elapsed(received, amount=amount, unit=unit, calendar=calendar, pauses=joined)
    by_day = in_days(unit, mode)
    exact = _counted_end(received, amount=amount, unit=unit, mode=mode, calendar=calendar, cut_off=cut_off)
    due, used = exact, []
    for start, end in joined:
        if start >= due:
            break
        exact = calendar.add_minutes(end, calendar.minutes_between(start, exact))
        due = calendar.closing(exact.date()) if by_day else exact
        used.append((start, end))
    steps = explain_counted(
        received, exact=exact, due=due, unit=unit, by_day=by_day, calendar=calendar, pauses=used, cut_off=cut_off
    )
    return Deadline(due, steps, exact)


def in_days(unit: Unit, mode: Mode) -> bool:
    """Tell whether the end is the close of a day: same day, and working days in day mode."""
    return unit == Unit.SAME_DAY or (unit == Unit.WORKING_DAYS and mode == Mode.DAY)


def check_limit(amount: int, *, unit: Unit) -> None:
    """Refuse amounts that no procedure has. Raises BadLimit."""
    if unit != Unit.SAME_DAY and not 1 <= amount <= LARGEST_AMOUNT[unit]:
        raise BadLimit(f"Thời hạn tính theo {unit.label} phải từ 1 đến {LARGEST_AMOUNT[unit]}.")


def join_pauses(pauses: Sequence[Pause], *, since: datetime) -> list[Pause]:
    """Return the pauses in order, without what lies before the receipt, overlapping ones joined. Raises BadLimit."""
    joined: list[Pause] = []
    for start, end in sorted((whole_minute(a), whole_minute(b)) for a, b in pauses):
        if end < start:
            raise BadLimit("Thời điểm kết thúc tạm dừng phải sau thời điểm bắt đầu.")
        start = max(start, since)
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _counted_end(
    received: datetime, *, amount: int, unit: Unit, mode: Mode, calendar: WorkingCalendar, cut_off: time
) -> datetime:
    """Return where a limit in working time ends without pauses."""
    if unit == Unit.SAME_DAY:
        return calendar.closing(same_day(received, calendar=calendar, cut_off=cut_off))
    start = calendar.next_working_moment(received)
    if unit == Unit.WORKING_HOURS:
        return calendar.add_minutes(start, amount * 60)
    if mode == Mode.HOUR:
        return calendar.add_minutes(start, amount * calendar.minutes_a_day)
    return calendar.closing(calendar.working_day_after(start.date(), amount))


def same_day(received: datetime, *, calendar: WorkingCalendar, cut_off: time) -> date:
    """Return the day on which a same-day result is due: today before the cut-off, else the next working day."""
    today = received.date()
    if calendar.is_working_day(today) and received.time() < cut_off:
        return today
    return calendar.next_working_day(today + ONE_DAY)


def _elapsed(
    received: datetime, *, amount: int, unit: Unit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> Deadline:
    """Return the end of a limit in calendar days or months; a pause moves it by its calendar days."""
    first = received.date()
    last = first + timedelta(days=amount) if unit == Unit.DAYS else months_after(first, amount)
    used: list[Pause] = []
    for start, end in pauses:
        if start >= calendar.closing(calendar.next_working_day(last)):
            break
        last = max(last + timedelta(days=(end.date() - start.date()).days), end.date())
        used.append((start, end))
    due = calendar.closing(calendar.next_working_day(last))
    steps = explain_elapsed(received, last=last, due=due, calendar=calendar, pauses=used)
    return Deadline(due, steps, calendar.closing(last))


def months_after(day: date, months: int) -> date:
    """Return the same date so many months later, or the last day of a month that has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
