"""Values of forms as a paper prints them: days, money, choices, addresses, and rows as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.base.formats import day, money
from congvu.procedures.rules.forms.addresses import in_one_line
from congvu.procedures.rules.forms.form import is_answered
from congvu.procedures.rules.forms.parts import Field, FieldKind


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paper: label and value, or a table under the label; an empty value is not known."""

    key: str
    label: str
    value: str = ""
    table: Table | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to print after the label."""
        return not self.value and self.table is None


def line_of(field: Field, value: object, *, key: str = "", label: str = "") -> Line:
    """Return a field with its value as one line; rows become a table, the fields of a group one text."""
    key, label = key or field.key, label or field.label
    if field.kind is FieldKind.REPEAT and isinstance(value, Sequence) and not isinstance(value, str) and value:
        return Line(key=key, label=label, table=_table(field, value))
    return Line(key=key, label=label, value=text_of(field, value))


def text_of(field: Field, value: object) -> str:
    """Return the value of a field in one text; "" for no value."""
    if not is_answered(value):
        return ""
    match field.kind:
        case FieldKind.GROUP if isinstance(value, Mapping):
            return "; ".join(_pairs(field, value))
        case FieldKind.REPEAT if isinstance(value, Sequence) and not isinstance(value, str):
            return "; ".join(", ".join(_pairs(field, row)) for row in value if isinstance(row, Mapping))
        case FieldKind.CHOICE:
            return _choice(field, value)
        case FieldKind.MULTI_CHOICE if isinstance(value, Sequence) and not isinstance(value, str):
            return "; ".join(_choice(field, item) for item in value)
        case FieldKind.ADDRESS if isinstance(value, Mapping):
            return in_one_line(value)
    text = plain_text(field.kind, value)
    return f"{text} {field.unit}" if field.unit else text


def plain_text(kind: FieldKind, value: object) -> str:
    """Return a single value without choices: an ISO day as dd/mm/yyyy, money with points, numbers with a comma."""
    match kind:
        case FieldKind.DATE:
            return day(as_day(value)) if as_day(value) else str(value)  # type: ignore[arg-type]
        case FieldKind.MONEY if isinstance(value, int | float):
            return money(int(value))
        case FieldKind.NUMBER if isinstance(value, int | float):
            return number(value)
        case FieldKind.BOOLEAN:
            return "Có" if value else "Không"
    return str(value)


def number(value: int | float) -> str:
    """Return 1.234,5: points between thousands and a comma before decimals; none that mean nothing."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))


def as_day(value: object) -> date | None:
    """Return an ISO text or a day as a day; None for anything else."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _choice(field: Field, value: object) -> str:
    labels = field.choices.labels if field.choices and not field.key.endswith("_code") else {}
    return labels.get(str(value), str(value))


def _pairs(field: Field, value: Mapping[str, object]) -> list[str]:
    found = [(part.label, text_of(part, value.get(part.key))) for part in field.fields]
    return [f"{label}: {text}" for label, text in found if text]


def _table(field: Field, rows: Sequence[object]) -> Table:
    maps = [row for row in rows if isinstance(row, Mapping)]
    used = [part for part in field.fields if any(is_answered(row.get(part.key)) for row in maps)]
    return Table(
        head=("STT", *(_head(part) for part in used)),
        rows=tuple((str(n), *(_cell(part, row.get(part.key)) for part in used)) for n, row in enumerate(maps, start=1)),
    )


def _cell(part: Field, value: object) -> str:
    return "" if value is False else text_of(part, value)


def _head(part: Field) -> str:
    return part.label if len(part.label) <= 40 else part.label.split(" (")[0]


def with_computed(data: Mapping[str, object], computed: Mapping[str, object]) -> dict[str, object]:
    """Return the data of a form with its computed fields put where they belong, groups opened."""
    whole = dict(data)
    for key, value in computed.items():
        inner = whole.get(key)
        if isinstance(value, Mapping) and isinstance(inner, Mapping):
            whole[key] = with_computed(inner, value)
        elif key not in whole:
            whole[key] = value
    return whole
