"""What a form is made of once compiled: fields, steps, papers, checks; the vocabulary of data/forms/meta.yaml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from congvu.base.expressions import Expression

Scope = Mapping[str, object]
LONGEST_CHOICE = 200  # characters of an answer that an open list does not have


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    TEXTAREA = "textarea"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    MONEY = "money_vnd"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    ADDRESS = "address"
    CCCD = "cccd"
    MST = "mst"
    PHONE = "phone"
    EMAIL = "email"
    BOOLEAN = "boolean"
    REPEAT = "repeat"
    GROUP = "group"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named pattern of texts, in Python's way of writing."""

    name: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PatternChoice:
    """The pattern follows from the value of another field of the same scope; `otherwise` for all other values."""

    field: str
    by_value: Mapping[str, Pattern]
    otherwise: Pattern | None


@dataclass(frozen=True, slots=True)
class Choices:
    """The values to choose from with their labels, in order; an open list also takes other texts."""

    labels: Mapping[str, str]
    is_open: bool = False

    def __hash__(self) -> int:
        return hash((len(self.labels), next(iter(self.labels), ""), self.is_open))


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over several fields; `at` is the path where its error stands, in the scope of the rule.

    The message of a condition says what the law asks of everybody (yêu cầu, điều kiện), not only what is wrong here.
    """

    key: str
    at: str
    rule: Expression
    message: str
    is_warning: bool = False
    is_condition: bool = False


@dataclass(frozen=True, slots=True)
class SameAs:
    """A person already declared in another group: while `when` holds, this group starts with those answers."""

    field: str
    when: Expression


@dataclass(frozen=True, slots=True)
class Field:
    """One field, or a group or repeat of fields with the checks of the group."""

    key: str
    label: str
    kind: FieldKind
    hint: str = ""
    required: bool = False
    required_when: Expression | None = None
    when: Expression | None = None
    pattern: Pattern | None = None
    pattern_by: PatternChoice | None = None
    choices: Choices | None = None
    low: float | int | str | None = None  # number, or for a date: today+3d, an ISO day, the key of a date
    high: float | int | str | None = None
    min_age: int | None = None
    max_age: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    default: object = None
    prefill: str = ""
    same_as: SameAs | None = None
    as_of: str = ""
    computed: str = ""
    unit: str = ""
    since: int | None = None
    fields: "tuple[Field, ...]" = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the wizard; `looks_at` are the answers, of whatever page, that decide what it asks and takes."""

    key: str
    title: str
    fields: tuple[Field, ...]
    looks_at: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper (giấy tờ) of the catalogue that goes with the form; a shown one is looked at, not kept."""

    key: str
    name: str
    when: Expression | None
    is_shown: bool


@dataclass(frozen=True, slots=True)
class LegalSource:
    """The text that prescribes the form under a regime, and how sure that is."""

    regime: str
    text: str
    confidence: str


@dataclass(frozen=True, slots=True)
class FormError:
    """One thing wrong in the data: the path of the field, a code for machines, a Vietnamese sentence."""

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.code}"


def joined(path: str, key: str) -> str:
    """Return the path of `key` below `path`."""
    return f"{path}.{key}" if path else key


def walk(fields: tuple[Field, ...], path: str = "") -> Iterator[tuple[str, Field]]:
    """Yield every field with its path, groups opened, rows of repeats closed."""
    for field in fields:
        here = joined(path, field.key)
        yield here, field
        if field.kind == FieldKind.GROUP:
            yield from walk(field.fields, here)
