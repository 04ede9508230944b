"""Addresses in a form: which catalogue of places an address must follow, the old of three tiers or the new of two."""

from collections.abc import Mapping
from datetime import date
from typing import TypeGuard

from congvu.base.comparisons import day_of, lookup

Scope = Mapping[str, object]
TWO_TIERS_FROM = date(2025, 7, 1)
OLD = ("province", "district", "ward", "detail")
NEW = ("province", "ward", "detail")
LONGEST_PART = 200  # characters


def parts_of(day: date) -> tuple[str, ...]:
    """Return the parts of an address under the catalogue of that day."""
    return NEW if day >= TWO_TIERS_FROM else OLD


def accepted(as_of: str, *, scope: Scope, top: Scope, today: date, now: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return the ways an address may be written: that of its day, and for a past day also that of `now`."""
    if as_of == "today":
        return {now}
    day = None if as_of == "any" else day_of(lookup(scope, as_of)) or day_of(lookup(top, as_of))
    if day is None:
        return {OLD, NEW}
    return {parts_of(day), now} if day < today else {parts_of(day)}


def is_address(value: object, *, ways: set[tuple[str, ...]]) -> TypeGuard[dict[str, str]]:
    """Tell whether the value is an address written in one of the ways; only the detail may be empty."""
    if not isinstance(value, Mapping) or not any(set(way) == set(value) for way in ways):
        return False
    return all(isinstance(part, str) and (part.strip() or key == "detail") for key, part in value.items())


def in_one_line(value: Mapping[str, object]) -> str:
    """Return "Ấp Ví Dụ, Xã Bình Đại, Tỉnh Vĩnh Long"."""
    parts = [str(value.get(key) or "").strip() for key in ("detail", "ward", "district", "province")]
    return ", ".join(part for part in parts if part)
