from datetime import date

import pytest

from congvu.procedures.data import codes, form, form_library
from congvu.procedures.rules.forms.bundles import bundle_from
from congvu.procedures.rules.forms.compiler import compile_form

DAY = date(2020, 4, 27)


def compiled(code):
    return compile_form(form(code), form_library())


def keys_from(code, data):
    known = compiled(code)
    shown = known.shown_steps(data, today=DAY)
    return [[one.key for one in bundle_from(step, known.steps, shown=shown).pages] for step in shown]


def test_pages_that_look_at_nothing_before_them_go_together():
    assert keys_from("2.000908", {})[0] == [one.key for one in compiled("2.000908").steps]


def test_a_page_that_looks_at_an_answer_waits_for_it():
    bundles = keys_from("1.001193", {"case": "both"})

    assert bundles[0] == ["who_asks", "case", "child"]
    assert bundles[3] == ["mother", "father", "marriage", "result"]


def test_a_page_that_an_answer_may_bring_up_ends_the_bundle_too():
    known = compiled("1.001193")
    first, hidden = known.steps[0], known.steps[3]
    shown = [step for step in known.steps if step is not hidden]

    assert hidden.looks_at & {field.key for step in known.steps[:3] for field in step.fields}
    assert [one.key for one in bundle_from(first, known.steps, shown=shown).pages] == ["who_asks", "case", "child"]


@pytest.mark.parametrize("code", codes())
def test_no_page_of_a_bundle_changes_by_what_is_answered_before_it(code):
    known = compiled(code)
    for step in known.steps:
        before = set()
        for one in bundle_from(step, known.steps, shown=known.steps).pages:
            assert not one.looks_at & before
            before |= {field.key for field in one.fields}
