"""How the values of a form compare: what is missing, what is equal, days, ages, sums, the listed functions.

Nothing here fails: what does not fit together is simply not equal, not larger and has no age.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction


def is_missing(value: object) -> bool:
    """Tell whether the value counts as not given: null, empty text, empty list."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, list | tuple) and not value


def lookup(scope: Mapping[str, object], path: str) -> object:
    """Return what stands at a dotted path of nested mappings, None when there is nothing."""
    value: object = scope
    for key in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def day_of(value: object) -> date | None:
    """Return the day written as 2020-04-27, None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def age_on(born: date, day: date) -> int:
    """Return the full years between birth and a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def cccd_fits(number: str, born: date, gender: str) -> bool:
    """Tell whether a personal number agrees with year of birth and gender (digits 4 to 6)."""
    if not re.fullmatch(r"\d{12}", number, re.ASCII):
        return False
    century, woman = divmod(int(number[3]), 2)
    return (1900 + 100 * century + int(number[4:6]), "female" if woman else "male") == (born.year, gender)


def compare(sign: str, left: object, right: object) -> bool:
    """Tell whether the comparison holds: == != < <= > >= in "not in". Missing: false, except != and "not in"."""
    if sign in ("!=", "not in"):
        return not compare("==" if sign == "!=" else "in", left, right)
    if is_missing(left) or is_missing(right):
        return False
    if sign == "in":
        return isinstance(right, list | tuple) and any(same(left, item) for item in right)
    if sign == "==":
        return same(left, right)
    if isinstance(left, str) and isinstance(right, str):
        low, high = (left, right) if sign in ("<", "<=") else (right, left)
        return low < high or (len(sign) == 2 and low == high)
    if _is_number(left) and _is_number(right):
        small, large = (left, right) if sign in ("<", "<=") else (right, left)
        return small < large or (len(sign) == 2 and small == large)  # type: ignore[operator]  # both are numbers
    return False


def same(left: object, right: object) -> bool:
    """Tell whether two values are equal; true is not 1, and rows are equal part by part."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(same(*pair) for pair in zip(left, right, strict=True))
    return left == right


def call(function: str, given: list, today: date) -> object:
    """Return the value of one listed function; None when an argument that it needs is missing."""
    match function:
        case "filled":
            return not is_missing(given[0])
        case "today":
            return today.isoformat()
        case "contains":
            return compare("in", given[1], given[0])
        case "count":
            return len(_rows(given[0]))
        case "count_where":
            rows = [row for row in _rows(given[0]) if isinstance(row, Mapping)]
            return sum(compare("==", row.get(given[1]), given[2]) for row in rows)
        case "sum":
            return total(given[0], given[1])
        case "starts":
            return isinstance(given[0], str) and isinstance(given[1], str) and given[0].startswith(given[1])
        case "cccd_fits":
            number, born, gender = given[0], day_of(given[1]), given[2]
            if not isinstance(number, str) or is_missing(number) or born is None or not isinstance(gender, str):
                return True
            return is_missing(gender) or cccd_fits(number, born, gender)
    days = [day_of(value) for value in given]
    first, second = days[0], days[1] if len(days) > 1 else today
    if first is None or second is None:
        return None
    return (second - first).days if function == "days" else age_on(first, second)


def total(rows: object, field: str) -> int | float | None:
    """Return the field added over the rows, exactly (0.1 + 0.2 is 0.3); what is missing or no number counts as 0."""
    found = [row.get(field) for row in _rows(rows) if isinstance(row, Mapping)]
    try:
        exact = sum((Fraction(str(value)) for value in found if _is_number(value)), Fraction(0))
        return int(exact) if exact.denominator == 1 else float(exact)
    except (ValueError, OverflowError):  # beyond what a form may hold: nan, infinity, thousands of digits
        return None


def _rows(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
