"""The number of a result (số kết quả), as the pattern of its procedure says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congvu.dossiers.refusals import FieldsMissing


@dataclass(frozen=True, slots=True)
class NumberRule:
    """The counter behind a number: its series and when it begins again; `pattern` with {seq}, {year}, {symbol}, ..."""

    pattern: str
    series: str
    yearly: bool
    symbols: Mapping[str, str]


def number_rule(spec: Mapping[str, Any]) -> NumberRule:
    """Read the rule from the specification of a result."""
    number = spec["number"]
    return NumberRule(number["pattern"], number["series"], number["resets"] == "yearly", number.get("symbols", {}))


def needs_sequence(rule: NumberRule) -> bool:
    """Tell whether the number is counted here; a registration code comes from elsewhere."""
    return "{seq}" in rule.pattern


def written(
    rule: NumberRule, *, seq: int, year: int, event: str, symbol: str, province: str, registration_code: str
) -> str:
    """Return the number as it is printed; numbers under ten take a leading zero. Raises FieldsMissing."""
    if "{registration_code}" in rule.pattern and not registration_code:
        raise FieldsMissing("Chưa có mã số do hệ thống đăng ký cấp. Chuyên viên ghi mã số vào dự thảo trước.")
    return rule.pattern.format(
        seq=f"{seq:02d}",
        year=year,
        symbol=rule.symbols.get(event, symbol),
        province=province,
        registration_code=registration_code,
        book="01",
        personal_number="",
    )
