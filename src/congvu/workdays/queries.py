"""Reading working calendars."""

from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from congvu.base.statements import Question
from congvu.workdays.models import NATIONAL, Calendar, Day
from congvu.workdays.rules.calendar import WorkingCalendar
from congvu.workdays.rules.calendar_file import parse, parse_sessions
from congvu.workdays.terms import DayKind

HOLIDAYS_FILE = Path(__file__).parent / "data" / "holidays.yaml"


_NATIONAL = Question(lambda: Calendar.objects.filter(key=NATIONAL).select_related("builds_on"))
_CALENDAR = Question(lambda calendar: Calendar.objects.filter(pk=calendar).select_related("builds_on"), calendar=-1)


def calendar_of(calendar_id: int | None) -> WorkingCalendar:
    """Return the working calendar; None is the national one, read from its file where nobody has imported it yet."""
    row = _NATIONAL.first() if calendar_id is None else _CALENDAR.get(calendar=calendar_id)
    if row is None:
        return national_of_file()
    below = row.builds_on
    return _calendar(row.pk, row.revision, below.pk if below else None, below.revision if below else None)


@lru_cache(maxsize=64)
def _calendar(key: int, revision: UUID, below: int | None, below_revision: UUID | None) -> WorkingCalendar:
    """Build one calendar; the revisions in the arguments make a changed calendar a new entry."""
    kinds, names = {}, {}
    for source in (key,) if below is None else (below, key):
        for day in Day.objects.filter(calendar_id=source):
            kinds[day.date], names[day.date] = DayKind(day.kind), day.name
    return WorkingCalendar(kinds, parse_sessions(Calendar.objects.get(pk=key).sessions), names)


@cache
def national_of_file() -> WorkingCalendar:
    """Return the national calendar as the package brings it."""
    return parse(HOLIDAYS_FILE.read_text(encoding="utf-8")).calendar()
