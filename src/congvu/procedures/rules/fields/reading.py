"""From the posted fields of one page of a form to data: Vietnamese numbers, three-part days, rows added and removed.

What cannot be read is kept as it was typed, so that the person sees it again beside the error.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.http import QueryDict

from congvu.base.comparisons import is_missing
from congvu.base.text import fold
from congvu.procedures.rules.forms.addresses import OLD
from congvu.procedures.rules.forms.filling import prefilled
from congvu.procedures.rules.forms.form import Form, is_answered, is_shown
from congvu.procedures.rules.forms.parts import Field, FieldKind, Scope, Step, joined

_MOST_ROWS = 200
_CURRENCY = re.compile(r"[\s.]|đồng|vnđ|đ$", re.IGNORECASE)


def read_step(form: Form, step: Step, post: QueryDict, *, today: date) -> dict[str, object]:
    """Return what was answered on this page, by the keys of its fields; empty answers are None.

    Everything on the page is read; `form.clean` drops what is not asked in this case. Rows left blank are dropped.
    """
    return _fields(step.fields, post, path="", today=today)


def with_rows_changed(step: Step, data: Scope, post: QueryDict, *, today: date) -> dict[str, object] | None:
    """Return the data of the page with a row added ("add" = path of the list) or removed ("remove" = path of the row).

    None when the person asked for neither.
    """
    wish = "add" if post.get("add") else "remove" if post.get("remove") else ""
    if not wish:
        return None
    match = re.fullmatch(r"([\w.]+?)(?:\[(\d{1,3})\])?", str(post.get(wish)), re.ASCII)
    found: dict[str, object] = {field.key: data.get(field.key) for field in step.fields}
    field = _field_at(step.fields, match[1]) if match else None
    if match is None or field is None:
        return found
    place = int(match[2]) if match[2] else None
    return _changed(found, match[1].split("."), field, place=place if wish == "remove" else None, today=today)


def newly_shown(step: Step, data: Scope, post: QueryDict, *, today: date) -> list[str]:
    """Return the paths of fields that this answer brought up and that were not on the page the person filled in.

    `data` is the whole tidy answer. The page lists what it asked in hidden inputs named "asked".
    """
    return sorted(set(asked_paths(step.fields, data, today=today)) - set(post.getlist("asked")))


def asked_paths(fields: Sequence[Field], scope: Scope, *, path: str = "", today: date) -> list[str]:
    """Return the paths of the conditional fields that are asked in this case, groups opened, rows closed."""
    found = []
    for field in fields:
        if not is_shown(field, scope, today=today):
            continue
        here = joined(path, field.key)
        found += [here] if field.when is not None else []
        if field.kind == FieldKind.GROUP:
            inner = scope.get(field.key)
            found += asked_paths(field.fields, inner if isinstance(inner, Mapping) else {}, path=here, today=today)
    return found


def _fields(fields: Sequence[Field], post: QueryDict, *, path: str, today: date) -> dict[str, object]:
    return {
        field.key: _value(field, post, path=joined(path, field.key), today=today)
        for field in fields
        if not field.computed
    }


def _value(field: Field, post: QueryDict, *, path: str, today: date) -> object:
    match field.kind:
        case FieldKind.GROUP:
            return _fields(field.fields, post, path=path, today=today)
        case FieldKind.REPEAT:
            return _rows(field, post, path=path, today=today)
        case FieldKind.DATE:
            return _day(post, path=path)
        case FieldKind.ADDRESS:
            return _address(post, path=path)
        case FieldKind.MULTI_CHOICE:
            return [value for value in post.getlist(path) if value]
    text = post.get(path, "").strip()
    match field.kind:
        case FieldKind.BOOLEAN:
            return {"true": True, "false": False}.get(text)
        case FieldKind.NUMBER:
            return _number(text)
        case FieldKind.YEAR:
            return int(text) if re.fullmatch(r"\d{1,4}", text, re.ASCII) else text or None
        case FieldKind.MONEY:
            digits = _CURRENCY.sub("", text)
            return int(digits) if re.fullmatch(r"-?\d{1,18}", digits, re.ASCII) else text or None
        case FieldKind.CHOICE if field.choices is not None and field.choices.is_open:
            return _open_choice(field.choices.labels, text)
        case FieldKind.CCCD | FieldKind.PHONE:
            return _digits_together(text, r"[\s.\-]") or None
        case FieldKind.MST | FieldKind.TEXT if field.kind == FieldKind.MST or field.pattern_by is not None:
            return _digits_together(text, r"[\s.]") or None
    return text.replace("\r\n", "\n") or None


def _rows(field: Field, post: QueryDict, *, path: str, today: date) -> list[object]:
    numbers = {
        int(match[1]) for key in post if (match := re.match(rf"{re.escape(path)}\[(\d{{1,3}})\]\.", key, re.ASCII))
    }
    fresh = prefilled(field.fields, {}, today=today)
    found: list[object] = []
    for place in sorted(numbers)[:_MOST_ROWS]:
        row = _fields(field.fields, post, path=f"{path}[{place}]", today=today)
        if (
            not post.get("add")
            and not post.get("remove")
            and all(not is_answered(value) or value == fresh.get(key) for key, value in row.items())
        ):
            continue
        found.append(row)
    return found


def _day(post: QueryDict, *, path: str) -> str | None:
    parts = [post.get(f"{path}.{part}", "").strip() for part in ("year", "month", "day")]
    if not any(parts):
        return None
    if all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in parts):
        year, month, day = map(int, parts)
        if len(parts[0]) == 4 and month < 100 and day < 100:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return "-".join(part.replace("-", "") for part in parts)


def _address(post: QueryDict, *, path: str) -> dict[str, str] | None:
    parts = {part: post.get(f"{path}.{part}", "").strip() for part in OLD}
    if not any(parts.values()):
        return None
    if not parts["district"]:
        del parts["district"]
    return parts


def _number(text: str) -> int | float | str | None:
    """Read 1.250,5 and 250.5; points before groups of three digits separate thousands, as people here write."""
    plain = text.replace(" ", "")
    if "," in plain or re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+", plain, re.ASCII):
        plain = plain.replace(".", "").replace(",", ".", 1)
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", plain, re.ASCII):
        return text or None
    return float(plain) if "." in plain else int(plain)


def _digits_together(text: str, between: str) -> str:
    """Return a number people wrote in groups ("083 090 000 001") as one; other texts stay as they are."""
    together = re.sub(between, "", text)
    return together if re.fullmatch(r"\+?[\d\-]+", together, re.ASCII) else text


def _open_choice(labels: Mapping[str, str], text: str) -> str | None:
    wanted = fold(text)
    for value, label in labels.items():
        if wanted in (fold(value), fold(label), fold(offered(value, label))):
            return value
    return text or None


def offered(value: str, label: str) -> str:
    """Return how a suggestion of an open list reads: with its code when the code is a number people know."""
    return f"{value} {label}" if value.isdigit() else label


def _field_at(fields: Sequence[Field], path: str) -> Field | None:
    key, _, rest = path.partition(".")
    for field in fields:
        if field.key == key:
            if rest and field.kind == FieldKind.GROUP:
                return _field_at(field.fields, rest)
            return field if field.kind == FieldKind.REPEAT and not rest else None
    return None


def _changed(
    data: Mapping[str, object], way: Sequence[str], field: Field, *, place: int | None, today: date
) -> dict[str, object]:
    found, key = dict(data), way[0]
    if len(way) > 1:
        inner = found.get(key)
        found[key] = _changed(inner if isinstance(inner, Mapping) else {}, way[1:], field, place=place, today=today)
        return found
    value = found.get(key)
    rows = list(value) if isinstance(value, list) and not is_missing(value) else []
    if place is None and len(rows) < (field.max_items or _MOST_ROWS):
        rows.append(prefilled(field.fields, {}, today=today))
    elif place is not None and place < len(rows):
        del rows[place]
    found[key] = rows
    return found
