"""Which pages of a form may be shown one after the other before the first of them is answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congvu.procedures.rules.forms.parts import Field, Step


@dataclass(frozen=True, slots=True)
class Bundle:
    """Pages that may be shown together, and whether no page of the form can come after them."""

    pages: list[Step]
    ends_the_form: bool


def bundle_from(step: Step, steps: Sequence[Step], *, shown: Sequence[Step]) -> Bundle:
    """Return the page and those after it that look at no answer of the pages before them in the bundle.

    It ends before a page that does, shown or not: the answers may bring that page up.
    """
    found, keys = [step], {field.key for field in step.fields}
    at = next(place for place, one in enumerate(steps) if one.key == step.key)
    kept = {one.key for one in shown}
    for one in steps[at + 1 :]:
        if one.looks_at & keys:
            return Bundle(found, ends_the_form=False)
        if one.key in kept:
            found.append(one)
            keys |= {field.key for field in one.fields}
    return Bundle(found, ends_the_form=True)


def looked_at(fields: Sequence[Field]) -> Iterator[str]:
    """Yield the first part of every name that the fields look at: in conditions, bounds, patterns, and `same_as`."""
    for one in fields:
        rules = [one.when, one.required_when, one.same_as.when if one.same_as else None]
        rules += [check.rule for check in one.checks]
        for rule in rules:
            yield from (name.split(".")[0] for name in rule.names) if rule else ()
        named = [one.low, one.high, one.as_of, one.same_as.field if one.same_as else None]
        named += [one.pattern_by.field if one.pattern_by else None]
        yield from (name.split(".")[0] for name in named if isinstance(name, str) and name)
        yield from looked_at(one.fields)
