"""What was answered, in words for people: the page to check before sending, and the officers' page.

The declaration on paper is elsewhere: `dossiers/rules/papers/declarations.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.base.comparisons import day_of, is_missing
from congvu.base.formats import day, money
from congvu.procedures.rules.forms.addresses import in_one_line
from congvu.procedures.rules.forms.form import Form, is_shown
from congvu.procedures.rules.forms.parts import Field, FieldKind, Scope, joined


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer: its path, label and value in words; `of` names the group or row it belongs to."""

    path: str
    label: str
    value: str
    of: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """The answers of one page of the wizard, and the key of that page, where they can be changed."""

    step: str
    title: str
    rows: tuple[AnswerRow, ...]


def answers(form: Form, data: object, *, today: date) -> list[AnswerSection]:
    """Return what was answered, page by page; a demanded answer that lacks is a row marked missing."""
    scope = _complete(form, data, today=today)
    sections = []
    for step in form.steps:
        rows = tuple(_rows(step.fields, scope, path="", of="", today=today))
        if rows:
            sections.append(AnswerSection(step.key, step.title, rows))
    return sections


def in_words(field: Field, value: object) -> str:
    """Return one value as people read it, an empty text when it is missing."""
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Mapping):
        return in_one_line(value)
    if isinstance(value, list):
        return "; ".join(in_words(field, item) for item in value)
    if isinstance(value, int | float):
        return money(int(value)) if field.kind == FieldKind.MONEY else number(value, unit=field.unit)
    if field.choices is not None:
        return field.choices.labels.get(str(value), str(value))
    found = day_of(value) if field.kind == FieldKind.DATE else None
    return str(value) if found is None else day(found)


def number(value: float, *, unit: str = "") -> str:
    """Return "250,5 m2"."""
    text = repr(value).removesuffix(".0").replace(".", ",")
    return f"{text} {unit}".strip()


def _complete(form: Form, data: object, *, today: date) -> dict[str, object]:
    scope = form.clean(data, today=today)
    return _merged(scope, form.computed(scope))


def _merged(data: Scope, more: Scope) -> dict[str, object]:
    found = dict(data)
    for key, value in more.items():
        inner = found.get(key)
        found[key] = _merged(inner, value) if isinstance(inner, Mapping) and isinstance(value, Mapping) else value
    return found


def _rows(fields: Sequence[Field], scope: Scope, *, path: str, of: str, today: date) -> Iterator[AnswerRow]:
    for field in fields:
        here, value = joined(path, field.key), scope.get(field.key)
        if not field.computed and not is_shown(field, scope, today=today):
            continue
        if field.kind == FieldKind.GROUP:
            inner = value if isinstance(value, Mapping) else {}
            yield from _rows(field.fields, inner, path=here, of=field.label, today=today)
        elif field.kind == FieldKind.REPEAT and isinstance(value, list):
            for place, row in enumerate(value):
                name, row_path = f"{field.label} {place + 1}", f"{here}[{place}]"
                yield from _rows(field.fields, row, path=row_path, of=name, today=today)
        else:
            words = in_words(field, value)
            demanded = field.required or (
                field.required_when is not None and field.required_when.holds(scope, today=today)
            )
            if words or (demanded and not field.computed):
                yield AnswerRow(here, field.label, words, of, is_missing=not words)
