"""The declaration (tờ khai) that an applicant submitted, as a paper: every line shown to the applicant, by step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from congvu.dossiers.rules.papers.parts import Check, moment_in_words
from congvu.dossiers.rules.papers.values import Line, line_of, with_computed
from congvu.procedures.rules.forms.form import Form, is_answered, is_shown
from congvu.procedures.rules.forms.parts import Field, FieldKind


@dataclass(frozen=True, slots=True)
class Section:
    """One step of the form with its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A submitted declaration: addressee (Kính gửi), sections, the sentence of responsibility, who sent it and when."""

    title: str
    addressee: str
    sections: tuple[Section, ...]
    promise: str
    submitter: str
    submitted_at: datetime
    code: str
    check: Check

    def printed(self) -> dict[str, Any]:  # Any: the shapes of JSON
        """Return the data of `declaration.typ`."""
        return {
            "title": self.title.upper(),
            "addressee": self.addressee,
            "sections": list(self.sections),
            "promise": self.promise,
            "submitter": self.submitter,
            "submitted": moment_in_words(self.submitted_at),
            "code": self.code,
            "check": self.check.line(),
        }


def sections_of(form: Form, data: Mapping[str, object], *, today: date) -> tuple[Section, ...]:
    """Return the answered lines of a form by step; what is no line of the statutory form stands in a last section."""
    whole = with_computed(data, form.computed(data))
    added = form.added or frozenset()
    sections: list[Section] = []
    extra: list[Line] = []
    for step in form.steps:
        own = tuple(field for field in step.fields if field.key not in added)
        sections.append(Section(heading=step.title, lines=tuple(_lines(own, whole, today=today))))
        extra += _lines(tuple(field for field in step.fields if field.key in added), whole, today=today)
    sections.append(Section(heading="Thông tin kê khai thêm ngoài mẫu tờ khai", lines=tuple(extra)))
    return tuple(section for section in sections if section.lines)


def _lines(fields: tuple[Field, ...], scope: Mapping[str, object], *, today: date) -> Iterator[Line]:
    for field in fields:
        value = scope.get(field.key)
        if not is_answered(value) or not (field.computed or is_shown(field, scope, today=today)):
            continue
        if field.kind is FieldKind.GROUP and isinstance(value, Mapping):
            yield from _lines(field.fields, value, today=today)
        elif field.kind is not FieldKind.FILE:
            yield line_of(field, value)
