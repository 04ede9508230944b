"""The number of a result (số kết quả), as the pattern of its procedure says, and the symbol of a letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congvu.dossiers.refusals import FieldsMissing

LETTER_SERIES = "Sổ văn bản đi"
NOTICE_SERIES = "Sổ văn bản đi, thông báo"
_BOOK = "01"
_UNIT = "UBND-{symbol}"


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


def letter_rule(symbol: str) -> NumberRule:
    """Return the rule of a letter of that symbol ("UBND-VP"), which a refusal is."""
    return NumberRule(f"{{seq}}/{symbol}", LETTER_SERIES, yearly=True, symbols={})


def notice_rule(symbol: str) -> NumberRule:
    """Return the rule of a notice (thông báo) of that agency: "05/TB-UBND" (NĐ 30/2020, Phụ lục I, ô 3)."""
    return NumberRule("{seq}/TB-{symbol}", NOTICE_SERIES, yearly=True, symbols={})


def letter_symbol(agency: str, unit: str) -> str:
    """Return the symbol of a letter: the issuer's, and the unit's that drafted it (NĐ 30/2020, Phụ lục I, ô 3)."""
    return f"{agency}-{unit}" if unit and unit != agency else agency


def needs_sequence(rule: NumberRule) -> bool:
    """Tell whether the number is counted here; a registration code comes from elsewhere."""
    return "{seq}" in rule.pattern


def book_of(rule: NumberRule, *, year: int) -> str:
    """Return the volume (quyển số) in which the number stands: "01/2020-SCT/BS"."""
    _, marked, volume = rule.series.partition("quyển ")
    return volume.format(book=_BOOK, year=year) if marked else f"{_BOOK}/{year}"


def prefix_of(rule: NumberRule, *, layout: str) -> str:
    """Return the words before the number."""
    if layout == "certification_words":
        return "Số chứng thực: "
    return "Mã số: " if "{registration_code}" in rule.pattern else "Số: "


def written(
    rule: NumberRule, *, seq: int, year: int, event: str, symbol: str, unit: str, province: str, registration_code: str
) -> str:
    """Return the number as it is printed; numbers under ten take a leading zero. Raises FieldsMissing."""
    if "{registration_code}" in rule.pattern and not registration_code:
        raise FieldsMissing("Chưa có mã số do hệ thống đăng ký cấp. Chuyên viên ghi mã số vào dự thảo trước.")
    pattern = rule.pattern.replace(_UNIT, letter_symbol("UBND", unit)) if _UNIT in rule.pattern else rule.pattern
    return pattern.format(
        seq=f"{seq:02d}",
        year=year,
        symbol=rule.symbols.get(event, symbol),
        province=province,
        registration_code=registration_code,
        book=_BOOK,
        personal_number="",
    )
