"""Every example of every form: the valid one passes, the wrong one gives exactly its listed errors."""

import re
from copy import deepcopy
from datetime import date

import pytest

from congvu.procedures import data
from congvu.procedures.rules.forms.compiler import compile_form, library_with_order_kept, with_order_kept

EXAMPLE_DAY = date.fromisoformat(data.form_rules()["meta"]["example_today"])
LIBRARY = data.form_library()
SPECS = {code: data.form(code) for code in data.codes()}
FORMS = {code: compile_form(spec, LIBRARY) for code, spec in SPECS.items()}


def changed(valid, change):
    """Lay the changes over the valid example: paths to new values, None removes."""
    found = deepcopy(valid)
    for path, value in change.items():
        *way, last = [int(part) if part.isdigit() else part for part in re.split(r"\.|\[(\d+)\]\.?", path) if part]
        place = found
        for part in way:
            place = place[part]
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return found


@pytest.mark.parametrize("code", SPECS)
def test_the_valid_example_passes(code):
    errors = FORMS[code].check(SPECS[code]["examples"]["valid"], today=EXAMPLE_DAY)

    assert [str(error) for error in errors] == []


@pytest.mark.parametrize("code", SPECS)
def test_the_wrong_example_gives_exactly_its_errors(code):
    examples = SPECS[code]["examples"]
    wrong = changed(examples["valid"], examples["invalid"]["change"])

    errors = FORMS[code].check(wrong, today=EXAMPLE_DAY)

    assert [str(error) for error in errors] == sorted(examples["invalid"]["expect"])


@pytest.mark.parametrize("code", SPECS)
def test_every_error_has_a_sentence(code):
    examples = SPECS[code]["examples"]
    wrong = changed(examples["valid"], examples["invalid"]["change"])

    assert all(error.message for error in FORMS[code].check(wrong, today=EXAMPLE_DAY))


@pytest.mark.parametrize("code", SPECS)
def test_a_form_survives_a_store_that_forgets_the_order_of_keys(code):
    kept = compile_form(with_order_kept(SPECS[code]), library_with_order_kept(LIBRARY))

    for (_, one), (_, other) in zip(kept.walk(), FORMS[code].walk(), strict=True):
        assert one.choices == other.choices
        assert one.choices is None or list(one.choices.labels) == list(other.choices.labels)


@pytest.mark.parametrize("code", SPECS)
def test_conditions_and_checks_name_fields_of_the_form(code):
    form = FORMS[code]
    paths = {path for path, _ in form.walk()}

    names = {name for check in form.checks for name in check.rule.names}
    names |= {name for paper in form.papers if paper.when for name in paper.when.names}
    names |= {name for field in form.fields if field.when for name in field.when.names}

    assert names <= paths


@pytest.mark.parametrize("code", SPECS)
def test_every_paper_is_a_paper_of_the_catalogue(code):
    names = {paper["ten"] for paper in data.catalogue(code)["thanh_phan_ho_so"]}

    assert {paper.name for paper in FORMS[code].papers} <= names
