"""What a submission gets: every error of the data against the form, with the codes of data/forms/meta.yaml.

Conditions read the data as sent. A field that is not shown may hold nothing; a group that is shown is always checked.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from congvu.base.comparisons import age_on, day_of, is_missing, lookup
from congvu.procedures.rules.forms.addresses import LONGEST_PART, accepted, is_address, parts_of
from congvu.procedures.rules.forms.bounds import bound
from congvu.procedures.rules.forms.messages import sentence
from congvu.procedures.rules.forms.parts import (
    LONGEST_CHOICE,
    Check,
    Field,
    FieldKind,
    FormError,
    Pattern,
    Scope,
    joined,
)

_TEXTS = (
    FieldKind.TEXT,
    FieldKind.TEXTAREA,
    FieldKind.CCCD,
    FieldKind.MST,
    FieldKind.PHONE,
    FieldKind.EMAIL,
    FieldKind.FILE,
)
_NUMBERS = (FieldKind.YEAR, FieldKind.NUMBER, FieldKind.MONEY)
_LONGEST = 10_000  # characters, where the form names no limit
_STRANGER = Field(key="", label="Mục này", kind=FieldKind.TEXT)
_MST_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@dataclass(slots=True)
class Checking:
    """One walk over one submission; collects errors and warnings."""

    top: Scope
    today: date
    address_parts: tuple[str, ...] = ()  # of today; empty: as the day has it
    errors: list[FormError] = field(default_factory=list)
    warnings: list[FormError] = field(default_factory=list)

    def add(self, path: str, code: str, about: Field, *, limit: object = None) -> None:
        """Keep one error."""
        self.errors.append(FormError(path, code, sentence(code, about, limit=limit)))

    def fields(self, fields: Sequence[Field], scope: Scope, *, path: str, checks: Sequence[Check]) -> None:
        """Check the fields of one scope, then keys that nobody asked for, then the checks of the scope."""
        for one in fields:
            self.field(one, scope, path=joined(path, one.key))
        known = {one.key for one in fields}
        for key, value in scope.items():
            if key not in known and not is_missing(value):
                self.add(joined(path, str(key)), "unknown", _STRANGER)
        self.rules(checks, scope, path=path)

    def rules(self, checks: Sequence[Check], scope: Scope, *, path: str) -> None:
        """Check the rules over several fields of one scope, where the fields themselves are in order."""
        standing = {error.path for error in self.errors}
        for check in checks:
            at = joined(path, check.at)
            stands = at in standing or any(at.startswith(f"{wrong}.") for wrong in standing)
            if is_missing(lookup(scope, check.at)) or stands or check.rule.holds(scope, today=self.today):
                continue
            into = self.warnings if check.is_warning else self.errors
            into.append(FormError(at, check.key, check.message))

    def field(self, one: Field, scope: Scope, *, path: str) -> None:
        """Check one field: shown or not, given or not, then its value."""
        value = scope.get(one.key)
        if one.computed or (one.when is not None and not one.when.holds(scope, today=self.today)):
            if not is_missing(value):
                self.add(path, "unknown", one)
            return
        if one.kind == FieldKind.GROUP:
            self.group(one, {} if value is None else value, path=path)
        elif is_missing(value):
            demanded = one.required_when is not None and one.required_when.holds(scope, today=self.today)
            if one.required or demanded:
                self.add(path, "required", one)
        elif one.kind == FieldKind.REPEAT:
            self.repeat(one, value, path=path)
        else:
            self.value(one, value, scope, path=path)

    def group(self, one: Field, value: object, *, path: str) -> None:
        """Check what is inside a group."""
        if isinstance(value, Mapping):
            self.fields(one.fields, value, path=path, checks=one.checks)
        else:
            self.add(path, "type", one)

    def repeat(self, one: Field, value: object, *, path: str) -> None:
        """Check the number of rows and each row."""
        if not isinstance(value, list):
            self.add(path, "type", one)
            return
        self.count(one, value, path=path)
        for number, row in enumerate(value):
            self.group(one, row, path=f"{path}[{number}]")

    def count(self, one: Field, value: Sequence[object], *, path: str) -> None:
        """Check how many rows or choices there are."""
        if one.min_items is not None and len(value) < one.min_items:
            self.add(path, "too_few", one, limit=one.min_items)
        elif one.max_items is not None and len(value) > one.max_items:
            self.add(path, "too_many", one, limit=one.max_items)

    def value(self, one: Field, value: object, scope: Scope, *, path: str) -> None:
        """Check one value by its kind; at most one error comes of it."""
        if one.kind in _TEXTS:
            self.text(one, value, scope, path=path)
        elif one.kind in _NUMBERS:
            self.number(one, value, path=path)
        elif one.kind == FieldKind.DATE:
            self.day(one, value, scope, path=path)
        elif one.kind in (FieldKind.CHOICE, FieldKind.MULTI_CHOICE):
            self.choice(one, value, path=path)
        elif one.kind == FieldKind.ADDRESS:
            now = self.address_parts or parts_of(self.today)
            ways = accepted(one.as_of, scope=scope, top=self.top, today=self.today, now=now)
            if not is_address(value, ways=ways):
                self.add(path, "type", one)
            elif any(len(part) > LONGEST_PART for part in value.values()):
                self.add(path, "too_long", one, limit=LONGEST_PART)
        elif not isinstance(value, bool):
            self.add(path, "type", one)

    def text(self, one: Field, value: object, scope: Scope, *, path: str) -> None:
        """Check length and pattern of a text."""
        if not isinstance(value, str):
            self.add(path, "type", one)
        elif one.min_length is not None and len(value) < one.min_length:
            self.add(path, "too_short", one, limit=one.min_length)
        elif len(value) > (one.max_length or _LONGEST):
            self.add(path, "too_long", one, limit=one.max_length or _LONGEST)
        else:
            pattern = pattern_of(one, scope)
            wrong = pattern is not None and not pattern.regex.fullmatch(value)
            if wrong or (one.kind == FieldKind.MST and not mst_check_digit_fits(value)):
                self.add(path, "pattern", one, limit=pattern.name if pattern else "")

    def number(self, one: Field, value: object, *, path: str) -> None:
        """Check a number and its bounds; years and money are whole."""
        fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(_bounded(value))
        if not fits or (one.kind != FieldKind.NUMBER and value != int(value)):  # type: ignore[call-overload]
            self.add(path, "type", one)
        elif one.low is not None and value < one.low:  # type: ignore[operator]  # both are numbers here
            self.add(path, "too_small", one, limit=one.low)
        elif one.high is not None and value > one.high:  # type: ignore[operator]
            self.add(path, "too_large", one, limit=one.high)

    def day(self, one: Field, value: object, scope: Scope, *, path: str) -> None:
        """Check a day, its bounds and the age it means."""
        day = day_of(value) if isinstance(value, str) else None
        if day is None:
            self.add(path, "type", one)
            return
        low = bound(one.low, scope=scope, top=self.top, today=self.today)
        high = bound(one.high, scope=scope, top=self.top, today=self.today)
        if low is not None and day < low:
            self.add(path, "not_in_past" if one.low == "today" else "too_early", one, limit=low)
        elif high is not None and day > high:
            self.add(path, "not_in_future" if one.high == "today" else "too_late", one, limit=high)
        elif one.min_age is not None and age_on(day, self.today) < one.min_age:
            self.add(path, "too_young", one, limit=one.min_age)
        elif one.max_age is not None and age_on(day, self.today) > one.max_age:
            self.add(path, "too_old", one, limit=one.max_age)

    def choice(self, one: Field, value: object, *, path: str) -> None:
        """Check one choice or several."""
        chosen = value if isinstance(value, list) and one.kind == FieldKind.MULTI_CHOICE else [value]
        listed = isinstance(value, list) or one.kind == FieldKind.CHOICE
        assert one.choices is not None
        texts = [item for item in chosen if isinstance(item, str)]
        if not listed or len(texts) != len(chosen):
            self.add(path, "type", one)
        elif all(item in one.choices.labels for item in texts):
            if one.kind == FieldKind.MULTI_CHOICE:
                self.count(one, chosen, path=path)
        elif not one.choices.is_open:
            self.add(path, "choice", one)
        elif any(len(item) > LONGEST_CHOICE for item in texts):
            self.add(path, "too_long", one, limit=LONGEST_CHOICE)
        elif one.pattern and not all(one.pattern.regex.fullmatch(item) for item in texts):
            self.add(path, "pattern", one, limit=one.pattern.name)


def pattern_of(one: Field, scope: Scope) -> Pattern | None:
    """Return the pattern the text must fit, which may follow from another field."""
    if one.pattern_by is None:
        return one.pattern
    decides = scope.get(one.pattern_by.field)
    by_value = one.pattern_by.by_value
    return by_value.get(decides, one.pattern_by.otherwise) if isinstance(decides, str) else one.pattern_by.otherwise


def mst_check_digit_fits(number: str) -> bool:
    """Tell whether the tenth digit of a tax code agrees with the first nine; twelve digits have no check digit."""
    if not re.fullmatch(r"\d{10}(-\d{3})?", number, re.ASCII):
        return True
    total = sum(int(digit) * weight for digit, weight in zip(number[:9], _MST_WEIGHTS, strict=True))
    return int(number[9]) == 10 - total % 11


def _bounded(value: float) -> float:
    return float(value) if abs(value) < 10**18 else math.inf
