import datetime as dt
from functools import cache

import pytest

from congvu.procedures.rules.plans import HOURS_OF_DAY, UNITS, plan
from congvu.procedures.rules.results import resolved
from congvu.procedures.rules.supplements import wrong_in
from tests.procedures.factories import shipped

DAY = dt.date(2020, 4, 27)
CASES = [(draft.code, regime) for draft in shipped().drafts for regime in ("2020", "2025")]


@cache
def draft(code):
    return next(draft for draft in shipped().drafts if draft.code == code)


def plan_of(code, regime, *, committee="bd20-long-hoa-ubnd", data=None):
    return plan(
        draft(code).process, regime=regime, data=data or {}, committee=committee, today=DAY, cut_off=dt.time(15)
    )


@pytest.mark.parametrize(("code", "regime"), CASES)
def test_the_hours_of_every_plan_add_up_to_its_limit(code, regime):
    found = plan_of(code, regime)

    assert sum(found.hours.values()) == (found.limit_amount or 1) * HOURS_OF_DAY[found.hours_unit]
    assert found.limit_unit in UNITS.values()


@pytest.mark.parametrize(("code", "regime"), CASES)
def test_every_plan_names_who_signs_and_no_lane_is_longer_than_its_step(code, regime):
    found = plan_of(code, regime)

    assert found.posts["decider"] and found.signs in found.hours
    for step in found.steps:
        assert all((lane.hours or 0) <= step.hours for lane in step.lanes)


@pytest.mark.parametrize(("code", "regime"), CASES)
def test_every_result_has_one_signer(code, regime):
    committee = "vl25-binh-dai-ubnd" if regime == "2025" else "bd20-ubnd"

    signer = resolved(draft(code).result, regime=regime, committee=committee)["signer"]

    assert signer["post"] and "{commune}" not in signer["agency"]


@pytest.mark.parametrize(
    ("committee", "specialist"),
    [("bd20-long-hoa-ubnd", ("{commune}-ubnd/tu-phap-ho-tich",)), ("bd20-ubnd", ("bd20-tp/chuyen-vien",))],
)
def test_a_procedure_of_two_tiers_takes_the_posts_of_the_tier_that_handles_it(committee, specialist):
    assert plan_of("2.000815", "2020", committee=committee).posts["specialist"] == specialist


def test_a_role_with_posts_of_one_tier_serves_both():
    found = plan_of("1.001776", "2020", committee="bd20-long-hoa-ubnd")

    assert found.posts["upper_leader"] == ("bd20-ubnd/chu-tich",)


@pytest.mark.parametrize(
    ("data", "case", "shape", "by_commune"),
    [
        ({}, "", "civil_decision_district", False),
        ({"request_kind": "add"}, "commune", "civil_decision", True),
        ({"request_kind": "change", "subject": {"birth_date": "2010-01-01"}}, "commune", "civil_decision", True),
        ({"request_kind": "change", "subject": {"birth_date": "1990-01-01"}}, "", "civil_decision_district", False),
    ],
)
def test_a_case_of_its_own_shape_goes_to_the_commune(data, case, shape, by_commune):
    found = plan_of("1.004859", "2020", committee="bd20-ubnd", data=data)

    assert (found.case, found.shape, found.handled_by_commune) == (case, shape, by_commune)


@pytest.mark.parametrize(
    ("code", "regime", "data", "limit", "hours"),
    [
        ("1.013225", "2020", {"works_kind": "house"}, (15, "days"), 360),
        ("1.013225", "2020", {"works_kind": "linear"}, (20, "days"), 480),
        ("1.004859", "2025", {"request_kind": "add"}, (1, "working_days"), 8),
    ],
)
def test_a_case_of_its_own_hours_has_its_own_limit(code, regime, data, limit, hours):
    found = plan_of(code, regime, data=data)

    assert (found.limit_amount, found.limit_unit) == limit
    assert sum(found.hours.values()) == hours


def test_a_same_day_limit_has_its_cut_off_and_others_have_none():
    assert plan_of("1.001193", "2020").cut_off == dt.time(15)
    assert plan_of("1.001612", "2020").cut_off is None


def test_the_wording_of_a_step_is_the_procedure_s_own_where_it_has_one():
    assert plan_of("1.000894", "2020").actions["publish"].startswith("Hai bên cùng ký Sổ đăng ký kết hôn")


@pytest.mark.parametrize(
    ("code", "becomes", "adds"),
    [("1.000894", (5, "working_days"), None), ("1.004873", None, (20, "days")), ("1.001193", None, None)],
)
def test_what_lengthens_the_limit(code, becomes, adds):
    extension = plan_of(code, "2020").extension

    assert (extension is None) == (becomes is None and adds is None)
    if extension:
        found = [part and (part.amount, part.unit) for part in (extension.becomes, extension.adds_at_most)]
        assert found == [becomes, adds]


@pytest.mark.parametrize(
    ("committee", "agency", "post"),
    [
        ("bd20-long-hoa-ubnd", "bd20-long-hoa-ubnd", "CHỦ TỊCH"),
        ("bd20-ubnd", "bd20-tp", "TRƯỞNG PHÒNG"),
        ("bd20-tp", "bd20-tp", "TRƯỞNG PHÒNG"),
    ],
)
def test_the_agency_that_handles_the_dossier_signs_its_result(committee, agency, post):
    signer = resolved(draft("2.000815").result, regime="2020", committee=committee)["signer"]

    assert (signer["agency"], signer["post"]) == (agency, post)


def test_blocks_of_a_result_are_spliced_in():
    fields = resolved(draft("1.004859").result, regime="2025", committee="vl25-binh-dai-ubnd")["fields"]

    assert "registered_on" in [field["key"] for field in fields]
    assert all("block" not in field for field in fields)


def test_more_is_asked_for_once_and_answered_within_thirty_days_where_a_procedure_says_nothing_else():
    terms = plan_of("1.001193", "2025").supplement

    assert (terms.at_most, terms.window, terms.confidence) == (1, "30 ngày", "likely")


def test_a_procedure_has_its_own_limit_and_window_for_supplements():
    process = draft("1.001193").process
    own = {
        "at_most": 2,
        "window": {"after": 10, "unit": "working_days"},
        "source": "Quyết định mẫu",
        "confidence": "sure",
    }
    process = process | {"2025": process["2025"] | {"supplement": own}}

    found = plan(process, regime="2025", data={}, committee="vl25-binh-dai-ubnd", today=DAY, cut_off=dt.time(15))

    assert (found.supplement.at_most, found.supplement.window) == (2, "10 ngày làm việc")
    assert found.supplement.source == "Quyết định mẫu"


@pytest.mark.parametrize(
    ("own", "wrong"),
    [
        ({"at_most": -1, "source": "s", "confidence": "sure"}, "Số lần"),
        ({"at_most": True, "source": "s", "confidence": "sure"}, "Số lần"),
        ({"window": {"after": 0, "unit": "days"}, "source": "s", "confidence": "sure"}, "Thời gian"),
        ({"window": {"after": 3, "unit": "weeks"}, "source": "s", "confidence": "sure"}, "Thời gian"),
        ({"at_most": 2}, "nguồn"),
    ],
)
def test_terms_of_supplements_that_mean_nothing_are_not_published(own, wrong):
    assert wrong in wrong_in(own)
