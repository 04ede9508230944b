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

from tests.procedures.test_rules_forms_examples import EXAMPLE_DAY, FORMS, SPECS, changed


def ecma_pattern(validator, pattern, value, schema):
    """Read ECMA patterns (flag u), which Python's re cannot."""
    if isinstance(value, str) and not re.search(pattern.replace(r"\p{L}", r"[^\W\d_]"), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


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
