"""What a result document says: each line of its specification looked up in form, dossier, officers and systems.

The specification language is `meta.reading` of the result data. Number and day of the document are left out: the
agency's own signature writes them. What staff must still fill in is listed, never guessed.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from congvu.base.formats import day
from congvu.base.words import date_in_words, money_in_words
from congvu.dossiers.rules.papers.values import Line, as_day, line_of, text_of, with_computed
from congvu.dossiers.rules.papers.wording import SPELLED
from congvu.procedures.rules.forms.form import Form, is_answered
from congvu.procedures.rules.forms.parts import Choices, Field, FieldKind

WRITTEN_BY_THE_SEAL = frozenset({"dossier.number", "dossier.signed_on"})
_CALL = re.compile(r"(words|months_after)\(([^,()]+)(?:,\s*(\d+))?\)")
_STAFF = ("officer", "system")
_COUNTED = "Số thành viên"

Spec = Mapping[str, Any]  # Any: one result as the catalogue writes it


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that staff must enter before the draft: path officer.x or system.x, its kind and choices."""

    path: str
    label: str
    kind: FieldKind
    choices: Mapping[str, str]
    hint: str
    source_recorded: bool


@dataclass(frozen=True, slots=True)
class Resolved:
    """The lines of a result in order, and what is still missing."""

    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]

    def value(self, key: str) -> str:
        """Return the text of one line, or dots where it is not known."""
        return next((line.value for line in self.lines if line.key == key and line.value), "……………")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the values of a result come from; `fields` are the fields of the form by path."""

    form: Mapping[str, object]
    dossier: Mapping[str, object]
    officer: Mapping[str, object]
    system: Mapping[str, object]
    fields: Mapping[str, Field]
    today: date

    def value(self, path: str) -> object:
        """Return what stands at form.a.b, dossier.x, officer.x or system.x; None where there is nothing."""
        room, _, rest = path.partition(".")
        value: object = {
            "form": self.form,
            "dossier": self.dossier,
            "officer": self.officer,
            "system": self.system,
        }[room]
        for key in rest.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value if is_answered(value) else None


def resolve_result(
    spec: Spec,
    *,
    blocks: Mapping[str, Sequence[Spec]],
    form: Form,
    form_data: Mapping[str, object],
    dossier: Mapping[str, object],
    officer: Mapping[str, object],
    system: Mapping[str, object],
    today: date,
) -> Resolved:
    """Return the lines of a result and what staff still has to fill in; `today` stands for the day of signing."""
    sources = Sources(
        form=with_computed(form_data, form.computed(form_data, system=system)),
        dossier=dossier,
        officer=officer,
        system=system,
        fields=dict(form.walk()),
        today=today,
    )
    lines, missing = [], []
    for one in spliced(spec["fields"], blocks=blocks):
        if one["from"] in WRITTEN_BY_THE_SEAL:
            continue
        line = _spelled(_line(one, sources), one, sources, code=str(spec["code"]))
        staff = _staff_path(one)
        if line.is_empty and staff and not one.get("optional"):
            missing.append(_missing(one, staff))
        lines.append(line)
    return Resolved(lines=tuple(lines), missing=tuple(missing))


def staff_fields(spec: Spec, *, blocks: Mapping[str, Sequence[Spec]]) -> tuple[Missing, ...]:
    """Return everything that staff may enter for a result, known or not."""
    found = ((one, _staff_path(one)) for one in spliced(spec["fields"], blocks=blocks))
    return tuple(_missing(one, path) for one, path in found if path)


def spliced(fields: Sequence[Spec], *, blocks: Mapping[str, Sequence[Spec]]) -> Iterator[Spec]:
    """Yield the lines of a specification with its blocks opened."""
    for one in fields:
        yield from blocks[one["block"]] if "block" in one else (one,)


def _line(one: Spec, sources: Sources) -> Line:
    for path in (one["from"], one.get("or")):
        if path:
            line = _looked_up(one, path, sources)
            if not line.is_empty:
                return _named(line, one, sources)
    return Line(key=one["key"], label=one["label"], value=str(one.get("default", "")))


def _named(line: Line, one: Spec, sources: Sources) -> Line:
    """Return the line of a place with its name before it (bệnh viện nơi trẻ sinh), where the result asks for that."""
    name = sources.value(one["named"]) if "named" in one else None
    return line if name is None else replace(line, value=f"{name}, {line.value}")


def _spelled(line: Line, one: Spec, sources: Sources, *, code: str) -> Line:
    """Return the line with a choice spelled out by other answers, where the result asks for that."""
    chosen = "" if _CALL.fullmatch(one["from"]) else str(sources.value(one["from"]))
    sentence = SPELLED.get((code, line.key, chosen))
    if sentence is None:
        return line
    answers = {
        path: text_of(field, sources.form.get(path)) for path, field in sources.fields.items() if "." not in path
    }
    return replace(line, value=sentence.format_map(answers))


def _looked_up(one: Spec, path: str, sources: Sources) -> Line:
    call = _CALL.fullmatch(path)
    if call:
        name, inner, amount = call.groups()
        if name == "words":
            return Line(key=one["key"], label=one["label"], value=_words(inner, sources))
        return _months_line(one, as_day(sources.value(inner)), months=int(amount))
    value, field = sources.value(path), _field(one, path, sources)
    if value is None:
        value, field = _neighbour(path, sources) or (None, field)
    if field.kind is FieldKind.REPEAT and one["label"].startswith(_COUNTED) and isinstance(value, list):
        return replace(line_of(field, value, key=one["key"], label=one["label"]), value=f"{len(value):02d}")
    return line_of(field, value, key=one["key"], label=one["label"])


def _neighbour(path: str, sources: Sources) -> tuple[object, Field] | None:
    """Return what the form asks instead: the year for an unknown day of birth, the address abroad."""
    other = f"{path[: -len('birth_date')]}birth_year" if path.endswith("birth_date") else f"{path}_abroad"
    field = sources.fields.get(other.removeprefix("form."))
    value = sources.value(other)
    return (value, field) if field and value is not None else None


def _field(one: Spec, path: str, sources: Sources) -> Field:
    room, _, rest = path.partition(".")
    if room == "form":
        return sources.fields[rest]
    choices = Choices(labels=one["choices"]) if "choices" in one else None
    return Field(key=one["key"], label=one["label"], kind=_kind(one, rest), choices=choices)


def _kind(one: Spec, name: str) -> FieldKind:
    if "type" in one:
        return FieldKind(one["type"])
    if name.endswith("_on"):
        return FieldKind.DATE
    return FieldKind.TEXTAREA if name in ("civil_register_entry", "lines", "members") else FieldKind.TEXT


def _words(path: str, sources: Sources) -> str:
    value = sources.value(path)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return money_in_words(value)
    when = as_day(value)
    return date_in_words(when) if when else str(value)


def _months_line(one: Spec, start: date | None, *, months: int) -> Line:
    """Return the line with its day, or in words counted from the day of signing while that is not known."""
    if start:
        return Line(key=one["key"], label=one["label"], value=day(months_after(start, months)))
    label, what = one["label"].removesuffix(", trước ngày").removesuffix(" đến hết ngày"), ""
    if ": " in label:
        label, what = label.split(": ")
        what = f"{what.removesuffix(f' trong {months} tháng')} trong "
    return Line(key=one["key"], label=label, value=f"{what}{months:02d} tháng kể từ ngày ký")


def months_after(start: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it has no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _staff_path(one: Spec) -> str:
    paths = [path for path in (one["from"], one.get("or", "")) if path.partition(".")[0] in _STAFF]
    return paths[0] if paths else ""


def _missing(one: Spec, path: str) -> Missing:
    return Missing(
        path=path,
        label=one["label"],
        kind=_kind(one, path.partition(".")[2]),
        choices=one.get("choices", {}),
        hint=one.get("hint", ""),
        source_recorded=bool(one.get("source_recorded")),
    )
