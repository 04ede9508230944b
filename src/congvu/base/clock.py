"""The one clock of the house; doors read it and pass `now` on (a demonstration runs on a day of its own)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present instant of this installation, aware, in UTC."""
    return datetime.now(UTC) + offset()


def today() -> date:
    """Return the present day in Viet Nam."""
    return now().astimezone(LOCAL).date()


def midnight(day: date) -> datetime:
    """Return the instant at which the day begins in Viet Nam."""
    return datetime.combine(day, time(), LOCAL)


def local(moment: datetime) -> datetime:
    """Return the instant as it is read on a clock in Viet Nam."""
    return moment.astimezone(LOCAL)


@cache
def offset() -> timedelta:
    """Return how far the clock of this installation is from the real one; zero unless it is a demonstration."""
    path = Path(settings.CONGVU_CLOCK_FILE)
    return timedelta(seconds=float(path.read_text())) if path.exists() else timedelta()


def set_demonstration_day() -> None:
    """Fix the offset from `CONGVU_CLOCK` at the first run; later runs keep it, also the real day of "now"."""
    path, wanted = Path(settings.CONGVU_CLOCK_FILE), settings.CONGVU_CLOCK
    if path.exists() or not wanted:
        return
    real = datetime.now(UTC)
    start = real if wanted == "now" else datetime.fromisoformat(wanted)
    start = start if start.tzinfo else start.replace(tzinfo=LOCAL)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str((start - real).total_seconds()))
    offset.cache_clear()
