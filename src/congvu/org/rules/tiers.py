"""Tiers by day, and what the head of a document says."""

from dataclasses import dataclass
from datetime import date

TWO_TIERS_FROM = date(2025, 7, 1)  # Law: 72/2025/QH15, 202/2025/QH15


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head of a document says: the superior body, the issuing body, the place before the date."""

    superior: str
    issuer: str
    place: str


def regime_on(day: date) -> str:
    """Return "2020" (province, district, commune) or "2025" (province, commune)."""
    return "2025" if day >= TWO_TIERS_FROM else "2020"
