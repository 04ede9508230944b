"""What `congvu doctor` looks at in the working calendars."""

from congvu.base import clock
from congvu.base.doctor import check
from congvu.workdays.models import NATIONAL, Calendar, Day
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.calendar import NoWorkingTime


@check("lịch làm việc")
def calendars() -> list[str]:
    """Return calendars that cannot be counted in, years without days off, and swapped days without their pair."""
    found = []
    for calendar in Calendar.objects.all():
        try:
            calendar_of(calendar.pk)
        except (NoWorkingTime, ValueError) as error:
            found.append(f"{calendar.name}: {error}")
    year = clock.today().year
    if not Day.objects.filter(calendar__key=NATIONAL, date__year=year).exists():
        found.append(f"Lịch chung chưa có ngày nghỉ của năm {year}; chạy congvu import_holidays.")
    swapped = set(Day.objects.exclude(pair_on=None).values_list("calendar_id", "date", "pair_on"))
    for calendar_id, date, pair in sorted(swapped):
        if (calendar_id, pair, date) not in swapped:
            found.append(f"Ngày {date:%d/%m/%Y} hoán đổi với {pair:%d/%m/%Y} nhưng ngày kia không ghi lại.")
    return found
