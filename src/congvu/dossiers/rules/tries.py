"""How often the pair of code and secret may be guessed: bounded by network address and by code."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from math import ceil

WITHIN = timedelta(minutes=15)
KEPT = timedelta(days=1)
MOST_FROM_ADDRESS = 20  # a whole office may stand behind one address
MOST_FOR_CODE = 10


def source_of(kind: str, value: str) -> str:
    """Return what is kept instead of the address or code itself."""
    return hashlib.sha256(f"{kind}:{value.strip().upper()}".encode()).hexdigest()


def limits(*, address: str, code: str) -> dict[str, int]:
    """Return how many failed tries each source may have within the time."""
    return {source_of("address", address): MOST_FROM_ADDRESS, source_of("code", code): MOST_FOR_CODE}


def seconds_to_wait(tries: Collection[tuple[str, datetime]], *, most: Mapping[str, int], now: datetime) -> int:
    """Return when each source is below its bound again, 0 when all are; `tries` failed within the time."""
    wait = 0
    for source, bound in most.items():
        latest = sorted((at for one, at in tries if one == source), reverse=True)[:bound]
        if len(latest) == bound:
            wait = max(wait, ceil((latest[-1] + WITHIN - now).total_seconds()))
    return wait
