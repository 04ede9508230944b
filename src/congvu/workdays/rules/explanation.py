"""Why a limit ends when it ends: one step for every day counted or skipped, by its name, and for every pause."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from congvu.base.clock import LOCAL
from congvu.base.formats import weekday_and_day, weekday_and_moment
from congvu.workdays.rules.calendar import ONE_DAY, WorkingCalendar, days_from, whole_minute
from congvu.workdays.terms import DayKind, StepKind, Unit

Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the explanation; `at` in Vietnamese time, a day off at its midnight.

    `number` says which whole day of the limit this is, None where none or only some hours are counted.
    """

    at: datetime
    kind: StepKind
    note: str
    number: int | None = None


def off_kind(day: date, calendar: WorkingCalendar) -> StepKind:
    """Return why offices are closed on that day."""
    kind = calendar.days.get(day)
    return StepKind(kind) if kind and kind != DayKind.SWAPPED_WORK else StepKind.WEEKEND


def _worked_kind(day: date, calendar: WorkingCalendar) -> StepKind:
    return StepKind.SWAPPED_WORK if calendar.days.get(day) else StepKind.WORKING


def day_name(day: date, calendar: WorkingCalendar) -> str:
    """Return what the day is called: the holiday's own name, or the day of the week."""
    kind = calendar.days.get(day)
    named = calendar.names.get(day) or (kind.label if kind else "")
    return f"{weekday_and_day(day)}, {named}" if named else weekday_and_day(day)


def explain_counted(
    received: datetime,
    *,
    exact: datetime,
    due: datetime,
    unit: Unit,
    by_day: bool,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause],
    cut_off: time,
) -> tuple[Step, ...]:
    """Explain a limit in working time: what each worked day counts, which days are skipped, which paused."""
    start = calendar.next_working_moment(received)
    counts_first = not by_day or due.date() == start.date()
    steps = [Step(received, StepKind.START, _start_note(received, start, unit, counts_first, cut_off))]
    if start != received and start.date() != received.date():
        steps.append(Step(start, StepKind.START, _shifted_note(start, counts_first)))
    number = 0
    for day in days_from(received.date(), due.date()):
        if not calendar.is_working_day(day):
            steps.append(Step(_at(day, received), off_kind(day, calendar), f"{day_name(day, calendar)}: không tính"))
            continue
        if day < start.date() or (day == start.date() and not counts_first):
            continue
        counted = _minutes_of_day(day, since=start, until=due if by_day else exact, calendar=calendar, pauses=pauses)
        number += counted == calendar.minutes_a_day
        steps.append(_worked(day, counted, number, received=received, calendar=calendar))
    return _finish(steps, due=due, pauses=pauses)


def explain_elapsed(
    received: datetime, *, last: date, due: datetime, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> tuple[Step, ...]:
    """Explain a limit in calendar days or months: days off count, unless the last day is one; paused days do not."""
    steps = [Step(received, StepKind.START, f"Tiếp nhận {weekday_and_moment(received)}; ngày tiếp nhận không tính")]
    number = 0
    for day in days_from(received.date() + ONE_DAY, due.date()):
        at, named = _at(day, received), day_name(day, calendar)
        worked = calendar.is_working_day(day)
        kind = _worked_kind(day, calendar) if worked else off_kind(day, calendar)
        if any(start.date() < day <= end.date() for start, end in pauses):
            steps.append(Step(at, StepKind.PAUSE if worked else kind, f"{named}: tạm dừng, không tính"))
        elif day > last:
            moved = "hạn lùi sang ngày này" if worked else "hạn rơi vào ngày nghỉ nên lùi tiếp"
            steps.append(Step(at, kind, f"{named}: {moved}"))
        else:
            number += 1
            rest = "" if worked or day < last else ", ngày cuối là ngày nghỉ nên hạn lùi sang ngày làm việc tiếp theo"
            steps.append(Step(at, kind, f"{named}: ngày thứ {number}{rest}", number))
    return _finish(steps, due=due, pauses=pauses)


def _finish(steps: list[Step], *, due: datetime, pauses: Sequence[Pause]) -> tuple[Step, ...]:
    steps += [
        Step(start, StepKind.PAUSE, f"Tạm dừng từ {weekday_and_moment(start)} đến {weekday_and_moment(end)}")
        for start, end in pauses
    ]
    steps.sort(key=lambda step: step.at)  # stable: the start stays first
    return (*steps, Step(due, StepKind.DUE, f"Hạn trả kết quả: {weekday_and_moment(due)}"))


def _at(day: date, received: datetime) -> datetime:
    """Return the day's midnight, not before the receipt."""
    return max(datetime.combine(day, time(), LOCAL), received)


def _start_note(received: datetime, start: datetime, unit: Unit, counts_first: bool, cut_off: time) -> str:
    note = f"Tiếp nhận {weekday_and_moment(received)}"
    if start.date() != received.date():
        return f"{note}, ngoài giờ làm việc"
    if unit == Unit.SAME_DAY:
        return f"{note}, {'trước' if counts_first else 'không trước'} {cut_off:%H:%M}"
    if not counts_first:
        return f"{note}; ngày tiếp nhận không tính"
    return note if start == received else f"{note}, tính từ {start:%H:%M}"


def _shifted_note(start: datetime, counts_first: bool) -> str:
    first = "" if counts_first else "; ngày này không tính"
    return f"Tính như tiếp nhận lúc {weekday_and_moment(start)}{first}"


def _minutes_of_day(
    day: date, *, since: datetime, until: datetime, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> int:
    """Return the working minutes of that day that count: after the start, before the end, not paused."""
    first, last = max(calendar.opening(day), since), min(calendar.closing(day), until)
    paused = sum(calendar.minutes_between(max(first, start), min(last, end)) for start, end in pauses)
    return calendar.minutes_between(first, last) - paused


def _worked(day: date, counted: int, number: int, *, received: datetime, calendar: WorkingCalendar) -> Step:
    """Return the step of one worked day: whole, in part, or paused from end to end."""
    at = max(calendar.opening(day), whole_minute(received))
    kind = _worked_kind(day, calendar)
    if counted <= 0:
        return Step(at, StepKind.PAUSE, f"{day_name(day, calendar)}: tạm dừng, không tính")
    if counted == calendar.minutes_a_day:
        return Step(at, kind, f"{day_name(day, calendar)}: ngày làm việc thứ {number}", number)
    return Step(at, kind, f"{day_name(day, calendar)}: tính {hours_and_minutes(counted)}")


def hours_and_minutes(minutes: int) -> str:
    """Return "3 giờ 20 phút"."""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} giờ"] if hours else []), *([f"{rest} phút"] if rest else [])]) or "0 phút"
