"""When a timer of a diagram is due: a duration, an instant, or a variable that holds one of the two.

Standard: ISO 8601 durations of weeks, days, hours, minutes and seconds (no months: they have no length).
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from congvu.base.clock import local
from congvu.base.comparisons import lookup

TIMERS_AT_ONCE = 500
_DURATION = re.compile(
    r"P(?=\d|T\d)(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,7})M)?(?:(?P<seconds>\d{1,8})S)?)?"
)
_PATH = re.compile(r"[a-z]\w*(?:\.[a-zA-Z]\w*)*", re.ASCII)  # no variable looks like a duration


def understood(text: str) -> bool:
    """Tell whether a timer's text is a duration, an instant with its offset, or the path of a variable."""
    return _read(text) is not None or _PATH.fullmatch(text) is not None


def due_at(text: str, *, scope: Mapping[str, object], now: datetime) -> datetime | None:
    """Return when the timer is due; None when its variable holds nothing fitting (it is then set from outside)."""
    found = _read(text)
    if found is None:
        value = lookup(scope, text) if _PATH.fullmatch(text) else None
        found = _read(value) if isinstance(value, str) else None
    return now + found if isinstance(found, timedelta) else found


def _read(text: str) -> datetime | timedelta | None:
    match = _DURATION.fullmatch(text)
    if match:
        return timedelta(**{unit: int(amount) for unit, amount in match.groupdict().items() if amount})
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def day_of(now: datetime) -> date:
    """Return the day in Viet Nam on which conditions are read."""
    return local(now).date()
