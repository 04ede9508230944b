"""Dates, times, money and names as they are written in Viet Nam."""

from datetime import date, datetime

from congvu.base.clock import local

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date) -> str:
    """Return "27/04/2020"."""
    return f"{value:%d/%m/%Y}"


def weekday_and_day(value: date) -> str:
    """Return "thứ Hai 27/04/2020"."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def time_of_day(value: datetime) -> str:
    """Return "17:00" in Vietnamese time."""
    return f"{local(value):%H:%M}"


def moment(value: datetime) -> str:
    """Return "17:00 27/04/2020" in Vietnamese time."""
    return f"{local(value):%H:%M %d/%m/%Y}"


def weekday_and_moment(value: datetime) -> str:
    """Return "17:00 thứ Hai 27/04/2020" in Vietnamese time."""
    there = local(value)
    return f"{there:%H:%M} {weekday_and_day(there.date())}"


def place_and_day(place: str, value: date) -> str:
    """Return "Bình Đại, ngày 27 tháng 4 năm 2020" (NĐ 30/2020, Phụ lục I: day under 10 and month 1, 2 get a zero)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{place}, ngày {value.day:02d} tháng {month} năm {value.year}"


def money(vnd: int) -> str:
    """Return "50.000 đồng"."""
    return f"{vnd:,}".replace(",", ".") + " đồng"
