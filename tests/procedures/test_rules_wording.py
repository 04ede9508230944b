import pytest

from congvu.procedures.rules.wording_of_terms import fee_of, hours_words, limit_of, limit_words, who_acts
from tests.procedures.factories import shipped
from tests.procedures.test_rules_plans import draft, plan_of


def fee(charge, duty):
    return fee_of({"phi_vnd": charge, "le_phi_vnd": duty, "ghi_chu_phi": "ghi chú"})


@pytest.mark.parametrize(
    ("charge", "duty", "words"),
    [
        (0, 0, "Không thu"),
        (8000, 0, "Phí 8.000 đồng"),
        (0, 100000, "Lệ phí 100.000 đồng"),
        (2000, 50000, "Phí 2.000 đồng; Lệ phí 50.000 đồng"),
        (0, None, "Lệ phí theo nghị quyết của HĐND tỉnh"),
        (None, None, "Phí theo nghị quyết của HĐND tỉnh; Lệ phí theo nghị quyết của HĐND tỉnh"),
    ],
)
def test_fees_are_said_with_their_note_and_unknown_is_never_zero(charge, duty, words):
    found = fee(charge, duty)

    assert (found.words, found.note) == (words, "ghi chú")
    assert found.is_free == (charge == 0 and duty == 0)


def test_no_procedure_says_zero_dong():
    assert not [d.code for d in shipped().drafts if " 0 đồng" in fee_of(d.catalogue).words]


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (0, "same_day", "Trong ngày"),
        (3, "working_days", "3 ngày làm việc"),
        (30, "days", "30 ngày"),
        (2, "months", "2 tháng"),
    ],
)
def test_limits_are_said_with_their_unit(amount, unit, words):
    assert limit_words(amount, unit) == words


def test_the_limit_is_that_of_the_regime():
    process = draft("1.012812").process

    assert (limit_of(process, regime="2020"), limit_of(process, regime="2025")) == ("45 ngày", "30 ngày")


@pytest.mark.parametrize(
    ("hours", "unit", "words"),
    [
        (2, "working_hours", "2 giờ làm việc"),
        (0.5, "working_hours", "0,5 giờ làm việc"),
        (8, "working_hours", "1 ngày làm việc"),
        (26, "working_hours", "26 giờ làm việc"),
        (12, "working_hours", "1,5 ngày làm việc"),
        (216, "calendar_hours", "9 ngày"),
    ],
)
def test_the_time_of_a_step_is_said_in_days_or_hours(hours, unit, words):
    assert hours_words(hours, unit=unit) == words


@pytest.mark.parametrize(("code", "regime"), [(d.code, r) for d in shipped().drafts for r in ("2020", "2025")])
def test_every_step_says_who_acts(code, regime):
    found = plan_of(code, regime)

    for step in found.steps:
        for one in (step, *step.lanes):
            assert who_acts(one, found, roles=draft(code).process["roles"], regime=regime)
