"""Whatever is sent, a form answers with errors and never fails."""

import random
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.procedures import data
from congvu.procedures.rules.forms.compiler import compile_form

DAY = date(2026, 11, 23)
LIBRARY = data.form_library()
FORMS = {code: compile_form(data.form(code), LIBRARY) for code in data.codes()}
VALID = {code: data.form(code)["examples"]["valid"] for code in FORMS}
RUBBISH = [
    *(
        None,
        True,
        False,
        0,
        -1,
        10**400,
        1.5,
        1e308,
        float("inf"),
        float("-inf"),
        float("nan"),
        "",
        " ",
        "\x00",
        "x" * 20_000,
    ),
    *(
        "2026-02-30",
        "9999-12-31",
        "0001-01-01",
        "2024-02-29",
        "099090000001",
        "Nguyễn",
        [],
        [[]],
        [None],
        [{}],
        {},
        {"": 1},
    ),
    *(
        {"province": 1},
        {"province": "a", "ward": "b", "detail": "c"},
        [{"a": [{"b": {}}]}],
        ["a", 1, None],
        {"a": {"b": {}}},
    ),
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates().map(str)
    | st.sampled_from(RUBBISH),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


def places(value, way=()):
    """Every place in the data: the way from the top."""
    yield way
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        yield from places(part, (*way, key))


def everything_asked(form, sent):
    """Ask the form all its questions about the data."""
    form.warnings(sent, today=DAY)
    form.papers_asked(sent, today=DAY)
    form.computed(sent)
    form.shown_steps(sent, today=DAY)
    form.clean(sent, today=DAY)
    return form.check(sent, today=DAY)


@pytest.mark.parametrize("code", FORMS)
def test_rubbish_in_any_place_is_an_error_or_fits(code):
    chance = random.Random(code)
    for _ in range(40):
        sent = deepcopy(VALID[code])
        for _ in range(chance.randint(1, 3)):
            *way, last = chance.choice([place for place in places(sent) if place])
            target = sent
            for key in way:
                target = target[key]
            target[last] = deepcopy(chance.choice(RUBBISH))

        errors = everything_asked(FORMS[code], sent)

        assert all(error.path and error.code and error.message for error in errors)


@given(st.sampled_from(sorted(FORMS)), ANYTHING)
def test_anything_at_all_gets_an_answer(code, sent):
    assert isinstance(everything_asked(FORMS[code], sent), list)


@settings(max_examples=60)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_tidying_leaves_nothing_unknown_and_changes_nothing_twice(code, draw):
    sent = deepcopy(VALID[code])
    for key in list(sent):
        if draw.draw(st.booleans()):
            sent[key] = draw.draw(ANYTHING)

    tidy = FORMS[code].clean(sent, today=DAY)

    assert FORMS[code].clean(tidy, today=DAY) == tidy
    assert not [error for error in FORMS[code].check(tidy, today=DAY) if error.code == "unknown"]


@pytest.mark.parametrize("code", FORMS)
def test_a_valid_answer_is_tidy_already(code):
    assert FORMS[code].clean(VALID[code], today=DAY) == VALID[code]


def test_data_deeper_than_any_form_is_answered():
    deep: object = "x"
    for _ in range(600):
        deep = {"requester": deep}

    assert FORMS["1.001193"].check(deep, today=DAY)
