"""One small safe language for conditions: of fields and papers in a form, of gateways in a process.

Names are dotted paths of fields; there is no attribute access, no arithmetic sign, no call but the listed functions.
Evaluation never fails: a missing or unfitting value makes a comparison false (except != and `not in`).
The meaning is fixed by procedures/data/forms/meta.yaml, `expressions`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from congvu.base.comparisons import call, compare, lookup

LONGEST = 1000  # characters
DEEPEST = 20  # brackets, calls and "not" inside one another
LARGEST = 200  # tokens


class ExpressionError(ValueError):
    """The text is no expression of this language; the message says where and why."""


class Kind(StrEnum):
    """What an expression yields, as far as its text tells; ANY is a field, known only with its value."""

    ANY = "any"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, a number, true or false."""

    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class Name:
    """The path of a field: "child.birth_date"."""

    path: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list written out: ['a', 'b']."""

    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Call:
    """One of the listed functions with its arguments."""

    function: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and one of == != < <= > >= in "not in"."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """Parts joined by "and" or "or", or one part under "not"."""

    word: str
    parts: "tuple[Node, ...]"


Node = Literal | Name | Listing | Call | Comparison | Logic

# function: kinds of its arguments, kind of its value; quoted = written out as a text, the name of a field in the rows
_QUOTED = "quoted"
FUNCTIONS: Mapping[str, tuple[tuple[str, ...], Kind]] = {
    "filled": ((Kind.ANY,), Kind.BOOLEAN),
    "contains": ((Kind.LIST, Kind.ANY), Kind.BOOLEAN),
    "count": ((Kind.LIST,), Kind.NUMBER),
    "count_where": ((Kind.LIST, _QUOTED, Kind.ANY), Kind.NUMBER),
    "sum": ((Kind.LIST, _QUOTED), Kind.NUMBER),
    "age": ((Kind.TEXT,), Kind.NUMBER),
    "age_at": ((Kind.TEXT, Kind.TEXT), Kind.NUMBER),
    "days": ((Kind.TEXT, Kind.TEXT), Kind.NUMBER),
    "today": ((), Kind.TEXT),
    "starts": ((Kind.TEXT, Kind.TEXT), Kind.BOOLEAN),
    "cccd_fits": ((Kind.TEXT, Kind.TEXT, Kind.TEXT), Kind.BOOLEAN),
}
_WORDS = {"and", "or", "not", "in", "true", "false"}
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*')|(?P<number>-?\d{1,15}(?:\.\d{1,9})?)(?![\w.])|(?P<sign>==|!=|<=|>=|<|>)"
    r"|(?P<name>[a-zA-Z]\w*(?:\.[a-zA-Z]\w*)*)(?![\w.])|(?P<mark>[()\[\],]))",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: its text, the fields it names, the kind it yields."""

    text: str
    names: frozenset[str]
    kind: Kind
    node: Node

    def value(self, scope: Mapping[str, object], *, today: date) -> object:
        """Return the value over `scope` (nested mappings); None when it is missing. Never raises."""
        return _value(self.node, scope, today)

    def holds(self, scope: Mapping[str, object], *, today: date) -> bool:
        """Tell whether the expression is true over `scope`."""
        return _value(self.node, scope, today) is True


def parse(text: str) -> Expression:
    """Read an expression. Raises ExpressionError."""
    if not isinstance(text, str):
        raise ExpressionError("an expression is a text")
    if len(text) > LONGEST:
        raise ExpressionError(f"longer than {LONGEST} characters")
    reader = _Reader(_tokens(text))
    node, kind = reader.whole()
    return Expression(text, frozenset(reader.names), kind, node)


def parse_condition(text: str) -> Expression:
    """Read an expression that answers yes or no. Raises ExpressionError."""
    expression = parse(text)
    if expression.kind not in (Kind.BOOLEAN, Kind.ANY):
        raise ExpressionError(f"a condition must be true or false, this is a {expression.kind}")
    return expression


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise ExpressionError(f"not understood from character {at + 1}: {text[at : at + 20]!r}")
        kind = str(match.lastgroup)
        word = match[kind]
        found.append(("word", word) if kind == "name" and word in _WORDS else (kind, word))
        at = match.end()
    if len(found) > LARGEST:
        raise ExpressionError(f"more than {LARGEST} parts")
    return found


