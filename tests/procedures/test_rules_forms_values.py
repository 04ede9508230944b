"""Single values: texts, numbers, days and addresses get exactly the code that the specification names."""

from copy import deepcopy
from datetime import date

import pytest

from congvu.procedures.rules.forms.bounds import bound, moved
from congvu.procedures.rules.forms.checking import mst_check_digit_fits
from congvu.procedures.rules.forms.compiler import FormSpecError, compile_form

DAY = date(2026, 11, 23)
OLD = {"province": "Tỉnh Bến Tre", "district": "Huyện Bình Đại", "ward": "Xã Lộc Thuận", "detail": "Ấp 1"}
NEW = {"province": "Tỉnh Vĩnh Long", "ward": "Xã Bình Đại", "detail": ""}
LIBRARY = {
    "groups": {
        "person": {
            "label": "Người",
            "fields": [
                {"key": "name", "label": "Tên", "type": "text", "required": True},
                {"key": "born", "label": "Sinh", "type": "date"},
            ],
            "checks": [{"key": "odd", "at": "name", "rule": "name != 'Lạ'", "message": "Tên lạ"}],
        },
        "outer": {"label": "Ngoài", "fields": [{"include": "person"}]},
    },
    "lists": {"colour": {"r": "Đỏ", "b": "Xanh"}, "land": {"open": True, "VN": "Việt Nam"}},
    "patterns": {
        "cccd": r"0\d{11}",
        "mst": r"\d{10}(?:-\d{3})?|\d{12}",
        "phone": r"0\d{9}",
        "email": r"[^@\s]+@[^@\s]+",
        "two": r"\d\d",
        "letters": r"[^\W\d_]+",
    },
}


def form_with(*fields, checks=(), papers=()):
    spec = {
        "code": "9.000001",
        "title": "Thử",
        "steps": [{"key": "one", "title": "Một", "fields": list(fields)}],
        "papers": list(papers),
        "checks": list(checks),
        "declaration": "Tôi cam đoan.",
    }
    return compile_form(spec, LIBRARY)


def errors(form, data, **more):
    return [str(error) for error in form.check(data | {"declaration_accepted": True}, today=DAY, **more)]


def one(kind, **more):
    return {"key": "x", "label": "Mục", "type": kind, **more}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (one("text"), 1, "type"),
        (one("text", min_length=3), "ab", "too_short"),
        (one("text", max_length=3), "abcd", "too_long"),
        (one("text", max_length=3), " abc ", ""),
        (one("text", pattern="two"), "1a", "pattern"),
        (one("text", pattern="two"), "٣٤", "pattern"),
        (one("text", pattern="letters"), "Đặng", ""),
        (one("text", pattern="letters"), "Đặng", ""),  # decomposed: NFC first
        (one("text", required=True), "  ", "required"),
        (one("text"), "x" * 10_001, "too_long"),
        (one("address"), {"province": "x" * 201, "ward": "b", "detail": "c"}, "too_long"),
        (one("choice", list="land"), "x" * 201, "too_long"),
        (one("number", min=1), 0.5, "too_small"),
        (one("number", max=2), 2.5, "too_large"),
        (one("number"), True, "type"),
        (one("number"), "1", "type"),
        (one("number"), float("nan"), "type"),
        (one("year"), 2020.5, "type"),
        (one("money_vnd"), 1.5, "type"),
        (one("money_vnd", min=0), -1, "too_small"),
        (one("date"), "2026-02-30", "type"),
        (one("date"), "23/11/2026", "type"),
        (one("date", max="today"), "2026-11-24", "not_in_future"),
        (one("date", min="today"), "2026-11-22", "not_in_past"),
        (one("date", min="today+3d"), "2026-11-25", "too_early"),
        (one("date", max="today-1y"), "2025-11-24", "too_late"),
        (one("date", min="2020-01-01"), "2019-12-31", "too_early"),
        (one("date", min="other"), "2019-12-31", ""),
        (one("date", min_age=18), "2008-11-24", "too_young"),
        (one("date", min_age=18), "2008-11-23", ""),
        (one("date", max_age=60), "1965-11-23", "too_old"),
        (one("choice", list="colour"), "g", "choice"),
        (one("choice", list="colour"), ["r"], "type"),
        (one("choice", list="land"), "Nước khác", ""),
        (one("choice", list="land", pattern="two"), "Nước khác", "pattern"),
        (one("multi_choice", list="colour"), ["r", "g"], "choice"),
        (one("multi_choice", list="colour"), "r", "type"),
        (one("multi_choice", list="colour", max_items=1), ["r", "b"], "too_many"),
        (one("boolean", required=True), False, ""),
        (one("boolean"), "true", "type"),
        (one("cccd"), "83090000001", "pattern"),
        (one("phone"), "0912345678", ""),
        (one("address", as_of="today"), NEW, ""),
        (one("address", as_of="today"), OLD, "type"),
        (one("address", as_of="any"), OLD, ""),
        (one("address", as_of="any"), {"province": "a", "ward": "", "detail": "b"}, "type"),
        (one("address", as_of="any"), {}, "type"),
        (one("file"), 3, "type"),
        (one("text", computed="words(y)"), "a", "unknown"),
    ],
)
def test_a_value_gets_its_code(field, value, code):
    assert errors(form_with(field), {"x": value}) == ([f"x:{code}"] if code else [])


