"""Bounds of dates: today, days and years from today, a fixed day, or another date of the form."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from congvu.base.comparisons import day_of, lookup

_FROM_TODAY = re.compile(r"today(?:([+-])(\d{1,4})([dy]))?")


def bound(text: object, *, scope: Mapping[str, object], top: Mapping[str, object], today: date) -> date | None:
    """Return the day a bound means, None when it is missing and does not bind."""
    if not isinstance(text, str):
        return None
    match = _FROM_TODAY.fullmatch(text)
    if match:
        sign, amount, unit = match.groups()
        return moved(today, int(f"{sign}{amount}"), unit) if sign else today
    return day_of(text) or day_of(lookup(scope, text)) or day_of(lookup(top, text))


def moved(day: date, amount: int, unit: str) -> date:
    """Return the day so many days (d) or years (y) later; 29 February becomes 28 where there is none."""
    if unit == "d":
        return day + timedelta(days=amount)
    year = min(max(day.year + amount, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
