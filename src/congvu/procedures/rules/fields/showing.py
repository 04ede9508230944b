"""What the templates of one page of a form need: every field with its widget, value, error and what describes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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


@dataclass(slots=True)
class Option:
    """One choice of a list."""

    id: str
    value: str
    text: str
    is_chosen: bool


@dataclass(slots=True)
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


@dataclass(slots=True)
class Row:
    """One row of a repeat."""

    path: str
    title: str
    fields: "list[FieldView]"


@dataclass(slots=True)
class FieldView:
    """One field as a template shows it."""

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
    options: list[Option] = field(default_factory=list)
    choices: Choices | None = None  # of a select (its chosen value is `value`), or what a datalist suggests
    parts: list[Part] = field(default_factory=list)
    fields: "list[FieldView]" = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
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
    fields = drawing.fields(step.fields, data, path="")
    if len(step.fields) == len(fields) == 1 and fields[0].widget not in ("group", "repeat"):  # no other can join it
        fields[0].is_question = True
    inputs = dict(drawing.inputs)
    order = {input_id: place for place, input_id in enumerate(inputs.values())}
    links = [(_input_of(error.path, inputs), error.message) for error in errors]
    links.sort(key=lambda link: order.get(link[0], 0))
    for one in fields:
        one.is_title_again = _without_number(one.label) == _without_number(step.title)
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

    def fields(self, fields: Sequence[Field], scope: Scope, *, path: str) -> list[FieldView]:
        shown = [one for one in fields if is_shown(one, scope, today=self.today)]
        return [self.one(one, scope, path=joined(path, one.key)) for one in shown]

    def one(self, one: Field, scope: Scope, *, path: str) -> FieldView:
        view = FieldView(path, id_of(path), one.label, _widget(one), hint=one.hint, error=self.wrong.get(path, ""))
        view.unit, view.longest, view.keyboard = one.unit, one.max_length, _KEYBOARD.get(one.kind, "")
        view.unit = "đồng" if one.kind == FieldKind.MONEY else one.unit
        view.pattern = pattern_for_scripts(one)
        demanded = one.required_when is not None and one.required_when.holds(scope, today=self.today)
        is_open_question = not one.required and not demanded and one.kind != FieldKind.GROUP
        view.is_optional = is_open_question and not (one.kind == FieldKind.BOOLEAN and one.default is not None)
        view.decides = one.key in self.deciding
        view.fills = _FILLS.get(one.key, "") if one.prefill.startswith("account.") else ""
        self.fill(view, one, scope.get(one.key), scope)
        first = view.parts[0].id if view.parts else view.options[0].id if view.options else view.id
        self.inputs.append((path, view.id if view.widget in ("select", "datalist") else first))
        return view

    def fill(self, view: FieldView, one: Field, value: object, scope: Scope) -> None:
        if view.widget == "group":
            view.fields = self.fields(one.fields, value if isinstance(value, Mapping) else {}, path=view.path)
        elif view.widget == "repeat":
            self.rows(view, one, value)
        elif view.widget == "date":
            view.parts = _day_parts(view, value, own=one.prefill == "account.birth_date")
        elif view.widget == "address":
            ways = accepted(one.as_of, scope=scope, top=self.top, today=self.today, now=self.now)
            view.parts = _address_parts(view, value, ways=ways, now=self.now)
        elif view.widget in ("radios", "checkboxes"):
            self.options(view, one, value)
        elif view.widget == "select":
            view.choices, view.value = one.choices, value if isinstance(value, str) else ""
        elif view.widget == "datalist" and one.choices is not None:
            known = one.choices.labels.get(str(value))
            view.choices, view.value = one.choices, offered(str(value), known) if known else _typed(one, value)
        else:
            view.value = _typed(one, value)

    def rows(self, view: FieldView, one: Field, value: object) -> None:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        if not rows and one.required:
            rows = [prefilled(one.fields, {}, today=self.today)] * max(1, one.min_items or 1)
        for place, row in enumerate(rows):
            path = f"{view.path}[{place}]"
            view.rows.append(Row(path, f"{one.label} {place + 1}", self.fields(one.fields, row, path=path)))
        view.can_add = len(rows) < (one.max_items or len(rows) + 1)

    def options(self, view: FieldView, one: Field, value: object) -> None:
        labels = one.choices.labels if one.choices else {"true": "Có", "false": "Không"}
        given = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else value
        chosen = given if isinstance(given, list) else [given]
        for place, (key, label) in enumerate(labels.items()):
            view.options.append(Option(f"{view.id}-{place}", key, label, key in chosen))


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


def _day_parts(view: FieldView, value: object, *, own: bool) -> list[Part]:
    year, month, day = [*str(value).split("-"), "", "", ""][:3] if value else ("", "", "")
    named = (("day", "Ngày", day.lstrip("0")), ("month", "Tháng", month.lstrip("0")), ("year", "Năm", year))
    return [
        Part(f"{view.id}-{key}", f"{view.path}.{key}", label, text, 4, f"bday-{key}" if own else "", is_number=True)
        for key, label, text in named
    ]


def _address_parts(view: FieldView, value: object, *, ways: set[tuple[str, ...]], now: tuple[str, ...]) -> list[Part]:
    given = value if isinstance(value, Mapping) else {}
    names = OLD if OLD in ways else NEW
    labels = _PARTS | ({"district": _OLD_ONLY} if NEW in ways and now == NEW else {})
    return [
        Part(f"{view.id}-{key}", f"{view.path}.{key}", labels[key], text, LONGEST_PART, suggestions=key)
        for key, text in ((key, str(given.get(key) or "")) for key in names)
    ]


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
