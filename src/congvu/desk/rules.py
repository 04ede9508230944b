"""In which order the lines of the inbox stand, and under which headings."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from congvu.base.clock import local
from congvu.base.inbox import Row, View

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; `urgent` headings stand out."""

    heading: str
    urgent: bool
    rows: Sequence[Row]


def merged(lists: Iterable[Sequence[Row]], *, view: View) -> list[Row]:
    """Return the lines of all lists, each in order already, in one order."""
    newest_first = view is View.PASSED
    return list(heapq.merge(*lists, key=lambda row: (row.place.at or NEVER, row.place.id), reverse=newest_first))


def grouped(rows: Sequence[Row], *, view: View, now: datetime) -> list[Group]:
    """Return the lines under headings by urgency; what stands still or was passed on has one heading."""
    if view in (View.PASSED, View.STANDING):
        heading = "Mới nhất trước" if view is View.PASSED else "Đang dừng, thời hạn không tính"
        return [Group(heading, urgent=False, rows=rows)] if rows else []
    today = local(now).date()
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[Row]] = {}
    for row in rows:
        due = local(row.due_at).date() if row.due_at else None
        if row.tone == "late" or (due is not None and due <= today):
            heading = "Trễ hạn và hôm nay"
        elif due is None:
            heading = "Không đặt hạn"
        else:
            heading = "Tuần này" if due <= sunday else "Sau tuần này"
        groups.setdefault(heading, []).append(row)
    return [Group(heading, heading == "Trễ hạn và hôm nay", found) for heading, found in groups.items()]
