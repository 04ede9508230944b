"""A fee that is counted by copies and pages: the rate is data of the catalogue (`cach_tinh_phi`), the sum is told.

Law: the rate stands beside the note of the fee (`ghi_chu_phi`) with the same confidence; nothing is counted without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.base.formats import money

Rate = Mapping[str, Any]  # Any: as the catalogue writes it


@dataclass(frozen=True, slots=True)
class Counted:
    """What a declaration costs, and how that came about in words."""

    amount_vnd: int
    words: str


def counted_fee(rate: Rate | None, data: Mapping[str, object]) -> Counted | None:
    """Return the fee of what was declared; None without a rate, or while copies or pages are not declared."""
    if rate is None:
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
    copies, pages = _count(row.get(rate["so_ban"])), _count(row.get(rate.get("so_trang", "")))
    if copies is None or (pages is None and "moi_ban" not in rate):
        return None
    each = of_one_copy(rate, pages=pages or 0)
    name = f"{row['name']}: " if "danh_sach" in rate and row.get("name") else ""
    long = f" {pages} trang" if "moi_ban" not in rate else ""
    return Counted(copies * each, f"{name}{copies} bản{long} × {money(each)} = {money(copies * each)}")


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
