"""The compiled form of a procedure: what it asks, what is wrong in an answer, which papers go with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.base.comparisons import is_missing
from congvu.procedures.rules.forms.addresses import NEW, OLD, parts_of
from congvu.procedures.rules.forms.checking import Checking
from congvu.procedures.rules.forms.filling import computed, followed, normal, prefilled, shown_only
from congvu.procedures.rules.forms.parts import (
    Check,
    Field,
    FieldKind,
    FormError,
    LegalSource,
    Paper,
    Scope,
    Step,
    walk,
)
from congvu.procedures.rules.forms.schema import schema_of

DECLARATION = "declaration_accepted"


@dataclass(frozen=True, slots=True)
class Form:
    """One form (biểu mẫu điện tử), immutable. `added` = fields that are no lines of the paper form, None = all."""

    code: str
    title: str
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    checks: tuple[Check, ...]
    declaration: str
    addressee: Mapping[str, str]
    legal_sources: tuple[LegalSource, ...]
    replaces: str | list[str]
    added: frozenset[str] | None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all steps at the top, without the declaration."""
        return tuple(field for step in self.steps for field in step.fields)

    @property
    def declaration_field(self) -> Field:
        """The last field of every form: the applicant stands by what is written."""
        return Field(
            key=DECLARATION, label="Lời cam đoan", kind=FieldKind.BOOLEAN, hint=self.declaration, required=True
        )

    def walk(self) -> Iterator[tuple[str, Field]]:
        """Yield every field with its path, groups opened, rows of repeats closed."""
        return walk(self.fields)

    def check(self, data: object, *, today: date, regime: str = "") -> list[FormError]:
        """Return every error of a submission, sorted by path; never raises, whatever the data.

        `regime` "2025" wants addresses of today in two tiers, "2020" in three; empty: as the day has it.
        """
        return self._checked(data, today=today, regime=regime).errors

    def warnings(self, data: object, *, today: date) -> list[FormError]:
        """Return what the applicant should look at again; a warning never stops a submission."""
        return self._checked(data, today=today, regime="").warnings

    def check_step(self, step: Step, data: object, *, today: date, regime: str = "") -> list[FormError]:
        """Return the errors that stand in the fields of one page."""
        tidy = _tidy(data)
        checking = Checking(top=tidy, today=today, address_parts=_address_parts(today, regime))
        keys = {field.key for field in step.fields}
        for field in step.fields:
            checking.field(field, tidy, path=field.key)
        checking.rules([check for check in self.checks if top_key(check.at) in keys], tidy, path="")
        return sorted(checking.errors, key=_order)

    def _checked(self, data: object, *, today: date, regime: str) -> Checking:
        tidy = _tidy(data)
        checking = Checking(top=tidy, today=today, address_parts=_address_parts(today, regime))
        checking.fields((*self.fields, self.declaration_field), tidy, path="", checks=self.checks)
        if tidy.get(DECLARATION) is False:
            checking.add(DECLARATION, "must_be_true", self.declaration_field)
        checking.errors.sort(key=_order)
        return checking

    def papers_asked(self, data: object, *, today: date) -> list[Paper]:
        """Return the papers that go with this answer, in the order of the form."""
        scope = self.clean(data, today=today)
        return [paper for paper in self.papers if paper.when is None or paper.when.holds(scope, today=today)]

    @property
    def asked_about_papers(self) -> frozenset[str]:
        """The keys of the fields on which it depends which papers go with an answer."""
        return frozenset(name.rpartition(".")[2] for paper in self.papers if paper.when for name in paper.when.names)

    def prefill(self, sources: Scope, *, today: date) -> dict[str, object]:
        """Return the data a new form starts with, from sources such as {"account": {...}, "business": {...}}."""
        return shown_only(self.fields, prefilled(self.fields, sources, today=today), today=today)

    def follow(self, data: Scope, *, before: Scope, today: date) -> dict[str, object]:
        """Return the data with each group that is the same person as another one filled from it (`same_as`)."""
        return followed(self.fields, data, before=before, today=today)

    def clean(self, data: object, *, today: date) -> dict[str, object]:
        """Return the data tidied: texts normal, nothing that is empty, unknown, computed or not asked in this case."""
        return shown_only((*self.fields, self.declaration_field), _tidy(data), today=today)

    def computed(self, data: object, *, system: Scope | None = None) -> dict[str, object]:
        """Return the fields that the house computes: words, sums, and what other systems gave (`system`)."""
        return computed(self.fields, _tidy(data), system=system or {})

    def shown_steps(self, data: object, *, today: date) -> list[Step]:
        """Return the pages that ask something in this case; what is answered so far decides."""
        scope = self.clean(data, today=today)
        return [step for step in self.steps if any(is_shown(field, scope, today=today) for field in step.fields)]

    def json_schema(self, regime: str) -> dict[str, Any]:
        """Return a JSON Schema 2020-12 of the data under a regime; `$comment` says what it cannot say."""
        return schema_of(self, regime)


def _tidy(data: object) -> dict[str, Any]:
    tidy = normal(data)
    return tidy if isinstance(tidy, dict) else {}


def _order(error: FormError) -> tuple[str, str]:
    return error.path, error.code


def is_shown(field: Field, scope: Scope, *, today: date) -> bool:
    """Tell whether the field is asked in this case."""
    return not field.computed and (field.when is None or field.when.holds(scope, today=today))


def top_key(path: str) -> str:
    """Return the first key of a path: "items" of "items[0].name"."""
    return path.split(".", 1)[0].split("[", 1)[0]


def is_answered(value: object) -> bool:
    """Tell whether something was given."""
    return not is_missing(value) and value != {}


def _address_parts(today: date, regime: str) -> tuple[str, ...]:
    return {"2020": OLD, "2025": NEW}.get(regime) or parts_of(today)
