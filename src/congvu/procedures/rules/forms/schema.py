"""The JSON Schema (2020-12) of a form, for machines that send dossiers.

It says types, lists, patterns, lengths, numbers, the conditions of fields (those that ask an age or compare two fields
as far as `sayable` can) and the checks of a field against a fixed value or day. It cannot say: bounds relative to today
or to another date, ages, check digits, checks between two fields, which catalogue an address follows, texts that are
blank, and warnings. Data is meant without null, empty texts and lists.
The server is the judge; a submission that validates here may still be refused, one that fails here always is.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from congvu.procedures.rules.forms.addresses import LONGEST_PART, NEW, OLD
from congvu.procedures.rules.forms.parts import LONGEST_CHOICE, Check, Field, FieldKind, Pattern
from congvu.procedures.rules.forms.sayable import Lists, Schema, at, lists_of, necessary, sufficient, whole

if TYPE_CHECKING:
    from congvu.procedures.rules.forms.form import Form

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_CANNOT_SAY = (
    "Không diễn đạt được ở đây: mốc so với ngày hôm nay hoặc với ngày khác, tuổi, số kiểm tra của mã số thuế, "
    "đối chiếu giữa hai mục, danh mục địa danh theo thời điểm, cảnh báo. "
    "Dữ liệu gửi không chứa null, chữ rỗng, danh sách rỗng. Máy chủ kiểm tra lại toàn bộ."
)


def schema_of(form: "Form", regime: str) -> Schema:
    """Return the schema of a whole submission under a regime."""
    fields = (*form.fields, form.declaration_field)
    schema = _object(fields, form.checks, regime=regime)
    schema["properties"][form.declaration_field.key] = {"const": True, "description": form.declaration}
    return {
        "$schema": DRAFT,
        "$id": f"urn:congvu:form:{form.code}:{regime}",
        "$comment": _CANNOT_SAY,
        "title": form.title,
        **schema,
    }


def ecma(pattern: Pattern) -> str:
    """Return the pattern as an ECMA regular expression with the u flag, matching the whole text."""
    letters = pattern.regex.pattern.replace(r"[^\W\d_]", r"\p{L}")
    return f"^(?:{letters})$"


def _object(fields: Sequence[Field], checks: Sequence[Check], *, regime: str) -> Schema:
    asked = [field for field in fields if not field.computed]
    schema: Schema = {
        "type": "object",
        "properties": {field.key: _field(field, regime=regime) for field in asked},
        "additionalProperties": False,
    }
    required = [field.key for field in asked if _is_demanded(field) and field.when is None]
    lists = lists_of(asked)
    rules = [rule for field in asked for rule in _rules(field, lists)]
    for check in checks:
        rule = None if check.is_warning else whole(check.rule.node)
        if rule is not None:
            rules.append({"if": at(check.at, {}), "then": rule, "$comment": f"{check.at}:{check.key}"})
    if required:
        schema["required"] = required
    if rules:
        schema["allOf"] = rules
    return schema


def _is_demanded(field: Field) -> bool:
    """A group with something required inside must be there; its own rules say what is missing."""
    if field.kind == FieldKind.GROUP:
        return any(_is_demanded(inner) and inner.when is None and not inner.computed for inner in field.fields)
    return field.required


def _rules(field: Field, lists: Lists) -> list[Schema]:
    found: list[Schema] = []
    needed, enough = necessary(field.when, lists), sufficient(field.when, lists)
    if needed:
        found.append({"if": needed, "else": {"properties": {field.key: False}}})
    if enough is None:
        return found
    required: Schema = {"required": [field.key]}
    if field.when is not None and _is_demanded(field):
        if found and enough == needed:
            found[-1]["then"] = required
        else:
            found.append({"if": enough, "then": required})
    demanded = sufficient(field.required_when, lists) if field.required_when else None
    if demanded is not None:
        both = demanded if field.when is None else {"allOf": [enough, demanded]}
        found.append({"if": both, "then": required})
    return found


def _field(field: Field, *, regime: str) -> Schema:
    schema = _value(field, regime=regime)
    schema["title"] = field.label
    if field.hint:
        schema["description"] = field.hint
    if field.default is not None:
        schema["default"] = field.default
    return schema


def _value(field: Field, *, regime: str) -> Schema:
    match field.kind:
        case FieldKind.GROUP:
            return _object(field.fields, field.checks, regime=regime)
        case FieldKind.REPEAT:
            rows: Schema = {"type": "array", "items": _object(field.fields, field.checks, regime=regime)}
            return rows | _bounds(field, minItems=field.min_items or 1, maxItems=field.max_items)
        case FieldKind.DATE:
            return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case FieldKind.YEAR | FieldKind.MONEY:
            return {"type": "integer"} | _bounds(field, minimum=field.low, maximum=field.high)
        case FieldKind.NUMBER:
            return {"type": "number"} | _bounds(field, minimum=field.low, maximum=field.high)
        case FieldKind.BOOLEAN:
            return {"type": "boolean"}
        case FieldKind.CHOICE:
            return _choice(field)
        case FieldKind.MULTI_CHOICE:
            many: Schema = {"type": "array", "items": _choice(field)}
            return many | _bounds(field, minItems=field.min_items or 1, maxItems=field.max_items)
        case FieldKind.ADDRESS:
            return _address(field, regime=regime)
    return _text(field)


def _bounds(field: Field, **limits: object) -> Schema:
    return {word: limit for word, limit in limits.items() if limit is not None}


def _choice(field: Field) -> Schema:
    assert field.choices is not None
    listed = [{"const": value, "title": label} for value, label in field.choices.labels.items()]
    if not field.choices.is_open:
        return {"type": "string", "oneOf": listed}
    other = {"type": "string", "minLength": 1, "maxLength": LONGEST_CHOICE} | (
        {"pattern": ecma(field.pattern)} if field.pattern else {}
    )
    return {"anyOf": [*listed, other]}


def _text(field: Field) -> Schema:
    schema: Schema = {"type": "string", "minLength": field.min_length or 1}
    if field.max_length is not None:
        schema["maxLength"] = field.max_length
    if field.kind == FieldKind.EMAIL:
        schema["format"] = "email"
    if field.pattern:
        schema["pattern"] = ecma(field.pattern)
    return schema


def _address(field: Field, *, regime: str) -> Schema:
    ways = [OLD, NEW] if field.as_of != "today" else [NEW if regime == "2025" else OLD]
    written = [_written(way) for way in ways]
    return written[0] if len(written) == 1 else {"oneOf": written}


def _written(way: tuple[str, ...]) -> Schema:
    text: Schema = {"type": "string", "maxLength": LONGEST_PART}
    parts = {part: text | ({"minLength": 1} if part != "detail" else {}) for part in way}
    return {"type": "object", "properties": parts, "required": list(way), "additionalProperties": False}
