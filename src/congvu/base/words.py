"""Numbers, money and days in Vietnamese words, as forms and certificates ask for them ("ghi bằng chữ").

An empty tens place is read "linh" (một trăm linh năm), the word of the national curriculum, understood everywhere;
the southern "lẻ" says the same. 1, 4 and 5 after a ten change as spoken: hai mươi mốt, hai mươi tư, hai mươi lăm.
"""

from datetime import date

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_UNITS = ("", " nghìn", " triệu")
_LARGEST = 10**18


def number_in_words(number: int) -> str:
    """Return "một trăm hai mươi ba nghìn". Raises ValueError for 10 to the power 18 and beyond."""
    if abs(number) >= _LARGEST:
        raise ValueError("too large to be read")
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = f"{number_in_words(billions)} tỷ" if billions else ""
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += f" {_hundreds(group, after=bool(words))}{_UNITS[power]}"
    return words.strip()


def money_in_words(vnd: int) -> str:
    """Return "Năm mươi nghìn đồng", with a capital as contracts have it."""
    words = f"{number_in_words(vnd)} đồng"
    return words[0].upper() + words[1:]


def date_in_words(day: date) -> str:
    """Return "Ngày hai mươi bảy tháng tư năm hai nghìn không trăm hai mươi"; the first ten days read "mồng"."""
    number = number_in_words(day.day)
    first_ten = "mồng " if day.day <= 10 else ""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {first_ten}{number} tháng {month} năm {number_in_words(day.year)}"


def _hundreds(number: int, *, after: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or after else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    elif ones and words:
        words.append("linh")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 4 and tens > 1:
        words.append("tư")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return " ".join(words)
