"""What of a condition JSON Schema (2020-12) can say: all of it, or what it needs at least, or what is enough for it.

Ages, bounds relative to today and the comparison of two fields cannot be said. What must be there for them can, and of
two fields with listed values also which listed values agree.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from congvu.base.expressions import Call, Comparison, Expression, Listing, Literal, Logic, Name, Node
from congvu.procedures.rules.forms.parts import Field, walk

Schema = dict[str, Any]  # Any: JSON
Lists = Mapping[str, Sequence[str]]  # the listed values of choices, by path

_SIGNS = {">=": "minimum", ">": "exclusiveMinimum", "<=": "maximum", "<": "exclusiveMaximum"}
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "==", "!=": "!="}
_NEEDED = frozenset({"age", "age_at", "days"})  # have no value while an argument is missing
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def at(path: str, schema: Schema) -> Schema:
    """Return the schema of data in which the value at a path is there and fits."""
    key, _, rest = path.partition(".")
    inner = at(rest, schema) if rest else schema
    found: Schema = {"type": "object", "required": [key]}
    return found | ({"properties": {key: inner}} if inner else {})


def whole(node: Node) -> Schema | None:
    """Return the schema of exactly the data for which the condition holds, None when JSON Schema cannot say it."""
    match node:
        case Literal(bool() as value):
            return {} if value else {"not": {}}
        case Name(path):
            return at(path, {"const": True})
        case Logic("not", (part,)):
            inner = whole(part)
            return None if inner is None else {"not": inner}
        case Logic(word, parts):
            said = [whole(part) for part in parts]
            if any(part is None for part in said):
                return None
            return {"allOf" if word == "and" else "anyOf": said}
        case Comparison(sign, left, right):
            return _comparison(sign, left, right)
        case Call("filled", (Name(path),)):
            return at(path, {})
        case Call("contains", (Name(path), Literal(value))):
            return at(path, {"type": "array", "contains": {"const": value}})
        case Call("starts", (Name(path), Literal(str() as start))):
            return at(path, {"type": "string", "pattern": f"^{_plain(start)}"})
    return None


def _comparison(sign: str, left: Node, right: Node) -> Schema | None:
    match (sign, left, right):
        case ("!=" | "not in", _, _):
            inner = _comparison("==" if sign == "!=" else "in", left, right)
            return None if inner is None else {"not": inner}
        case ("in", Name(path), Listing(items)) if all(isinstance(item, Literal) for item in items):
            return at(path, {"enum": [item.value for item in items if isinstance(item, Literal)]})
        case ("==", Name(path), Literal(value)):
            return at(path, {"const": value})
        case (_, Name(path), Literal(int() | float() as number)) if sign in _SIGNS and not isinstance(number, bool):
            return at(path, {"type": "number", _SIGNS[sign]: number})
        case (_, Name(path), Literal(str() as day)) if sign in _SIGNS and _DAY.fullmatch(day):
            return at(path, {"type": "string", "pattern": _day_pattern(sign, day)})
        case (_, Literal(), Name()) if sign in _TURNED:
            return _comparison(_TURNED[sign], right, left)
        case ("==" | ">=", Call("count_where", (Name(path), Literal(key), Literal(value))), Literal(int() as least)):
            most = {"maxContains": least} if sign == "==" else {}
            row = {"type": "object", "properties": {key: {"const": value}}, "required": [key]}
            return at(path, {"type": "array", "contains": row, "minContains": least, **most})
    return None


def _plain(text: str) -> str:
    return "".join(f"\\{letter}" if letter in r"\^$.*+?()[]{}|/" else letter for letter in text)


def _day_pattern(sign: str, day: str) -> str:
    """Return the pattern of the ISO days that come before (<) or after (>) a day, the day itself with <= and >=."""
    ways = [f"{day[:place]}[{low}-{high}]" for place, low, high in _other_digits(sign, day)]
    return f"^(?:{'|'.join([*ways, *([day] if len(sign) == 2 else [])])})"


def _other_digits(sign: str, day: str) -> Iterable[tuple[int, int, int]]:
    for place, digit in enumerate(day):
        if sign[0] == "<" and digit not in "-0":
            yield place, 0, int(digit) - 1
        if sign[0] == ">" and digit not in "-9":
            yield place, int(digit) + 1, 9


def lists_of(fields: Sequence[Field]) -> Lists:
    """Return the listed values of the choices below these fields, by path."""
    return {path: list(field.choices.labels) for path, field in walk(tuple(fields)) if field.choices}


def necessary(expression: Expression | None, lists: Lists) -> Schema:
    """Return what holds of all data for which the condition holds; {} when nothing can be said of them."""
    return _needed(expression.node, lists) if expression else {}


def sufficient(expression: Expression | None, lists: Lists) -> Schema | None:
    """Return what holds only of data for which the condition holds; None when nothing can be said of them."""
    return _enough(expression.node, lists) if expression else {}


def _needed(node: Node, lists: Lists) -> Schema:
    exact = whole(node)
    if exact is not None:
        return exact
    match node:
        case Logic("not", (part,)):
            inner = _enough(part, lists)
            return {} if inner is None else {"not": inner}
        case Logic("and", parts):
            said = [one for part in parts if (one := _needed(part, lists))]
            return {"allOf": said} if len(said) > 1 else said[0] if said else {}
        case Logic("or", parts):
            said = [_needed(part, lists) for part in parts]
            return {"anyOf": said} if all(said) else {}
        case Comparison("!=", Name(left), Name(right)) if agreed := _agreed(left, right, lists):
            return {"not": {"anyOf": agreed}}
        case Comparison(sign, left, right) if sign not in ("!=", "not in"):
            there = [at(path, {}) for path in dict.fromkeys([*_names_needed(left), *_names_needed(right)])]
            return {"allOf": there} if len(there) > 1 else there[0] if there else {}
    return {}


def _enough(node: Node, lists: Lists) -> Schema | None:
    exact = whole(node)
    if exact is not None:
        return exact
    match node:
        case Logic("not", (part,)):
            inner = _needed(part, lists)
            return {"not": inner} if inner else None
        case Logic("and", parts):
            said = [_enough(part, lists) for part in parts]
            return None if any(part is None for part in said) else {"allOf": said}
        case Logic("or", parts):
            said = [one for part in parts if (one := _enough(part, lists)) is not None]
            return {"anyOf": said} if said else None
        case Comparison("!=", Name(left), Name(right)):
            ways = [_one_of_them(left, right, value) for value in _shared(left, right, lists)]
            return {"anyOf": ways} if ways else None
    return None


def _names_needed(node: Node) -> list[str]:
    match node:
        case Name(path):
            return [path]
        case Call(function, given) if function in _NEEDED:
            return [name for one in given for name in _names_needed(one)]
    return []


def _shared(left: str, right: str, lists: Lists) -> list[str]:
    return [value for value in lists.get(left, ()) if value in lists.get(right, ())]


def _agreed(left: str, right: str, lists: Lists) -> list[Schema]:
    """Return the ways in which both fields have the same listed value."""
    return [{"allOf": [at(left, {"const": one}), at(right, {"const": one})]} for one in _shared(left, right, lists)]


def _one_of_them(left: str, right: str, value: str) -> Schema:
    """One of the two fields has this value and the other has not."""
    return {"oneOf": [at(path, {"const": value}) for path in (left, right)]}
