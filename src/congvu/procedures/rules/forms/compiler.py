"""From the specification of a form, as it is written and published, to the immutable form that checks and shows."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from congvu.base.expressions import Expression, ExpressionError, parse_condition
from congvu.procedures.rules.forms.bundles import looked_at
from congvu.procedures.rules.forms.form import Form
from congvu.procedures.rules.forms.parts import (
    Check,
    Choices,
    Field,
    FieldKind,
    LegalSource,
    Paper,
    Pattern,
    PatternChoice,
    SameAs,
    Step,
)

Spec = Mapping[str, Any]  # Any: what the file holds is judged here
_FIELD_KEYS = {
    *("key", "label", "type", "group", "hint", "required", "required_when", "when", "list", "choices", "pattern"),
    *("pattern_by", "min", "max", "min_age", "max_age", "min_length", "max_length", "min_items", "max_items"),
    *("default", "prefill", "as_of", "computed", "unit", "since"),
    *("include", "omit", "require", "optional", "labels", "same_as"),
}
_OWN_PATTERN = {FieldKind.CCCD: "cccd", FieldKind.MST: "mst", FieldKind.PHONE: "phone", FieldKind.EMAIL: "email"}
_DEEPEST = 4


class FormSpecError(ValueError):
    """The specification is not sound; the message names the place."""


def compile_form(spec: Spec, library: Spec) -> Form:
    """Compile a form with the shared `groups`, `lists` and `patterns` of its library. Raises FormSpecError."""
    where = f"form {spec.get('code')}"
    try:
        compiler = _Compiler(library)
        steps = tuple(
            _step(step, compiler.fields(step["fields"], where=f"{where}, step {step['key']}")) for step in spec["steps"]
        )
        _distinct((field.key for step in steps for field in step.fields), where=where)
        _take_from_groups_before([field for step in steps for field in step.fields], where=where)
        return Form(
            code=spec["code"],
            title=spec["title"],
            steps=steps,
            papers=tuple(compiler.paper(paper, where=where) for paper in spec.get("papers", [])),
            checks=tuple(compiler.check(check, where=where) for check in spec.get("checks", [])),
            declaration=spec["declaration"],
            addressee=dict(spec.get("addressee", {})),
            legal_sources=tuple(LegalSource(**source) for source in spec.get("legal_sources", [])),
            replaces=spec.get("replaces") or "",
            added=None if spec.get("added") == "all" else frozenset(spec.get("added", [])),
        )
    except FormSpecError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise FormSpecError(f"{where}: {error!r}") from error


def _step(spec: Spec, fields: tuple[Field, ...]) -> Step:
    return Step(spec["key"], spec["title"], fields, frozenset(looked_at(fields)))


def with_order_kept(spec: Any) -> Any:
    """Return the specification with choices as lists of pairs: a jsonb column forgets the order of keys."""
    if isinstance(spec, Mapping):
        return {
            key: [[value, label] for value, label in part.items()]
            if key == "choices" and isinstance(part, Mapping)
            else with_order_kept(part)
            for key, part in spec.items()
        }
    return [with_order_kept(part) for part in spec] if isinstance(spec, list) else spec


def library_with_order_kept(library: Spec) -> dict[str, Any]:
    """Return the library in the same way: each list as a list of pairs."""
    lists = {
        name: [[value, label] for value, label in rows.items()] if isinstance(rows, Mapping) else rows
        for name, rows in library["lists"].items()
    }
    return {"groups": with_order_kept(library["groups"]), "lists": lists, "patterns": dict(library["patterns"])}


class _Compiler:
    """Holds the library while one form is compiled."""

    def __init__(self, library: Spec) -> None:
        self.groups: Spec = library["groups"]
        self.lists = {name: _choices(rows) for name, rows in library["lists"].items()}
        self.patterns = {name: Pattern(name, _regex(text)) for name, text in library["patterns"].items()}

    def fields(self, specs: Iterable[Spec], *, where: str, depth: int = 0) -> tuple[Field, ...]:
        """Compile fields, includes spliced in."""
        if depth > _DEEPEST:
            raise FormSpecError(f"{where}: groups lie in one another too deep")
        found: list[Field] = []
        for spec in specs:
            unknown = set(spec) - _FIELD_KEYS
            if unknown:
                raise FormSpecError(f"{where}: unknown words {sorted(unknown)}")
            if "include" in spec:
                found += self.fields(self.tuned(spec, where=where), where=where, depth=depth + 1)
            else:
                found.append(self.field(spec, where=f"{where}, {spec['key']}", depth=depth))
        _distinct((field.key for field in found), where=where)
        return tuple(found)

    def field(self, spec: Spec, *, where: str, depth: int) -> Field:
        """Compile one field; a group or a repeat with what is inside."""
        kind = FieldKind(spec.get("type", "group"))
        group = self.groups[spec["group"]] if "group" in spec else {}
        inner: tuple[Field, ...] = ()
        if kind in (FieldKind.GROUP, FieldKind.REPEAT):
            inner = self.fields(self.tuned(spec, where=where), where=where, depth=depth + 1)
        prefill = spec.get("prefill", "")
        pattern = spec.get("pattern") or _OWN_PATTERN.get(kind)
        return Field(
            key=spec["key"],
            label=spec.get("label") or group["label"],
            kind=kind,
            hint=spec.get("hint", ""),
            required=spec.get("required", False),
            required_when=self.condition(spec.get("required_when"), where=where),
            when=self.condition(spec.get("when"), where=where),
            pattern=self.patterns[pattern] if pattern else None,
            pattern_by=self.pattern_choice(spec["pattern_by"]) if "pattern_by" in spec else None,
            choices=self.choices(spec, kind),
            low=spec.get("min"),
            high=spec.get("max"),
            **{name: spec.get(name) for name in ("min_age", "max_age", "min_length", "max_length")},
            **{name: spec.get(name) for name in ("min_items", "max_items", "default", "since")},
            prefill=prefill if isinstance(prefill, str) else "",
            same_as=self.same_as(spec["same_as"], where=where) if "same_as" in spec else None,
            as_of=spec.get("as_of", "any" if kind == FieldKind.ADDRESS else ""),
            computed=spec.get("computed", ""),
            unit=spec.get("unit", ""),
            fields=inner,
            checks=tuple(self.check(check, where=where) for check in group.get("checks", [])),
        )

    def tuned(self, reference: Spec, *, where: str) -> list[Spec]:
        """Return the fields of the group referred to, with omit, require, optional, labels and prefill applied."""
        name = reference.get("include") or reference["group"]
        flat = self.spliced(self.groups[name]["fields"])
        keys = {spec["key"] for spec in flat}
        prefill = reference.get("prefill") or {}
        labels = reference.get("labels", {})
        lists = [reference.get(word, []) for word in ("omit", "require", "optional")]
        stray = {
            *labels,
            *(prefill if isinstance(prefill, Mapping) else {}),
            *(key for row in lists for key in row),
        } - keys
        if stray:
            raise FormSpecError(f"{where}: group {name} has no {sorted(stray)}")
        omit, require, optional = lists
        done: list[Spec] = []
        for spec in flat:
            key = spec["key"]
            if key in omit:
                continue
            changed = dict(spec)
            if key in labels:
                changed["label"] = labels[key]
            if isinstance(prefill, Mapping) and key in prefill:
                changed["prefill"] = prefill[key]
            if key in require:
                changed["required"] = True
            if key in optional:
                changed["required"] = False
                changed.pop("required_when", None)
            done.append(changed)
        return done

    def spliced(self, specs: Iterable[Spec]) -> list[Spec]:
        """Return the fields with inner includes put in flat, so that tuning reaches them."""
        flat: list[Spec] = []
        for spec in specs:
            flat += self.tuned(spec, where=f"group {spec['include']}") if "include" in spec else [spec]
        return flat

    def same_as(self, spec: Spec, *, where: str) -> SameAs:
        """Compile from which other group the answers of this one may be taken."""
        when = self.condition(spec["when"], where=where)
        assert when is not None
        return SameAs(spec["field"], when)

    def choices(self, spec: Spec, kind: FieldKind) -> Choices | None:
        """Return what a choice offers: its own choices or a list of the library."""
        if kind not in (FieldKind.CHOICE, FieldKind.MULTI_CHOICE):
            return None
        return _choices(spec["choices"]) if "choices" in spec else self.lists[spec["list"]]

    def pattern_choice(self, spec: Spec) -> PatternChoice:
        """Compile a pattern that follows from another field."""
        by_value = {value: self.patterns[name] for value, name in spec.items() if value not in ("field", "default")}
        return PatternChoice(spec["field"], by_value, self.patterns[spec["default"]] if "default" in spec else None)

    def paper(self, spec: Spec, *, where: str) -> Paper:
        """Compile one paper; without a condition it is always asked."""
        when = self.condition(spec.get("when"), where=f"{where}, paper {spec['key']}")
        if when is None and not spec.get("always"):
            raise FormSpecError(f"{where}: paper {spec['key']} is neither always asked nor under a condition")
        return Paper(spec["key"], spec["name"], None if spec.get("always") else when, spec.get("shown", False))

    def check(self, spec: Spec, *, where: str) -> Check:
        """Compile one check."""
        rule = self.condition(spec["rule"], where=f"{where}, check {spec['key']}")
        assert rule is not None
        is_warning, is_condition = spec.get("severity") == "warning", spec.get("condition") is True
        return Check(spec["key"], spec["at"], rule, spec["message"], is_warning, is_condition)

    def condition(self, text: str | None, *, where: str) -> Expression | None:
        """Parse a condition, None when there is none."""
        if text is None:
            return None
        try:
            return parse_condition(text)
        except ExpressionError as error:
            raise FormSpecError(f"{where}: {error} in {text!r}") from error


def _regex(text: str) -> re.Pattern[str]:
    """Letters are those of Unicode, digits only 0 to 9: a personal number in other digits is of no use to anybody."""
    return re.compile(text, re.UNICODE if "\\W" in text else re.ASCII)


def _choices(rows: Any) -> Choices:
    pairs = list(rows.items()) if isinstance(rows, Mapping) else [tuple(row) for row in rows]
    labels = {value: label for value, label in pairs if value != "open"}
    return Choices(labels, is_open=dict(pairs).get("open") is True)


def _distinct(keys: Iterable[str], *, where: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise FormSpecError(f"{where}: two fields have the key {key}")
        seen.add(key)


def _take_from_groups_before(fields: Iterable[Field], *, where: str) -> None:
    groups: dict[str, set[str]] = {}
    for one in fields:
        keys = {inner.key for inner in one.fields} if one.kind == FieldKind.GROUP else set()
        if one.same_as is not None and not keys & groups.get(one.same_as.field, set()):
            raise FormSpecError(f"{where}: {one.key} has nothing in common with a group {one.same_as.field} before it")
        groups[one.key] = keys
