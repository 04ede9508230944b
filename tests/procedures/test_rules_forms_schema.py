"""The JSON Schema of a form is a sound schema, and agrees with the server as far as it can speak."""

import json
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from congvu.procedures.rules.forms.sayable import lists_of, necessary, sufficient, whole
from tests.procedures.test_rules_forms_examples import EXAMPLE_DAY, FORMS, SPECS, changed


def ecma_pattern(validator, pattern, value, schema):
    """Read ECMA patterns (flag u), which Python's re cannot."""
    if isinstance(value, str) and not re.search(pattern.replace(r"\p{L}", r"[^\W\d_]"), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


FORMS_PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "forms.md"
NODE = str(Path(sys.executable).parent / "node")
Validator = extend(Draft202012Validator, {"pattern": ecma_pattern})


def patterns_in(schema):
    """Every pattern of a schema, however deep."""
    if isinstance(schema, dict):
        for key, part in schema.items():
            yield from [part] if key == "pattern" and isinstance(part, str) else patterns_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from patterns_in(part)


@pytest.mark.parametrize(("code", "regime"), [*((code, "2025") for code in SPECS), ("1.001193", "2020")])
def test_it_is_a_schema_of_the_draft(code, regime):
    Draft202012Validator.check_schema(FORMS[code].json_schema(regime), format_checker=None)


def test_its_patterns_are_ecma_patterns():
    patterns = {pattern for form in FORMS.values() for pattern in patterns_in(form.json_schema("2025"))}
    script = "for (const p of JSON.parse(require('fs').readFileSync(0, 'utf8'))) new RegExp(p, 'u')"

    ending = subprocess.run([NODE, "-e", script], input=json.dumps(sorted(patterns)), text=True, check=False)

    assert ending.returncode == 0


@pytest.mark.parametrize("code", SPECS)
def test_the_valid_example_validates(code):
    Validator(FORMS[code].json_schema("2025")).validate(SPECS[code]["examples"]["valid"])


@pytest.mark.parametrize("code", SPECS)
def test_what_it_refuses_the_server_refuses_too(code):
    """Change the valid example in one place after the other; the schema may be milder, never harder."""
    validator, form = Validator(FORMS[code].json_schema("2025")), FORMS[code]
    for key in SPECS[code]["examples"]["valid"]:
        for value in ("x", 0, "Đúng Mẫu", "2026-11-23", True, "yes", "no"):
            sent = deepcopy(SPECS[code]["examples"]["valid"]) | {key: value}
            if not form.check(sent, today=EXAMPLE_DAY):
                validator.validate(sent)


def test_it_says_most_of_the_wrong_examples():
    refused = 0
    for code, spec in SPECS.items():
        for path, value in spec["examples"]["invalid"]["change"].items():
            sent = changed(spec["examples"]["valid"], {path: value})
            refused += not Validator(FORMS[code].json_schema("2025")).is_valid(sent)

    assert refused >= 80


@pytest.mark.parametrize("code", SPECS)
def test_patterns_are_written_for_ecma(code):
    assert r"\W" not in str(FORMS[code].json_schema("2025"))
    assert "$comment" in FORMS[code].json_schema("2025")


def scopes_of(form):
    """Yield the fields of each object of a form with its checks: the form itself, its groups, the rows of its lists."""
    waiting = [(form.fields, form.checks)]
    while waiting:
        fields, checks = waiting.pop()
        yield [field for field in fields if not field.computed], [check for check in checks if not check.is_warning]
        waiting += [(field.fields, field.checks) for field in fields if field.fields]


def test_the_reference_tells_how_much_of_the_conditions_and_checks_is_said():
    conditions, checks = [], []
    for form in FORMS.values():
        for fields, ruled in scopes_of(form):
            lists = lists_of(fields)
            conditions += [(rule, lists) for field in fields for rule in (field.when, field.required_when) if rule]
            checks += [whole(check.rule.node) for check in ruled]
    partly = [(rule, lists) for rule, lists in conditions if whole(rule.node) is None]

    said = len(conditions) - len(partly)
    words = f"{said} of {len(conditions)} conditions and {len(checks) - checks.count(None)} of {len(checks)} checks"
    page = " ".join(FORMS_PAGE.read_text(encoding="utf-8").split())
    assert words in page and f"The other {len(partly)} conditions" in page
    assert all(necessary(rule, lists) or sufficient(rule, lists) for rule, lists in partly)


@pytest.mark.parametrize("other", ["VN", "LA", "Vương quốc Xa", None])
@pytest.mark.parametrize("agreed", ["VN", None])
@pytest.mark.parametrize("one", ["VN", "Vương quốc Xa"])
def test_two_nationalities_are_compared_as_the_server_does(one, other, agreed):
    code = "2.000528"
    changes = {"father.nationality": one, "mother.nationality": other, "nationality_agreed": agreed}
    sent = changed(SPECS[code]["examples"]["valid"], changes)

    refused = not Validator(FORMS[code].json_schema("2025")).is_valid(sent)

    unlisted = one == other == "Vương quốc Xa"
    assert refused == bool(FORMS[code].check(sent, today=EXAMPLE_DAY)) or (unlisted and not refused)


def test_answers_about_mobility_are_refused_where_a_certificate_is_only_replaced():
    form = FORMS["1.001699"]
    sent = changed(SPECS["1.001699"]["examples"]["valid"], {"request_kind": "replace"})
    rules = [rule for rule in form.json_schema("2025")["allOf"] if "walking" in str(rule.get("else"))]

    assert all(not Validator(rule).is_valid({**sent, "walking": "alone"}) for rule in rules) and rules
    assert "walking:unknown" in [f"{e.path}:{e.code}" for e in form.check(sent, today=EXAMPLE_DAY)]


@pytest.mark.parametrize(
    ("day", "good"), [("2015-12-31", True), ("2016-01-01", False), ("2016-01-02", False), ("1999-05-06", True)]
)
def test_a_day_is_held_against_a_fixed_day(day, good):
    sent = changed(SPECS["1.004884"]["examples"]["valid"], {"previous.registered_on": day})

    assert Validator(FORMS["1.004884"].json_schema("2025")).is_valid(sent) == good
    assert ("before_2016" not in [error.code for error in FORMS["1.004884"].check(sent, today=EXAMPLE_DAY)]) == good
