"""The file form of a calendar (YAML or JSON): rows of days, and sessions where they differ from the usual ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

import yaml

from congvu.workdays.rules.calendar import USUAL_SESSIONS, Session, WorkingCalendar
from congvu.workdays.terms import Confidence, DayKind


class BadCalendarFile(ValueError):
    """The file is no calendar; the text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row of the file: a day that differs from the plain week."""

    day: date
    kind: DayKind
    name: str
    pair_on: date | None = None
    lunar: str = ""
    decision: str = ""
    confidence: Confidence = Confidence.SURE
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar as it stands in a file; `candidates` of the file are not days and stay there."""

    days: tuple[DayRow, ...]
    sessions: tuple[Session, ...] = field(default=USUAL_SESSIONS)

    def calendar(self) -> WorkingCalendar:
        """Return the calendar of these rows. Raises NoWorkingTime."""
        kinds = {row.day: row.kind for row in self.days}
        return WorkingCalendar(kinds, self.sessions, {row.day: row.name for row in self.days})


def parse(text: str) -> CalendarFile:
    """Read a calendar file. Raises BadCalendarFile."""
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadCalendarFile("Tệp lịch không đúng cú pháp YAML hoặc JSON.") from error
    if not isinstance(content, Mapping) or not isinstance(content.get("days", []), list):
        raise BadCalendarFile("Tệp lịch phải có danh sách `days`.")
    rows = [_row(number, raw) for number, raw in enumerate(content.get("days", []), 1)]
    if len({row.day for row in rows}) < len(rows):
        raise BadCalendarFile("Tệp lịch ghi một ngày nhiều lần.")
    sessions = content.get("sessions")
    return CalendarFile(tuple(rows), USUAL_SESSIONS if sessions is None else parse_sessions(sessions))


def parse_sessions(raw: object) -> tuple[Session, ...]:
    """Read sessions written as [["07:00", "11:00"], ["13:00", "17:00"]]. Raises BadCalendarFile."""
    try:
        if not isinstance(raw, list):
            raise TypeError
        return tuple((_time(start), _time(end)) for start, end in raw)
    except (TypeError, ValueError) as error:
        raise BadCalendarFile('Buổi làm việc phải ghi như [["07:00", "11:00"], ["13:00", "17:00"]].') from error


def _time(raw: object) -> time:
    # Unquoted 07:00 is a number of minutes (sexagesimal) in YAML 1.1.
    return time(*divmod(raw, 60)) if isinstance(raw, int) else time.fromisoformat(str(raw))


def _row(number: int, raw: object) -> DayRow:
    try:
        if not isinstance(raw, Mapping):
            raise TypeError
        kind, pair = DayKind(str(raw["kind"])), raw.get("pair")
        return DayRow(
            day=date.fromisoformat(str(raw["date"])),
            kind=kind,
            name=str(raw.get("name") or kind.label),
            pair_on=date.fromisoformat(str(pair)) if pair else None,
            lunar=str(raw.get("lunar", "")),
            decision=str(raw.get("decision", "")),
            confidence=Confidence(str(raw.get("confidence", "sure"))),
            source=str(raw.get("source", "")),
            note=str(raw.get("note", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadCalendarFile(f"Dòng {number} của tệp lịch thiếu hoặc sai ngày, loại hay độ tin cậy.") from error