@pytest.mark.parametrize(("when", "address", "right"), [
    ("2020-01-01", OLD, True), ("2020-01-01", NEW, True), ("2026-01-01", OLD, False), ("2026-01-01", NEW, True),
])  # fmt: skip
def test_an_address_of_a_past_day_may_use_the_names_of_that_day_or_of_today(when, address, right):
    form = form_with({"key": "died_on", "label": "Ngày", "type": "date"}, one("address", as_of="died_on"))

    assert (errors(form, {"died_on": when, "x": address}) == []) is right


def test_the_regime_decides_the_names_of_today_when_it_is_given():
    form = form_with(one("address", as_of="today"))

    assert errors(form, {"x": OLD}, regime="2020") == []
    assert errors(form, {"x": NEW}, regime="2020") == ["x:type"]


@pytest.mark.parametrize(
    ("number", "fits"), [("0100109106", True), ("0100109107", False), ("0100109106-001", True), ("099090000001", True)]
)
def test_the_check_digit_of_a_tax_code(number, fits):
    assert mst_check_digit_fits(number) is fits


def test_a_hidden_field_takes_nothing_and_demands_nothing():
    form = form_with({"key": "a", "label": "A", "type": "boolean"}, one("text", when="a == true", required=True))

    assert errors(form, {"a": False}) == []
    assert errors(form, {"a": False, "x": "b"}) == ["x:unknown"]
    assert errors(form, {"a": True}) == ["x:required"]


def test_a_shown_group_is_checked_even_when_it_was_not_sent():
    form = form_with({"key": "p", "group": "person"})

    assert errors(form, {}) == ["p.name:required"]
    assert errors(form, {"p": "x"}) == ["p:type"]
    assert errors(form, {"p": {"name": "Lạ", "z": 1}}) == ["p.name:odd", "p.z:unknown"]


def test_rows_are_counted_from_zero():
    form = form_with({"key": "r", "label": "R", "type": "repeat", "group": "person", "min_items": 2, "max_items": 3})

    assert errors(form, {"r": [{"name": "A"}]}) == ["r:too_few"]
    assert errors(form, {"r": [{"name": "A"}, {}, 3]}) == ["r[1].name:required", "r[2]:type"]
    assert errors(form, {"r": []}) == []


def test_a_warning_never_enters_the_errors():
    check = {"key": "w", "at": "x", "rule": "x != 'a'", "message": "Xem lại", "severity": "warning"}
    form = form_with(one("text"), checks=[check])

    assert errors(form, {"x": "a"}) == []
    assert [str(warning) for warning in form.warnings({"x": "a"}, today=DAY)] == ["x:w"]


def test_a_check_is_silent_where_another_error_stands():
    check = {"key": "c", "at": "x", "rule": "x == 'a'", "message": "Không"}
    form = form_with(one("text", max_length=1), checks=[check])

    assert errors(form, {"x": "bb"}) == ["x:too_long"]
    assert errors(form, {"x": "b"}) == ["x:c"]


@pytest.mark.parametrize(("value", "code"), [(None, "required"), (False, "must_be_true"), ("yes", "type")])
def test_the_declaration_must_be_accepted(value, code):
    found = form_with(one("text")).check({"declaration_accepted": value}, today=DAY)

    assert [str(error) for error in found] == [f"declaration_accepted:{code}"]


def test_tuning_reaches_fields_of_an_inner_include():
    tuned = {"key": "p", "group": "outer", "omit": ["born"], "optional": ["name"], "labels": {"name": "Họ tên"}}

    (group,) = form_with(tuned).fields

    assert [(field.key, field.label, field.required) for field in group.fields] == [("name", "Họ tên", False)]


@pytest.mark.parametrize(
    "field",
    [
        one("unheard"),
        one("choice", list="nothing"),
        one("text", pattern="nothing"),
        one("text", when="1 +"),
        one("text", when="count(a)"),
        one("text", colour="red"),
        {"key": "p", "group": "nothing"},
        {"key": "p", "group": "person", "omit": ["nobody"]},
        {"include": "nothing"},
        {"label": "x"},
        3,
    ],
)
def test_a_specification_that_is_not_sound_is_refused(field):
    with pytest.raises(FormSpecError):
        form_with(field)


def test_two_fields_with_one_key_are_refused():
    with pytest.raises(FormSpecError, match="two fields"):
        form_with(one("text"), one("text"))


def test_a_paper_is_asked_under_its_condition():
    papers = [
        {"key": "a", "name": "Giấy A", "always": True, "shown": True},
        {"key": "b", "name": "Giấy B", "always": False, "when": "x == 'b'"},
    ]
    form = form_with(one("text"), papers=papers)

    assert [paper.key for paper in form.papers_asked({}, today=DAY)] == ["a"]
    assert [paper.key for paper in form.papers_asked({"x": "b"}, today=DAY)] == ["a", "b"]


