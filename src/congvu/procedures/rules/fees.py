"""A fee that is counted by copies and pages: the rate is data of the catalogue, the sum is told.

`cach_tinh_phi` counts the fee of the procedure, `phi_ban_sao` one for copies that may be asked for besides;
`le_phi_qua_han` is a lệ phí that only a late registration costs, of an amount that the provincial council sets.
Law: a rate stands in the catalogue with its note or its source; nothing is counted without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.base.expressions import ExpressionError, parse
from congvu.base.formats import money

Rate = Mapping[str, Any]  # Any: as the catalogue writes it


@dataclass(frozen=True, slots=True)
class Counted:
    """What a declaration costs, and how that came about in words."""

    amount_vnd: int
    words: str


def counted_fee(rate: Rate | None, data: Mapping[str, object]) -> Counted | None:
    """Return the fee of what was declared; None without a rate, or while copies or pages are not declared."""
    if rate is None or any(_at(data, path) != wanted for path, wanted in rate.get("khi", {}).items()):
        return None
    rows = _rows(rate, data)
    counted = [_of_row(rate, row) for row in rows]
    if not counted or any(one is None for one in counted):
        return None
    known = [one for one in counted if one is not None]
    total = sum(one.amount_vnd for one in known)
    words = "; ".join(one.words for one in known)
    return Counted(total, words if len(known) == 1 else f"{words}; cộng {money(total)}")


def of_one_copy(rate: Rate, *, pages: int) -> int:
    """Return what one copy of so many pages costs: the steps of the rate page by page, not above its ceiling."""
    if "moi_ban" in rate:
        return int(rate["moi_ban"])
    total, before = 0, 0
    for step in rate["moi_trang"]:
        last = min(pages, step.get("den_trang", pages))
        total += max(0, last - before) * int(step["dong"])
        before = max(before, last)
    return min(total, int(rate.get("toi_da_ban", total)))


def rate_words(rate: Rate | None, *, note: str) -> str:
    """Return the price of copies asked for besides, empty without one or where the note says it already."""
    if rate is None or f"{money(rate['moi_ban'])}/bản" in note:
        return ""
    return f"{rate['ten']} (nếu xin thêm): {money(rate['moi_ban'])}/bản"


def late_fee(rate: Rate | None, data: Mapping[str, object], *, today: date) -> str:
    """Return the name of the fee that a late registration costs, empty while what was declared is in time."""
    return str(rate["ten"]) if rate is not None and parse(rate["khi"]).holds(data, today=today) else ""


def wrong_in_late(rate: Rate) -> str:
    """Return what is wrong in a fee of late registrations, an empty text when it may be published."""
    try:
        parse(rate["khi"])
    except (KeyError, ExpressionError):
        return "Lệ phí quá hạn phải có khi, là một biểu thức trên tờ khai."
    return "" if isinstance(rate.get("ten"), str) else "Lệ phí quá hạn phải có ten."


def wrong_in_copies(rate: Rate, *, fee_vnd: object) -> str:
    """Return what is wrong in a rate of copies asked for besides; it is the only phí of its procedure."""
    if not isinstance(rate.get("ten"), str) or not _is_amount(rate.get("moi_ban")) or not rate.get("nguon"):
        return "Phí bản sao phải có ten, moi_ban và nguon."
    if fee_vnd != 0:
        return "Phí bản sao chỉ đặt được cho thủ tục có phi_vnd là 0."
    return wrong_in(rate)


def wrong_in(rate: Rate) -> str:
    """Return what is wrong in a rate, an empty text when it may be published."""
    if not isinstance(rate.get("so_ban"), str):
        return "Cách tính phí phải nói số bản ở mục nào của tờ khai (so_ban)."
    steps = rate.get("moi_trang")
    if _is_amount(rate.get("moi_ban")):
        return ""
    if not isinstance(steps, list) or not steps or not isinstance(rate.get("so_trang"), str):
        return "Cách tính phí phải có moi_ban, hoặc moi_trang kèm so_trang."
    if not all(_is_amount(step.get("dong")) for step in steps) or any("den_trang" not in step for step in steps[:-1]):
        return "Mỗi bậc của moi_trang phải có dong; bậc trước bậc cuối phải có den_trang."
    return ""


def _is_amount(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _rows(rate: Rate, data: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    listed = data.get(rate["danh_sach"]) if "danh_sach" in rate else [data]
    return [row for row in listed if isinstance(row, Mapping)] if isinstance(listed, list) else []


def _of_row(rate: Rate, row: Mapping[str, object]) -> Counted | None:
    copies, pages = _count(_at(row, rate["so_ban"])), _count(_at(row, rate.get("so_trang", "")))
    if copies is None or (pages is None and "moi_ban" not in rate):
        return None
    each = of_one_copy(rate, pages=pages or 0)
    name = f"{row['name']}: " if "danh_sach" in rate and row.get("name") else ""
    long = f" {pages} trang" if "moi_ban" not in rate else ""
    return Counted(copies * each, f"{name}{copies} bản{long} × {money(each)} = {money(copies * each)}")


def _at(data: Mapping[str, object], path: str) -> object:
    """Return what stands at a.b in the declaration, None where there is nothing."""
    value: object = data
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
