"""The example declaration of each form, moved to the day on which a test hands it in: days and addresses."""

import datetime as dt
from functools import cache

from congvu.procedures.data import form

EXAMPLES_ON = dt.date(2026, 11, 23)
OLD_PLACE = {"province": "Tỉnh Bến Tre", "district": "Huyện Bình Đại", "ward": "Xã Lộc Thuận"}
MOVED_YEARS = range(2018, 2028)  # births and older papers stay where they are


@cache
def _example(code: str) -> dict:
    return form(code)["examples"]["valid"]


def data_on(code: str, day: dt.date) -> dict:
    """Return the example of a procedure as somebody would fill it that day: recent days move, places have districts."""
    back = EXAMPLES_ON - day
    return _moved(_example(code), back=back) if back.days > 365 else _example(code)


def _moved(value, *, back: dt.timedelta):
    match value:
        case {"province": _, "ward": _}:
            return OLD_PLACE | {"detail": value.get("detail", "")}
        case dict():
            return {key: _moved(one, back=back) for key, one in value.items()}
        case list():
            return [_moved(one, back=back) for one in value]
        case str() if (day := _day(value)) and day.year in MOVED_YEARS:
            return (day - back).isoformat()
    return value


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
