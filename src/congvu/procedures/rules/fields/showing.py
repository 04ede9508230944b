"""What the templates of one page of a form need: every field with its widget, value, error and what describes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from congvu.base.comparisons import is_missing
from congvu.procedures.rules.fields.reading import asked_paths, offered
from congvu.procedures.rules.forms.addresses import LONGEST_PART, NEW, OLD, accepted, parts_of
from congvu.procedures.rules.forms.answers import in_words, number
from congvu.procedures.rules.forms.filling import prefilled
from congvu.procedures.rules.forms.form import Form, is_shown
from congvu.procedures.rules.forms.parts import Choices, Field, FieldKind, FormError, Scope, Step, joined

RADIOS_UP_TO = 6
_PARTS = {"province": "Tỉnh, thành phố", "district": "Huyện, quận", "ward": "Xã, phường", "detail": "Số nhà, đường, ấp"}
_OLD_ONLY = "Huyện, quận (chỉ khi ghi theo tên cũ, trước 01/07/2025)"
_FILLS = {"full_name": "name", "phone": "tel", "email": "email"}
_KEYBOARD = {
    FieldKind.NUMBER: "decimal",
    **dict.fromkeys((FieldKind.MONEY, FieldKind.YEAR, FieldKind.CCCD, FieldKind.MST), "numeric"),
    FieldKind.PHONE: "tel",
    FieldKind.EMAIL: "email",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    id: str
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One input of a day or an address."""

    id: str
    name: str
    label: str
    value: str
    longest: int
    fills: str = ""
    suggestions: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat."""

    path: str
    title: str
    fields: "tuple[FieldView, ...]"


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as a template shows it; two that are equal look the same."""

    path: str
    id: str
    label: str
    widget: str
    hint: str = ""
    value: str = ""
    error: str = ""
    is_optional: bool = False
    is_question: bool = False
    decides: bool = False
    unit: str = ""
    keyboard: str = ""
    fills: str = ""
    longest: int | None = None
    pattern: str = ""
    options: tuple[Option, ...] = ()
    choices: Choices | None = None  # of a select (its chosen value is `value`), or what a datalist suggests
    parts: tuple[Part, ...] = ()
    fields: "tuple[FieldView, ...]" = ()
    rows: tuple[Row, ...] = ()
    can_add: bool = False
    is_title_again: bool = False

    @property
    def is_marked_optional(self) -> bool:
        """Tell whether the page says that it may stay empty; labels of the law often say so themselves."""
        return self.is_optional and "(nếu có)" not in self.label

    @property
    def describes(self) -> str:
        """The ids of hint and error, for aria-describedby."""
        found = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*found, *([f"{self.id}-error"] if self.error else [])])

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing of anybody stands in it: no value, no choice, no error."""
        given = self.value or self.error or self.rows or any(part.value for part in self.parts)
        return not given and all(one.is_blank for one in self.fields) and not any(o.is_chosen for o in self.options)


@dataclass(slots=True)
class StepView:
    """One page: its fields, the errors with the input each leads to, the conditional fields that are asked."""

    key: str
    title: str
    fields: list[FieldView]
    errors: list[tuple[str, str]]
    asked: list[str]
    places: Mapping[str, Sequence[str]]
    note: str = ""


def step_view(
    form: Form,
    step: Step,
    data: Scope,
    *,
    today: date,
    errors: Sequence[FormError] = (),
    places: Mapping[str, Sequence[str]] | None = None,
    regime: str = "",
    watched: frozenset[str] = frozenset(),
) -> StepView:
    """Return the page as the macro `step` of `procedures/jinja2/procedures/form.html` shows it.

    `data` is the whole answer so far, not only of this page. `places` are names to suggest: province, district, ward.
    `watched` are keys of fields on which more than the page looks, as the papers beside it do.
    """
    now = {"2020": OLD, "2025": NEW}.get(regime) or parts_of(today)
    drawing = _Drawing(data, today, now, {error.path: error.message for error in errors}, _deciding(step) | watched)
    title = _without_number(step.title)
    fields = [
        replace(one, is_title_again=True) if _without_number(one.label) == title else one
        for one in drawing.fields(step.fields, data, path="")
    ]
    if len(step.fields) == len(fields) == 1 and fields[0].widget not in ("group", "repeat"):  # no other can join it
        fields = [replace(fields[0], is_question=True)]
    inputs = dict(drawing.inputs)
    order = {input_id: place for place, input_id in enumerate(inputs.values())}
    links = [(_input_of(error.path, inputs), error.message) for error in errors]
    links.sort(key=lambda link: order.get(link[0], 0))
    asked = asked_paths(step.fields, data, today=today)
    return StepView(step.key, step.title, fields, links, asked, places or {})


def id_of(path: str) -> str:
    """Return the id of the input at a path: "f-members-0-full_name"."""
    return "f-" + path.replace("[", "-").replace("]", "").replace(".", "-")


@dataclass(slots=True)
class _Drawing:
    top: Scope
    today: date
    now: tuple[str, ...]
    wrong: Mapping[str, str]
    deciding: frozenset[str]
    inputs: list[tuple[str, str]] = field(default_factory=list)

    def fields(self, fields: Sequence[Field], scope: Scope, *, path: str) -> tuple[FieldView, ...]:
        shown = [one for one in fields if is_shown(one, scope, today=self.today)]
        return tuple([self.one(one, scope, path=joined(path, one.key)) for one in shown])

    def one(self, one: Field, scope: Scope, *, path: str) -> FieldView:
        widget = _widget(one)
        demanded = one.required_when is not None and one.required_when.holds(scope, today=self.today)
        is_open_question = not one.required and not demanded and one.kind != FieldKind.GROUP
        view = FieldView(
            path,
            id_of(path),
            one.label,
            widget,
            hint=one.hint,
            error=self.wrong.get(path, ""),
            is_optional=is_open_question and not (one.kind == FieldKind.BOOLEAN and one.default is not None),
            decides=one.key in self.deciding,
            unit="đồng" if one.kind == FieldKind.MONEY else one.unit,
            keyboard=_KEYBOARD.get(one.kind, ""),
            fills=_FILLS.get(one.key, "") if one.prefill.startswith("account.") else "",
            longest=one.max_length,
            pattern=pattern_for_scripts(one),
            **self.filled(one, scope.get(one.key), scope, widget=widget, path=path),
        )
        first = view.parts[0].id if view.parts else view.options[0].id if view.options else view.id
        self.inputs.append((path, view.id if widget in ("select", "datalist") else first))
        return view

    def filled(self, one: Field, value: object, scope: Scope, *, widget: str, path: str) -> dict[str, Any]:
        """Return what the view says besides the field itself: what is answered, what is offered, what is inside."""
        match widget:
            case "group":
                return {"fields": self.fields(one.fields, value if isinstance(value, Mapping) else {}, path=path)}
            case "repeat":
                return self.rows(one, value, path=path)
            case "date":
                return {"parts": _day_parts(path, value, own=one.prefill == "account.birth_date")}
            case "address":
                ways = accepted(one.as_of, scope=scope, top=self.top, today=self.today, now=self.now)
                return {"parts": _address_parts(path, value, ways=ways, now=self.now)}
            case "radios" | "checkboxes":
                return {"options": _options(one, value, path=path)}
            case "select":
                return {"choices": one.choices, "value": value if isinstance(value, str) else ""}
            case "datalist" if one.choices is not None:
                known = one.choices.labels.get(str(value))
                return {"choices": one.choices, "value": offered(str(value), known) if known else _typed(one, value)}
        return {"value": _typed(one, value)}

    def rows(self, one: Field, value: object, *, path: str) -> dict[str, Any]:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        if not rows and one.required:
            rows = [prefilled(one.fields, {}, today=self.today)] * max(1, one.min_items or 1)
        shown = [
            Row(at, f"{one.label} {place + 1}", self.fields(one.fields, row, path=at))
            for place, row in enumerate(rows)
            for at in (f"{path}[{place}]",)
        ]
        return {"rows": tuple(shown), "can_add": len(rows) < (one.max_items or len(rows) + 1)}


def _options(one: Field, value: object, *, path: str) -> tuple[Option, ...]:
    labels = one.choices.labels if one.choices else {"true": "Có", "false": "Không"}
    given = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else value
    chosen = given if isinstance(given, list) else [given]
    numbered = enumerate(labels.items())
    return tuple([Option(f"{id_of(path)}-{place}", key, label, key in chosen) for place, (key, label) in numbered])


def pattern_for_scripts(one: Field) -> str:
    """Return the pattern as scripts write it (`u`): any letter has another name there."""
    return one.pattern.regex.pattern.replace(r"[^\W\d_]", r"\p{L}") if one.pattern and one.pattern_by is None else ""


def _widget(one: Field) -> str:
    match one.kind:
        case FieldKind.BOOLEAN:
            return "radios"
        case FieldKind.MULTI_CHOICE:
            return "checkboxes"
        case FieldKind.CHOICE if one.choices is not None:
            if one.choices.is_open:
                return "datalist"
            return "radios" if len(one.choices.labels) <= RADIOS_UP_TO else "select"
        case FieldKind.DATE | FieldKind.ADDRESS | FieldKind.GROUP | FieldKind.REPEAT | FieldKind.TEXTAREA:
            return str(one.kind)
    return "text"


def _typed(one: Field, value: object) -> str:
    if is_missing(value) or isinstance(value, Mapping | list):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return in_words(one, value).removesuffix(" đồng") if one.kind == FieldKind.MONEY else number(value)
    return str(value)


def _day_parts(path: str, value: object, *, own: bool) -> tuple[Part, ...]:
    year, month, day = [*str(value).split("-"), "", "", ""][:3] if value else ("", "", "")
    named = (("day", "Ngày", day.lstrip("0")), ("month", "Tháng", month.lstrip("0")), ("year", "Năm", year))
    return tuple(
        [
            Part(f"{id_of(path)}-{key}", f"{path}.{key}", label, text, 4, f"bday-{key}" if own else "", is_number=True)
            for key, label, text in named
        ]
    )


def _address_parts(path: str, value: object, *, ways: set[tuple[str, ...]], now: tuple[str, ...]) -> tuple[Part, ...]:
    given = value if isinstance(value, Mapping) else {}
    names = OLD if OLD in ways else NEW
    labels = _PARTS | ({"district": _OLD_ONLY} if NEW in ways and now == NEW else {})
    return tuple(
        [
            Part(
                f"{id_of(path)}-{key}",
                f"{path}.{key}",
                labels[key],
                str(given.get(key) or ""),
                LONGEST_PART,
                suggestions=key,
            )
            for key in names
        ]
    )


def _without_number(title: str) -> str:
    return re.sub(r"^[\dIVX.]+\s+", "", title).casefold()


def _deciding(step: Step) -> frozenset[str]:
    """The keys of the fields on which the conditions of this page look."""

    def conditions(fields: Sequence[Field]) -> set[str]:
        found: set[str] = set()
        for one in fields:
            for condition in (one.when, one.same_as.when if one.same_as else None):
                found |= {name.rpartition(".")[2] for name in (condition.names if condition else ())}
            found |= conditions(one.fields)
        return found

    return frozenset(conditions(step.fields))


def _input_of(path: str, inputs: Mapping[str, str]) -> str:
    """The input an error leads to: its own, or that of what holds it."""
    while path and path not in inputs:
        path = path.rpartition(".")[0] if path.rfind(".") > path.rfind("[") else path.rpartition("[")[0]
    return inputs.get(path, next(iter(inputs.values()), "noi-dung"))
