"""Why a dossier is due when it is due: the explained calendar and its sum, for officers and for the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from congvu.base.clock import local
from congvu.base.formats import moment, weekday_and_day
from congvu.dossiers.models import ClockLine, Dossier
from congvu.dossiers.queries.letters import term_words
from congvu.dossiers.rules.clock import ClockEvent, due_after
from congvu.dossiers.terms import ClockKind
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.cells import OUT, Cell, day_cells, skipped
from congvu.workdays.rules.deadlines import Deadline
from congvu.workdays.terms import StepKind

# How a kind of day looks in the calendar: its class, its icon and what a screen reader says.
LOOKS: dict[str, tuple[str, str, str]] = {
    OUT: ("out", "", ""),
    StepKind.START: ("start", "down", "ngày tiếp nhận"),
    StepKind.WORKING: ("run", "", ""),
    StepKind.SWAPPED_WORK: ("run", "", "làm bù"),
    StepKind.WEEKEND: ("off", "", "cuối tuần"),
    StepKind.HOLIDAY: ("hol", "flag", "nghỉ lễ"),
    StepKind.SUBSTITUTE: ("hol", "flag", "nghỉ bù"),
    StepKind.SWAPPED_OFF: ("hol", "flag", "nghỉ hoán đổi"),
    StepKind.PAUSE: ("pause", "pause", "tạm dừng"),
    StepKind.DUE: ("due", "", "hạn trả"),
}


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One cell as the page draws it: the day of the month, its look and the number of the counted day."""

    day: date
    text: str
    look: str
    icon: str
    said: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum: what, by which rule, how much."""

    words: str
    ground: str
    amount: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The due time with its reasons; `caption` says the calendar in words, `days` lists every day with its note."""

    due_at: datetime
    caption: str
    weeks: Sequence[Sequence[CalendarDay]]
    lines: Sequence[Line]
    days: Sequence[str]
    paused_since: datetime | None


def explanation(dossier: Dossier, *, now: datetime) -> Explanation | None:
    """Return why the dossier is due when it is; None before its acceptance."""
    lines = list(dossier.clock.all())
    if dossier.accepted_at is None or dossier.due_at is None or not lines:
        return None
    calendar = calendar_of(dossier.committee.calendar_id)
    events = [ClockEvent(line.kind, line.at, line.amount, line.unit) for line in lines]
    found = due_after(events, mode=dossier.limit_mode, calendar=calendar, cut_off=dossier.limit_cut_off)
    cells = day_cells(dossier.accepted_at, found=found, calendar=calendar)
    today = local(now).date()
    first, last = cells[0][0].day, cells[-1][-1].day
    return Explanation(
        due_at=found.due_at,
        caption=f"Lịch tính hạn, từ {weekday_and_day(first)} đến {weekday_and_day(last)}. "
        "Số lớn là ngày thứ mấy của thời hạn.",
        weeks=[[_drawn(cell, first=first, today=today) for cell in week] for week in cells],
        lines=_sum(dossier, lines, found),
        days=[step.note for step in found.steps],
        paused_since=dossier.paused_at,
    )


def _drawn(cell: Cell, *, first: date, today: date) -> CalendarDay:
    look, icon, said = LOOKS[cell.kind]
    named = cell.day.day == 1 or cell.day == first or cell.name
    text = f"{cell.day.day}/{cell.day.month}" if named else str(cell.day.day)
    if cell.day == today:
        look, said = f"{look} today", f"{said}, hôm nay".removeprefix(", ")
    return CalendarDay(cell.day, text, look, icon, f"{said} {cell.name}".strip(), cell.number)


def _sum(dossier: Dossier, lines: Sequence[ClockLine], found: Deadline) -> list[Line]:
    start = found.steps[0].note
    ground = "Bộ luật Dân sự 2015, Điều 147" if "không tính" in start else ""
    counted = next((step.at for step in found.steps if step.number == 1), None)
    said = [
        Line(
            "Thời hạn theo quy định",
            dossier.version.catalogue.get("thoi_han_mo_ta", ""),
            term_words(dossier.limit_amount, dossier.limit_unit),
        ),
        Line(start, ground, f"đếm từ {counted:%d/%m}" if counted else ""),
    ]
    for kind, count in skipped(found):
        said.append(Line(kind, "", f"bỏ {count} ngày", "" if kind == StepKind.WEEKEND.label else "flag"))
    since: ClockLine | None = None
    for line in lines:
        if line.kind == ClockKind.PAUSE:
            since = line
        elif line.kind == ClockKind.RESUME and since is not None:
            said.append(Line(since.reason, f"{moment(since.at)} đến {moment(line.at)}", "tạm dừng", "pause"))
            since = None
        elif line.kind == ClockKind.EXTEND and line.amount is not None:
            said.append(Line("Thời hạn được kéo dài", line.reason, term_words(line.amount, line.unit), "plus"))
    if since is not None and dossier.paused_at is not None:
        said.append(Line(since.reason, f"từ {moment(since.at)}; hạn lùi theo khi tính tiếp", "đang dừng", "pause"))
    return said
