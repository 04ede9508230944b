"""How often people may be asked to complete a dossier after acceptance, and how long they have to answer.

Law: both figures are data of the published version with source and confidence (`supplement` of `processes/meta.yaml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNITS = ("days", "working_days")
UNIT_WORDS = {"days": "ngày", "working_days": "ngày làm việc"}


@dataclass(frozen=True, slots=True)
class SupplementTerms:
    """At most so many requests (yêu cầu bổ sung), each to be answered within so many days or working days."""

    at_most: int
    amount: int
    unit: str
    source: str
    confidence: str

    @property
    def window(self) -> str:
        """Return "30 ngày" or "10 ngày làm việc"."""
        return f"{self.amount} {UNIT_WORDS[self.unit]}"


def shared_terms(*, branches: Mapping[str, Any], timers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the terms that hold where a procedure has none of its own, as versions keep them."""
    branch = branches["supplement_after"]
    timer = timers[branch["timer"]]
    return {
        "at_most": branch["at_most"],
        "window": {"after": timer["after"], "unit": timer["unit"]},
        "source": branch.get("source", ""),
        "confidence": branch.get("confidence", "unverified"),
    }


def terms_of(shared: Mapping[str, Any], own: Mapping[str, Any]) -> SupplementTerms:
    """Return the terms of a process: its own where it has them, the shared ones elsewhere."""
    found = {**shared, **own}
    window = found["window"]
    return SupplementTerms(found["at_most"], window["after"], window["unit"], found["source"], found["confidence"])


def wrong_in(own: Mapping[str, Any]) -> str:
    """Return what is wrong in the terms of a process, an empty text when they may be published."""
    at_most, window = own.get("at_most", 0), own.get("window")
    if not _is_count(at_most) or at_most < 0:
        return "Số lần yêu cầu bổ sung (at_most) phải là số nguyên từ 0."
    if window is not None and (window.get("unit") not in UNITS or not _is_count(window.get("after"), least=1)):
        return "Thời gian bổ sung (window) phải có after là số nguyên từ 1 và unit là days hoặc working_days."
    if not own.get("source") or not own.get("confidence"):
        return "Số lần và thời gian bổ sung của riêng thủ tục phải có nguồn (source) và mức tin cậy (confidence)."
    return ""


def _is_count(value: object, *, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