def test_known_facts_fill_in_where_they_fit_and_defaults_elsewhere():
    form = form_with(
        one("date", prefill="account.born"),
        {"key": "c", "label": "C", "type": "choice", "list": "colour", "prefill": "account.colour", "default": "r"},
        {"key": "h", "label": "H", "type": "text", "prefill": "account.name", "when": "c == 'b'"},
    )
    sources = {"account": {"born": date(1990, 2, 3), "colour": "violet", "name": "Mẫu"}}

    assert form.prefill(sources, today=DAY) == {"x": "1990-02-03", "c": "r"}


PERSON = [{"key": "name", "label": "N", "type": "text"}, {"key": "kind", "label": "K", "type": "text", "default": "k"}]
ASKS = {"key": "asks", "label": "A", "type": "group", "group": "person"}
SAME = {"key": "her", "label": "H", "group": "person", "same_as": {"field": "asks", "when": "x == 'her'"}}


def form_of_two(*, same=SAME, first=ASKS):
    library = {**LIBRARY, "groups": {**LIBRARY["groups"], "person": {"label": "P", "fields": PERSON}}}
    steps = [{"key": "s", "title": "S", "fields": [first, one("text"), same]}]
    return compile_form({"code": "0", "title": "F", "steps": steps, "declaration": "D"}, library)


@pytest.mark.parametrize(
    ("before", "now", "her"),
    [
        ({}, {"x": "her"}, {"name": "Mẫu", "kind": "k"}),
        ({}, {"x": "him"}, None),
        ({}, {"x": "her", "her": {"kind": "k"}}, {"name": "Mẫu", "kind": "k"}),
        ({}, {"x": "her", "her": {"name": "Khác"}}, {"name": "Khác"}),
        ({"x": "her", "asks": {"name": "Mẩu"}}, {"x": "her", "her": {"name": "Mẩu"}}, {"name": "Mẫu", "kind": "k"}),
        ({"x": "her", "asks": {"name": "Mẫu"}}, {"x": "him", "her": {"name": "Mẫu"}}, {"kind": "k"}),
        ({"x": "her", "asks": {"name": "Mẫu"}}, {"x": "him", "her": {"name": "Khác"}}, {"name": "Khác"}),
        ({"x": "him", "asks": {"name": "Mẫu"}}, {"x": "him", "her": {"name": "Mẫu"}}, {"name": "Mẫu"}),
        (
            {"x": "her", "asks": {"name": "Mẫu", "kind": "a"}},
            {"x": "him", "her": {"name": "Mẫu", "kind": "b"}},
            {"kind": "b"},
        ),
        (
            {"x": "her", "asks": {"name": "Mẩu", "kind": "a"}},
            {"x": "her", "her": {"name": "Mẩu", "kind": "b"}},
            {"kind": "b", "name": "Mẫu"},
        ),
    ],
    ids=[
        "the same person is filled in",
        "somebody else is not",
        "defaults are no answers",
        "what was said stays",
        "a correction follows",
        "the same no more",
        "changed since, the same no more",
        "typed twice",
        "one answer changed, the same no more: the others go",
        "one answer changed: a correction of the others follows",
    ],
)
def test_a_group_that_is_the_same_person_follows_the_other(before, now, her):
    now = {"asks": {"name": "Mẫu"}, **now}

    assert form_of_two().follow(now, before=before, today=DAY).get("her") == her


@pytest.mark.parametrize(
    "change",
    [{"field": "x", "when": "x == 'her'"}, {"field": "her", "when": "x == 'her'"}, {"field": "asks"}],
    ids=["no group", "not before it", "no condition"],
)
def test_a_group_is_the_same_only_as_a_group_before_it(change):
    with pytest.raises(FormSpecError):
        form_of_two(same=SAME | {"same_as": change})


def test_the_house_computes_words_and_sums():
    form = form_with(
        one("date"),
        {"key": "w", "label": "W", "type": "text", "computed": "words(x)"},
        {"key": "n", "label": "N", "type": "cccd", "computed": "system.personal_number"},
    )

    assert form.computed({"x": "2026-10-20"}, system={"personal_number": "099326000001"}) == {
        "w": "Ngày hai mươi tháng mười năm hai nghìn không trăm hai mươi sáu",
        "n": "099326000001",
    }
    assert form.computed({"x": "hỏng"}) == {}


@pytest.mark.parametrize(
    ("text", "day"),
    [("today+1y", date(2025, 2, 28)), ("today-4y", date(2020, 2, 29)), ("today", date(2024, 2, 29)), ("nothing", None)],
)
def test_bounds(text, day):
    assert bound(text, scope={}, top={}, today=date(2024, 2, 29)) == day


def test_a_year_from_a_leap_day_ends_on_the_28th():
    assert moved(date(2024, 2, 29), 1, "y") == date(2025, 2, 28)


def test_checking_changes_nothing_in_what_was_sent():
    form, sent = form_with(one("text", pattern="letters")), {"x": " Đặng "}
    before = deepcopy(sent)

    form.check(sent, today=DAY)

    assert sent == before
