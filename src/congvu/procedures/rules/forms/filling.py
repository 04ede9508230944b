"""What the house fills in by itself: defaults, known facts about the applicant, computed fields; and tidy data."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from congvu.base.comparisons import day_of, is_missing, lookup, total
from congvu.base.words import date_in_words, money_in_words
from congvu.procedures.rules.forms.checking import Checking
from congvu.procedures.rules.forms.parts import Field, FieldKind, Scope

_DEEPEST = 8


def normal(value: object, *, depth: int = 0) -> object:
    """Return the value with texts in NFC, trimmed and without null characters, which the database cannot keep.

    What lies too deep for any form becomes nothing.
    """
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\x00", "")).strip()
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return {str(key): normal(part, depth=depth + 1) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [normal(part, depth=depth + 1) for part in value]
    return value


def shown_only(fields: Sequence[Field], data: Scope, *, today: date) -> dict[str, object]:
    """Return the data without what is missing, not asked in this case, computed, or unknown to the form.

    A field is judged over what is left of the fields before it, so a chain of conditions falls together.
    """
    given = [one for one in fields if not is_missing(data.get(one.key))]
    kept: dict[str, object] = {one.key: data[one.key] for one in given}
    for one in given:
        value = kept[one.key]
        if one.computed or (one.when is not None and not one.when.holds(kept, today=today)):
            value = None
        elif one.kind == FieldKind.GROUP and isinstance(value, Mapping):
            value = shown_only(one.fields, value, today=today)
        elif one.kind == FieldKind.REPEAT and isinstance(value, list):
            value = [shown_only(one.fields, row, today=today) for row in value if isinstance(row, Mapping)]
        if value in (None, {}, []):
            del kept[one.key]
        else:
            kept[one.key] = value
    return kept


def prefilled(fields: Sequence[Field], sources: Scope, *, today: date) -> dict[str, object]:
    """Return the data that a new form starts with: known facts where they fit the field, defaults elsewhere."""
    found: dict[str, object] = {}
    for one in fields:
        if one.computed or one.kind == FieldKind.REPEAT:
            continue
        if one.kind == FieldKind.GROUP:
            value: object = prefilled(one.fields, sources, today=today)
        else:
            known = lookup(sources, one.prefill) if one.prefill else None
            value = _fitting(one, known, found, today=today)
            value = one.default if value is None else value
        if value not in (None, {}):
            found[one.key] = value
    return found


def _fitting(one: Field, known: object, scope: Scope, *, today: date) -> object:
    if isinstance(known, date):
        known = known.isoformat()
    known = normal(known)
    if is_missing(known):
        return None
    checking = Checking(top=scope, today=today)
    checking.value(one, known, scope, path=one.key)
    return None if checking.errors else known


def computed(fields: Sequence[Field], scope: Scope, *, system: Scope) -> dict[str, object]:
    """Return the computed fields by key, nested as the form is; what cannot be computed yet is left out."""
    found: dict[str, object] = {}
    for one in fields:
        value: object = None
        if one.computed:
            value = _value(one.computed, scope, system=system)
        elif one.kind == FieldKind.GROUP:
            inner = scope.get(one.key)
            value = computed(one.fields, inner, system=system) if isinstance(inner, Mapping) else None
        if value is not None and value != {}:
            found[one.key] = value
    return found


def _value(rule: str, scope: Scope, *, system: Scope) -> object:
    function, _, rest = rule.partition("(")
    if not rest:
        return lookup({"system": system}, rule)
    arguments = [argument.strip(" '") for argument in rest.rstrip(")").split(",")]
    if function == "sum":
        return total(lookup(scope, arguments[0]), arguments[1]) if lookup(scope, arguments[0]) else None
    value = lookup(scope, arguments[0])
    day = day_of(value)
    if day is not None:
        return date_in_words(day)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return money_in_words(value)
    return None


def followed(fields: Sequence[Field], data: Scope, *, before: Scope, today: date) -> dict[str, object]:
    """Return the data with the groups that are `same_as` another one: filled from it where nothing was said in them.

    Each answer that was taken over follows the other group as long as nobody changes it here, and goes when it is the
    same no more; that is seen by `before`, the data until now.
    """
    found = dict(data)
    groups = {one.key: one for one in fields if one.kind == FieldKind.GROUP}
    for one in groups.values():
        if one.same_as is None:
            continue
        source, shared = one.same_as.field, _shared(one, groups[one.same_as.field])
        is_same = one.same_as.when.holds(found, today=today)
        was_same = one.same_as.when.holds(before, today=today)
        own, taken = _part(found, one.key, shared), _part(before, source, shared) if was_same else {}
        defaults = {key: value for key, value in shared.items() if value is not None}
        is_untouched = own == taken if was_same else is_same and own.items() <= defaults.items()
        follow = shared.keys() if is_untouched else {key for key, value in taken.items() if own.get(key) == value}
        if follow:
            now = defaults | (_part(found, source, shared) if is_same else {})
            rest = found.get(one.key)
            kept = {key: value for key, value in rest.items() if key not in follow} if isinstance(rest, Mapping) else {}
            found[one.key] = kept | {key: now[key] for key in follow if key in now}
    return found


def _shared(one: Field, other: Field) -> dict[str, object]:
    """Return the keys that both groups have, each with its default in the first."""
    others = {field.key for field in other.fields}
    return {field.key: field.default for field in one.fields if field.key in others and not field.computed}


def _part(data: Scope, key: str, keys: Mapping[str, object]) -> dict[str, object]:
    group = data.get(key)
    if not isinstance(group, Mapping):
        return {}
    return {name: normal(group[name]) for name in keys if not is_missing(group.get(name))}
