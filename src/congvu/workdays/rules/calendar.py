"""Working time: which days are worked, from when to when, and counting minutes in it.

Law: Bộ luật Lao động 2019, Điều 111, 112 (holidays, substitute days); the days themselves are rows of the calendar.
Instants are aware and come back in Vietnamese time, whole minutes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from congvu.base.clock import LOCAL, local
from congvu.workdays.terms import DayKind

Session = tuple[time, time]
USUAL_SESSIONS: tuple[Session, ...] = ((time(7), time(11)), (time(13), time(17)))
ONE_DAY = timedelta(days=1)
LONGEST_REST_DAYS = 120


class NoWorkingTime(ValueError):
    """The calendar has no working time to count in."""


def minutes_of(value: time) -> int:
    """Return the minute of the day."""
    return value.hour * 60 + value.minute


def whole_minute(at: datetime) -> datetime:
    """Return the instant in Vietnamese time without its seconds."""
    return local(at).replace(second=0, microsecond=0)


class WorkingCalendar:
    """Working days and their sessions; a swapped Saturday is worked, whatever else is written about it."""

    def __init__(
        self,
        days: Mapping[date, DayKind],
        sessions: Sequence[Session] = USUAL_SESSIONS,
        names: Mapping[date, str] | None = None,
    ) -> None:
        """Keep the days that differ from the plain week and the sessions of a day. Raises NoWorkingTime."""
        if not sessions:
            raise NoWorkingTime("Lịch không có buổi làm việc nào.")
        edges = [minutes_of(edge) for session in sessions for edge in session]
        if any(left >= right for left, right in pairwise(edges)):
            raise NoWorkingTime("Các buổi làm việc phải theo thứ tự thời gian và không chồng lên nhau.")
        self.days = dict(days)
        self.names = dict(names or {})
        self.sessions = tuple(sessions)
        self.minutes_a_day = sum(minutes_of(end) - minutes_of(start) for start, end in sessions)

    @property
    def opens(self) -> time:
        return self.sessions[0][0]

    @property
    def closes(self) -> time:
        return self.sessions[-1][1]

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on that day."""
        kind = self.days.get(day)
        return kind == DayKind.SWAPPED_WORK if kind else day.weekday() < 5

    def next_working_day(self, day: date) -> date:
        """Return that day, or the first worked day after it. Raises NoWorkingTime."""
        for ahead in range(LONGEST_REST_DAYS):
            found = day + timedelta(days=ahead)
            if self.is_working_day(found):
                return found
        raise NoWorkingTime(f"Lịch không có ngày làm việc nào trong {LONGEST_REST_DAYS} ngày.")

    def working_day_after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after that day."""
        for _ in range(count):
            day = self.next_working_day(day + ONE_DAY)
        return day

    def opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens, LOCAL)

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self.closes, LOCAL)

    def next_working_moment(self, at: datetime) -> datetime:
        """Return that moment when it is working time, else the start of the next session."""
        at = whole_minute(at)
        if self.is_working_day(at.date()):
            for start, end in self.sessions:
                if at.time() < end:
                    return max(at, datetime.combine(at.date(), start, LOCAL))
        return self.opening(self.next_working_day(at.date() + ONE_DAY))

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """Return the moment when that much working time has passed; a full session ends at its own end."""
        at = self.next_working_moment(at)
        if minutes <= 0:
            return at
        minutes += self._minutes_before(at)
        day, whole_days = at.date(), (minutes - 1) // self.minutes_a_day
        day = self.working_day_after(day, whole_days)
        return datetime.combine(day, self._time_after(minutes - whole_days * self.minutes_a_day), LOCAL)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the working minutes from `start` to `end`; 0 when `end` is not later."""
        start, end = whole_minute(start), whole_minute(end)
        if end <= start:
            return 0
        whole_days = sum(1 for day in days_from(start.date(), end.date() - ONE_DAY) if self.is_working_day(day))
        before = self._minutes_before(start) if self.is_working_day(start.date()) else 0
        last = self._minutes_before(end) if self.is_working_day(end.date()) else 0
        return whole_days * self.minutes_a_day - before + last

    def _minutes_before(self, at: datetime) -> int:
        """Return the working minutes of that (worked) day before that moment."""
        minute = minutes_of(at.time())
        return sum(max(0, min(minute, minutes_of(end)) - minutes_of(start)) for start, end in self.sessions)

    def _time_after(self, minutes: int) -> time:
        """Return the time of day when that many (1 to a day's) working minutes have passed."""
        for start, end in self.sessions:
            length = minutes_of(end) - minutes_of(start)
            if minutes <= length:
                return time(*divmod(minutes_of(start) + minutes, 60))
            minutes -= length
        raise NoWorkingTime("Một ngày không có nhiều giờ làm việc như vậy.")


def days_from(first: date, last: date) -> Iterator[date]:
    """Yield each day from the first to the last, both included."""
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def years_known(calendar: WorkingCalendar) -> range:
    """Return the years about which the calendar says anything."""
    years = sorted({day.year for day in calendar.days})
    return range(years[0], years[-1] + 1) if years else range(0)