class _Reader:
    """Recursive descent over the tokens; collects names and counts depth."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0
        self.names: set[str] = set()

    def whole(self) -> tuple[Node, Kind]:
        found = self.either()
        if self.at < len(self.tokens):
            raise ExpressionError(f"nothing may follow: {self.tokens[self.at][1]!r}")
        return found

    def either(self) -> tuple[Node, Kind]:
        return self.joined("or", self.both)

    def both(self) -> tuple[Node, Kind]:
        return self.joined("and", self.negated)

    def joined(self, word: str, part: Callable[[], tuple[Node, Kind]]) -> tuple[Node, Kind]:
        node, kind = part()
        parts = [node]
        while self.take("word", word):
            self.truth(kind)
            node, kind = part()
            parts.append(node)
        if len(parts) == 1:
            return node, kind
        self.truth(kind)
        return Logic(word, tuple(parts)), Kind.BOOLEAN

    def negated(self) -> tuple[Node, Kind]:
        if not self.take("word", "not"):
            return self.compared()
        self.deeper()
        node, kind = self.negated()
        self.depth -= 1
        self.truth(kind)
        return Logic("not", (node,)), Kind.BOOLEAN

    def compared(self) -> tuple[Node, Kind]:
        left, kind = self.single()
        sign = self.sign()
        if sign is None:
            return left, kind
        right, other = self.single()
        if sign in ("in", "not in"):
            if other not in (Kind.LIST, Kind.ANY):
                raise ExpressionError(f"{sign!r} needs a list on its right")
        elif Kind.ANY not in (kind, other) and kind != other:
            raise ExpressionError(f"a {kind} is compared with a {other}")
        elif sign not in ("==", "!=") and {kind, other} & {Kind.BOOLEAN, Kind.LIST}:
            raise ExpressionError(f"{sign!r} needs numbers, texts or dates")
        if self.sign() is not None:
            raise ExpressionError("comparisons do not chain; use and")
        return Comparison(sign, left, right), Kind.BOOLEAN

    def sign(self) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "sign":
            self.at += 1
            return self.tokens[self.at - 1][1]
        if self.take("word", "in"):
            return "in"
        if self.tokens[self.at : self.at + 2] == [("word", "not"), ("word", "in")]:
            self.at += 2
            return "not in"
        return None

    def single(self) -> tuple[Node, Kind]:
        if self.at >= len(self.tokens):
            raise ExpressionError("it ends too early")
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "text":
            return Literal(word[1:-1]), Kind.TEXT
        if kind == "number":
            return Literal(float(word) if "." in word else int(word)), Kind.NUMBER
        if word in ("true", "false") and kind == "word":
            return Literal(word == "true"), Kind.BOOLEAN
        if kind == "name":
            return self.call(word) if self.take("mark", "(") else self.name(word)
        if (kind, word) in (("mark", "("), ("mark", "[")):
            self.deeper()
            found = self.listing() if word == "[" else self.either()
            if word == "(":
                self.need(")")
            self.depth -= 1
            return found
        raise ExpressionError(f"{word!r} cannot stand here")

    def name(self, path: str) -> tuple[Node, Kind]:
        self.names.add(path)
        return Name(path), Kind.ANY

    def listing(self) -> tuple[Node, Kind]:
        return Listing(tuple(node for node, _ in self.row("]"))), Kind.LIST

    def call(self, function: str) -> tuple[Node, Kind]:
        if function not in FUNCTIONS:
            raise ExpressionError(f"there is no function {function!r}")
        self.deeper()
        given = self.row(")")
        self.depth -= 1
        wanted, result = FUNCTIONS[function]
        if len(given) != len(wanted):
            raise ExpressionError(f"{function} takes {len(wanted)} arguments, not {len(given)}")
        for (node, kind), want in zip(given, wanted, strict=True):
            if want == _QUOTED and not (isinstance(node, Literal) and kind == Kind.TEXT):
                raise ExpressionError(f"{function} needs the name of a field in quotes")
            if want != _QUOTED and Kind.ANY not in (kind, want) and kind != want:
                raise ExpressionError(f"{function} takes a {want}, not a {kind}")
        return Call(function, tuple(node for node, _ in given)), result

    def row(self, end: str) -> list[tuple[Node, Kind]]:
        if self.take("mark", end):
            return []
        found = [self.either()]
        while self.take("mark", ","):
            found.append(self.either())
        self.need(end)
        return found

    def take(self, kind: str, word: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == (kind, word):
            self.at += 1
            return True
        return False

    def need(self, mark: str) -> None:
        if not self.take("mark", mark):
            raise ExpressionError(f"{mark!r} is missing")

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(f"more than {DEEPEST} levels deep")

    @staticmethod
    def truth(kind: Kind) -> None:
        if kind not in (Kind.BOOLEAN, Kind.ANY):
            raise ExpressionError(f"and, or, not need true or false, not a {kind}")


def _value(node: Node, scope: Mapping[str, object], today: date) -> object:
    match node:
        case Literal(value):
            return value
        case Name(path):
            found = lookup(scope, path)
            return found.isoformat() if isinstance(found, date) and not isinstance(found, datetime) else found
        case Listing(items):
            return [_value(item, scope, today) for item in items]
        case Logic("not", (part,)):
            return _value(part, scope, today) is not True
        case Logic(word, parts):
            return (all if word == "and" else any)(_value(part, scope, today) is True for part in parts)
        case Comparison(sign, left, right):
            return compare(sign, _value(left, scope, today), _value(right, scope, today))
        case Call(function, arguments):
            return call(function, [_value(argument, scope, today) for argument in arguments], today)
