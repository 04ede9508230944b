"""The pages of a form show every field, work without scripts, and read back what they show."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.template import engines
from lxml import html

from congvu.procedures.rules.fields.answering import answer_step
from congvu.procedures.rules.fields.reading import newly_shown, read_step, with_rows_changed
from congvu.procedures.rules.fields.showing import FieldView, step_view
from congvu.procedures.rules.forms.answers import answers
from congvu.procedures.rules.forms.parts import Choices
from congvu.procedures.templatetags import form_pages
from tests.procedures.test_rules_forms_examples import EXAMPLE_DAY, FORMS, SPECS, changed

STEPS = [(code, step.key) for code, form in FORMS.items() for step in form.steps]


def step_of(code, key):
    return next(step for step in FORMS[code].steps if step.key == key)


def shown(text, **context):
    return engines["django"].from_string("{% load form_pages %}" + text).render(context)


def page(view):
    return html.fromstring(shown("{% form_step step %}", step=view))


def filled_in(tree, **more):
    """What a browser sends for the page."""
    sent = QueryDict(mutable=True)
    for one in tree.xpath("//input[@name]|//textarea[@name]|//select[@name]"):
        if one.get("type") in ("radio", "checkbox") and one.get("checked") is None:
            continue
        if one.tag == "select":
            value = "".join(one.xpath("./option[@selected]/@value"))
        else:
            value = one.text_content() if one.tag == "textarea" else one.get("value", "")
        sent.appendlist(one.get("name"), value)
    for name, value in more.items():
        sent[name] = value
    return sent


def post(**fields):
    sent = QueryDict(mutable=True)
    for name, value in fields.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


@pytest.mark.parametrize(("code", "key"), STEPS)
def test_a_page_reads_back_what_it_shows(code, key):
    form, step, valid = FORMS[code], step_of(code, key), SPECS[code]["examples"]["valid"]

    sent = filled_in(page(step_view(form, step, valid, today=EXAMPLE_DAY)))
    read = read_step(form, step, sent, today=EXAMPLE_DAY)

    tidy = form.clean(valid | read, today=EXAMPLE_DAY)
    assert tidy == form.clean(valid, today=EXAMPLE_DAY)
    assert newly_shown(step, tidy, sent, today=EXAMPLE_DAY) == []


@pytest.mark.parametrize(("code", "key"), STEPS)
def test_every_input_of_an_empty_page_has_a_label_and_ids_are_single(code, key):
    form = FORMS[code]

    tree = page(step_view(form, step_of(code, key), form.prefill({}, today=EXAMPLE_DAY), today=EXAMPLE_DAY))

    ids = tree.xpath("//@id")
    labelled = set(tree.xpath("//label/@for"))
    assert len(ids) == len(set(ids))
    assert {one.get("id") for one in tree.xpath("//input[not(@type='hidden')]|//select|//textarea")} <= labelled


@pytest.mark.parametrize(("code", "key"), STEPS)
def test_what_may_stay_empty_is_said_once(code, key):
    form = FORMS[code]

    tree = page(step_view(form, step_of(code, key), SPECS[code]["examples"]["valid"], today=EXAMPLE_DAY))

    for label in tree.xpath("//label|//legend"):
        hint = label.xpath("string(following::p[1][contains(@class, 'govuk-hint')])")
        words = f"{label.text_content()} {hint}".lower()
        assert words.count("không bắt buộc") + words.count("nếu có") <= 1, words


@pytest.mark.parametrize("code", FORMS)
def test_every_error_leads_to_an_input_of_its_page(code):
    form, spec = FORMS[code], SPECS[code]["examples"]
    wrong = changed(spec["valid"], spec["invalid"]["change"])
    for step in form.steps:
        errors = form.check_step(step, wrong, today=EXAMPLE_DAY)

        view = step_view(form, step, wrong, today=EXAMPLE_DAY, errors=errors)

        tree = page(view)
        assert {target for target, _ in view.errors} <= set(tree.xpath("//@id"))
        assert len(tree.xpath("//*[contains(@class, 'govuk-error-message')]")) == len(errors)


@pytest.mark.parametrize("code", FORMS)
def test_all_answers_are_shown_before_sending(code):
    sections = answers(FORMS[code], SPECS[code]["examples"]["valid"], today=EXAMPLE_DAY)

    assert all(row.value for section in sections for row in section.rows)


def test_answers_are_in_words():
    sections = answers(FORMS["1.001193"], SPECS["1.001193"]["examples"]["valid"], today=EXAMPLE_DAY)

    rows = {row.path: row.value for section in sections for row in section.rows}

    assert rows["child.birth_date"] == "20/10/2026"
    assert rows["child.birth_date_words"].startswith("Ngày hai mươi tháng mười")
    assert rows["child.gender"] == "Nữ"
    assert rows["child.birth_place"] == "Ấp Ví Dụ, Xã Bình Đại, Tỉnh Vĩnh Long"
    assert rows["linked_residence"] == "Có"


def test_a_missing_answer_is_marked():
    sections = answers(FORMS["1.001193"], {"relation": "father"}, today=EXAMPLE_DAY)

    assert [row.path for row in sections[0].rows if row.is_missing][:2] == [
        "requester.full_name",
        "requester.birth_date",
    ]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("250,5", 250.5),
        ("250.5", 250.5),
        ("1.250", 1250),
        ("1.250,75", 1250.75),
        ("0.125", 0.125),
        ("12", 12),
        ("-3", -3),
        ("nhiều", "nhiều"),
        ("", None),
        ("1,2,3", "1,2,3"),
        ("١٢", "١٢"),
    ],
)
def test_numbers_are_read_as_people_here_write_them(typed, value):
    form, step = (
        FORMS["1.012812"],
        step_of(
            "1.012812", next(s.key for s in FORMS["1.012812"].steps if "disputed_area" in [f.key for f in s.fields])
        ),
    )

    assert read_step(form, step, post(disputed_area=typed), today=EXAMPLE_DAY)["disputed_area"] == value


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (("7", "4", "2020"), "2020-04-07"),
        (("31", "2", "2020"), "2020-02-31"),
        (("7", "", "2020"), "2020--7"),
        (("", "", ""), None),
        (("a", "b", "c"), "c-b-a"),
        (("7", "4", "20"), "20-4-7"),
    ],
)
def test_a_day_is_read_from_its_three_parts(parts, value):
    form, step = FORMS["1.000656"], step_of("1.000656", "death")
    sent = post(**{"died_on.day": parts[0], "died_on.month": parts[1], "died_on.year": parts[2]})

    assert read_step(form, step, sent, today=EXAMPLE_DAY)["died_on"] == value


def test_a_day_that_is_none_is_shown_again_as_typed():
    form, step = FORMS["1.000656"], step_of("1.000656", "death")

    tree = page(step_view(form, step, {"died_on": "2020-02-31"}, today=EXAMPLE_DAY))

    assert tree.xpath("//input[starts-with(@name, 'died_on.')]/@value") == ["31", "2", "2020"]


def test_money_is_read_with_points_and_unit():
    form = FORMS["1.001612"]
    step = next(step for step in form.steps if "capital" in [field.key for field in step.fields])

    assert read_step(form, step, post(capital="80.000.000 đồng"), today=EXAMPLE_DAY)["capital"] == 80_000_000


@pytest.mark.parametrize("typed", ["Việt Nam", "viet nam", "VN", "vn"])
def test_an_open_list_understands_label_and_code(typed):
    form, step = FORMS["1.001193"], step_of("1.001193", "child")

    assert (
        read_step(form, step, post(**{"child.nationality": typed}), today=EXAMPLE_DAY)["child"]["nationality"] == "VN"
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [("099 090 000 001", "099090000001"), ("099.090.000.001", "099090000001"), ("C 1234567", "C 1234567"), ("", None)],
)
def test_a_number_in_groups_is_read_as_one(typed, value):
    form, step = FORMS["1.001193"], step_of("1.001193", "who_asks")

    read = read_step(form, step, post(**{"requester.id_number": typed, "agent.id_number": typed}), today=EXAMPLE_DAY)

    assert read["requester"]["id_number"] == value
    assert read["agent"]["id_number"] == value


def test_an_old_address_keeps_its_district_and_a_new_one_has_none():
    form, step = FORMS["1.001193"], step_of("1.001193", "child")
    new = {
        "child.hometown.province": "Tỉnh Vĩnh Long",
        "child.hometown.ward": "Xã Bình Đại",
        "child.hometown.district": "",
    }

    assert read_step(form, step, post(**new), today=EXAMPLE_DAY)["child"]["hometown"] == {
        "province": "Tỉnh Vĩnh Long",
        "ward": "Xã Bình Đại",
        "detail": "",
    }


@pytest.mark.parametrize(("today", "words"), [(date(2020, 4, 27), "Huyện, quận"), (EXAMPLE_DAY, "trước 01/07/2025")])
def test_the_district_is_called_an_old_one_only_since_there_are_none(today, words):
    form, step = FORMS["1.001193"], step_of("1.001193", "child")

    shown = page(step_view(form, step, {}, today=today))

    label = shown.xpath("string(//label[@for=//input[@name='child.hometown.district']/@id])")
    assert label.endswith((words, f"{words})"))


def test_the_district_is_asked_only_where_the_old_names_may_stand():
    form, step = FORMS["1.001193"], step_of("1.001193", "who_asks")

    new = page(step_view(form, step, {}, today=EXAMPLE_DAY))
    old = page(step_view(form, step, {}, today=date(2020, 4, 27)))

    assert not new.xpath("//input[@name='requester.residence.district']")
    assert old.xpath("//input[@name='requester.residence.district']")


def test_an_answer_that_brings_up_a_question_is_noticed():
    form, step = FORMS["1.001193"], step_of("1.001193", "who_asks")
    sent = filled_in(page(step_view(form, step, {}, today=EXAMPLE_DAY)), relation="agent")

    data = form.clean(read_step(form, step, sent, today=EXAMPLE_DAY), today=EXAMPLE_DAY)

    assert newly_shown(step, data, sent, today=EXAMPLE_DAY) == ["agent"]


@pytest.mark.parametrize("answer", [{}, {"parents_married": True}])
def test_a_page_on_which_questions_come_and_go_keeps_one_heading(answer):
    form, step = FORMS["1.001193"], step_of("1.001193", "marriage")

    view = step_view(form, step, answer, today=EXAMPLE_DAY)

    assert [one.is_question for one in view.fields if one.is_question] == []


def test_a_row_can_be_added_and_removed_without_scripts():
    form, step = FORMS["2.000815"], next(s for s in FORMS["2.000815"].steps if "items" in [f.key for f in s.fields])
    data = {"items": SPECS["2.000815"]["examples"]["valid"]["items"]}

    sent = filled_in(page(step_view(form, step, data, today=EXAMPLE_DAY)), add="items")
    more = with_rows_changed(step, read_step(form, step, sent, today=EXAMPLE_DAY), sent, today=EXAMPLE_DAY)
    sent = filled_in(page(step_view(form, step, more, today=EXAMPLE_DAY)), remove="items[0]")
    less = with_rows_changed(step, read_step(form, step, sent, today=EXAMPLE_DAY), sent, today=EXAMPLE_DAY)

    assert len(more["items"]) == 3
    assert more["items"][2] == {"language": "vi"}
    assert [row["name"] for row in less["items"]] == [data["items"][1]["name"], None]


@pytest.mark.parametrize("wish", ["", "nothing", "items[999]", "items[0].name", "../x", "items[0][1]"])
def test_a_wish_for_rows_that_are_not_there_changes_nothing(wish):
    step = next(s for s in FORMS["2.000815"].steps if "items" in [f.key for f in s.fields])
    data = {"items": SPECS["2.000815"]["examples"]["valid"]["items"]}

    found = with_rows_changed(step, data, post(remove=wish or "x"), today=EXAMPLE_DAY)

    assert found["items"] == data["items"]


def test_rows_left_blank_are_dropped_when_the_page_is_done():
    form, step = FORMS["2.000815"], next(s for s in FORMS["2.000815"].steps if "items" in [f.key for f in s.fields])
    sent = filled_in(page(step_view(form, step, {}, today=EXAMPLE_DAY)))

    assert read_step(form, step, sent, today=EXAMPLE_DAY)["items"] == []


def test_an_answered_page_goes_on():
    form, step, valid = FORMS["1.001193"], step_of("1.001193", "who_asks"), SPECS["1.001193"]["examples"]["valid"]
    sent = filled_in(page(step_view(form, step, valid, today=EXAMPLE_DAY)))

    done = answer_step(form, step, {"case": "both"}, sent, today=EXAMPLE_DAY)

    assert done.view is None
    assert done.data["case"] == "both"
    assert done.data["requester"] == valid["requester"]


def test_a_page_with_something_wrong_is_shown_again():
    form, step = FORMS["1.001193"], step_of("1.001193", "who_asks")

    done = answer_step(form, step, {}, post(), today=EXAMPLE_DAY)

    assert done.has_errors
    assert done.view.errors


def test_an_answer_that_asks_more_shows_the_page_again_without_blame():
    form, step, valid = FORMS["1.001193"], step_of("1.001193", "who_asks"), SPECS["1.001193"]["examples"]["valid"]
    sent = filled_in(page(step_view(form, step, valid, today=EXAMPLE_DAY)), relation="agent")

    first = answer_step(form, step, {}, sent, today=EXAMPLE_DAY)
    second = answer_step(form, step, first.data, filled_in(page(first.view)), today=EXAMPLE_DAY)

    assert (first.has_errors, bool(first.view.note), first.view.errors) == (False, True, [])
    assert second.has_errors
    assert {target for target, _ in second.view.errors} >= {"f-agent-full_name", "f-agent-phone"}


def test_a_page_refreshed_by_htmx_is_shown_without_errors():
    form, step = FORMS["1.001193"], step_of("1.001193", "who_asks")

    done = answer_step(form, step, {}, post(relation="agent", refresh="1"), today=EXAMPLE_DAY)

    assert done.view.errors == []
    assert "f-agent" in page(done.view).xpath("//@id")


def test_a_page_with_a_row_added_shows_the_blank_row():
    form, step = FORMS["2.000815"], next(s for s in FORMS["2.000815"].steps if "items" in [f.key for f in s.fields])

    once = answer_step(form, step, {}, post(add="items"), today=EXAMPLE_DAY)
    twice = answer_step(form, step, once.data, filled_in(page(once.view), add="items"), today=EXAMPLE_DAY)

    assert len(page(once.view).xpath("//button[@name='remove']")) == 1
    assert len(page(twice.view).xpath("//button[@name='remove']")) == 2


def test_what_people_type_is_escaped():
    form, step = FORMS["1.001193"], step_of("1.001193", "who_asks")
    nasty = '"><script>alert(1)</script>'

    step_shown = shown(
        "{% form_step step %}", step=step_view(form, step, {"requester": {"full_name": nasty}}, today=EXAMPLE_DAY)
    )

    assert "<script>" not in step_shown


def test_the_summary_and_the_answers_are_pages_too():
    form, step = FORMS["1.001193"], step_of("1.001193", "who_asks")
    errors = form.check_step(step, {}, today=EXAMPLE_DAY)

    view = step_view(form, step, {}, today=EXAMPLE_DAY, errors=errors)
    sections = answers(form, SPECS["1.001193"]["examples"]["valid"], today=EXAMPLE_DAY)

    summary = shown("{% form_errors step %}", step=view)
    table = shown("{% form_answers sections '/x/' %}", sections=sections)

    assert f"Có {len(errors)} chỗ cần sửa" in summary
    assert 'href="/x/child/"' in table


def test_a_choice_that_is_on_no_list_stays_in_no_memory_of_the_process():
    blank = FieldView("nation", "f-nation", "Dân tộc", "select", choices=Choices({"kinh": "Kinh"}))
    written = form_pages.options_of(blank)
    before = form_pages._listed.cache_info().currsize

    assert form_pages.options_of(replace(blank, value="bịa" * 1000)) == written
    assert form_pages._listed.cache_info().currsize == before
