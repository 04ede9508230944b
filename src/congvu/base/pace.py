"""How often one caller may ask for the same in a minute; counted in the cache, minute by minute."""

from datetime import datetime

from django.core.cache import cache

MINUTE_SECONDS = 60


def count_call(caller: str, *, most: int, now: datetime) -> int:
    """Count this call, and return how many seconds the caller has to wait: 0 while they stay under `most` a minute."""
    minute, passed = divmod(int(now.timestamp()), MINUTE_SECONDS)
    key = f"pace:{caller}:{minute}"
    cache.add(key, 0, timeout=2 * MINUTE_SECONDS)
    try:
        calls = cache.incr(key)
    except ValueError:  # the cache made room for others between the two lines
        return 0
    return MINUTE_SECONDS - passed if calls > most else 0
