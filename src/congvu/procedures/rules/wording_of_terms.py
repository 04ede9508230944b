"""How limits, fees, hours and trust are said to people.

Fees: an amount that the provincial council sets is unknown here, and unknown is never said as zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.base.formats import money
from congvu.procedures.rules.fees import counted_fee, late_fee, rate_words
from congvu.procedures.rules.plans import UNITS, Plan, PlanStep
from congvu.procedures.terms import Regime

BY_COUNCIL = "theo nghị quyết của HĐND tỉnh"
_UNIT_WORDS = {"working_days": "ngày làm việc", "days": "ngày", "months": "tháng", "working_hours": "giờ làm việc"}
_ONLINE = {
    "3": "Mức độ 3: nộp trên mạng, nhận kết quả tại nơi giải quyết",
    "4": "Mức độ 4: làm trên mạng từ đầu đến cuối",
    "toan_trinh": "Toàn trình: làm trên mạng từ đầu đến cuối",
    "mot_phan": "Một phần: có bước phải đến cơ quan",
}
_TRUST = {
    "sure": "đã thấy trong nguồn tra cứu, chưa đối chiếu Công báo",
    "likely": "biết rõ nhưng chưa xem lại văn bản",
    "unverified": "chưa kiểm chứng, chỉ để minh họa",
}


@dataclass(frozen=True, slots=True)
class Fee:
    """What a procedure costs: the parts that are charged in words, and the note that always goes with them."""

    words: str
    note: str
    is_free: bool


def fee_of(catalogue: Mapping[str, Any]) -> Fee:
    """Return the fee in words; free only when both phí and lệ phí are zero."""
    charge, duty = catalogue["phi_vnd"], catalogue["le_phi_vnd"]
    note = catalogue["ghi_chu_phi"]
    copies = rate_words(catalogue.get("phi_ban_sao"), note=note)
    note = f"{note}. {copies}" if copies else note
    if charge == 0 and duty == 0:
        return Fee("Không thu", note, is_free=True)
    parts = [
        f"{label} {BY_COUNCIL if amount is None else money(amount)}"
        for label, amount in (("Phí", charge), ("Lệ phí", duty))
        if amount != 0
    ]
    return Fee("; ".join(parts), note, is_free=False)


def fee_declared(catalogue: Mapping[str, Any], data: Mapping[str, object], *, today: date) -> Fee:
    """Return the fee of what was declared: by its copies and pages, with copies asked for besides, and when late."""
    fee, counted = fee_of(catalogue), counted_fee(catalogue.get("cach_tinh_phi"), data)
    if counted is not None:
        fee = Fee(f"Phí {money(counted.amount_vnd)}", f"{counted.words}. Mức thu: {fee.note}", is_free=False)
    late = late_fee(catalogue.get("le_phi_qua_han"), data, today=today)
    if late:
        fee = Fee(f"{late} {BY_COUNCIL}", fee.note, is_free=False)
    copies = counted_fee(catalogue.get("phi_ban_sao"), data)
    if copies is None:
        return fee
    words, note = f"{catalogue['phi_ban_sao']['ten']} {money(copies.amount_vnd)}", catalogue["ghi_chu_phi"]
    words = words if fee.is_free else f"{fee.words}; {words[0].lower()}{words[1:]}"
    return Fee(words, f"Bản sao: {copies.words}. {note}", is_free=False)


def limit_words(amount: int, unit: str) -> str:
    """Return "Trong ngày", "3 ngày làm việc", "30 ngày"."""
    return "Trong ngày" if unit == "same_day" else f"{amount} {_UNIT_WORDS[unit]}"


def limit_of(process: Mapping[str, Any], *, regime: Regime | str) -> str:
    """Return the usual limit of a process in words."""
    limit = process[str(regime)]["limit"]
    return limit_words(limit["value"], UNITS[limit["unit"]])


def hours_words(hours: float, *, unit: str) -> str:
    """Return the time of one step: "14 giờ làm việc", "1,5 ngày làm việc", "9 ngày"; days only in whole halves."""
    day = 24 if unit == "calendar_hours" else 8
    name = "ngày" if unit == "calendar_hours" else "ngày làm việc"
    if hours >= day and hours % (day / 2) == 0:
        return f"{_number(hours / day)} {name}"
    return f"{_number(hours)} giờ" + ("" if unit == "calendar_hours" else " làm việc")


def online_of(catalogue: Mapping[str, Any], *, regime: Regime | str) -> str:
    """Return how far the procedure goes online: a level (3, 4) under three tiers, toan_trinh or mot_phan under two."""
    key = "muc_do_demo" if regime == Regime.THREE_TIER else "muc_dvc_hien_hanh"
    return str(catalogue[key])


def online_words(online: str) -> str:
    """Return what an online level means."""
    return _ONLINE[online]


def trust_words(confidence: str) -> str:
    """Return in plain words how far a statement of the catalogue is to be trusted."""
    return _TRUST[confidence]


def who_acts(step: PlanStep, plan: Plan, *, roles: Mapping[str, Any], regime: Regime | str) -> str:
    """Return who does a step: the unit of this procedure where it names one, else the role."""
    if step.id == plan.signs:
        return plan.unit_names["decider"]
    if step.role == "specialist":
        return plan.unit_names["specialist"]
    if step.role == "unit_head":
        return plan.unit_names["head"]
    role = roles.get(step.role, {})
    name = role.get(str(regime)) or role.get("label", "")
    return f"{role['label']}, {name}" if step.role == "records_clerk" and name != role.get("label") else name


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")
