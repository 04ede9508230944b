import datetime as dt

import pytest

from congvu.procedures.rules.checklist import MOST_QUESTIONS, Need, checklist
from congvu.procedures.rules.forms.compiler import compile_form
from congvu.procedures.rules.offers import case_conditions
from tests.procedures.factories import shipped
from tests.procedures.test_rules_plans import draft

DAY = dt.date(2020, 4, 27)


def of(code, regime="2020", **answers):
    found = draft(code)
    form = compile_form(found.form, shipped().form_library)
    cases = case_conditions(found.process, regime=regime)
    return checklist(found.catalogue, form, cases=cases, answers=answers, today=DAY)


def needs(found):
    return {paper.name: paper.need for paper in found.papers}


@pytest.mark.parametrize("code", [d.code for d in shipped().drafts])
def test_every_procedure_asks_few_questions_and_lists_all_its_papers(code):
    found = of(code)

    assert len(found.questions) <= MOST_QUESTIONS
    assert [paper.name for paper in found.papers] == [p["ten"] for p in draft(code).catalogue["thanh_phan_ho_so"]]
    assert all(len(question.options) >= 2 and question.legend for question in found.questions)


@pytest.mark.parametrize("code", [d.code for d in shipped().drafts])
def test_no_paper_is_called_needless_before_anybody_answers(code):
    assert Need.NOT_NEEDED not in needs(of(code)).values()


@pytest.mark.parametrize(
    ("code", "answers", "paper", "need"),
    [
        ("1.001612", {}, "Biên bản họp thành viên hộ gia đình", Need.MAYBE),
        ("1.001612", {"founder": "family"}, "Biên bản họp thành viên hộ gia đình", Need.NEEDED),
        ("1.001612", {"founder": "person"}, "Biên bản họp thành viên hộ gia đình", Need.NOT_NEEDED),
        ("1.001612", {"agent": "yes"}, "Văn bản ủy quyền", Need.NEEDED),
        ("1.001612", {"agent": "no"}, "Văn bản ủy quyền", Need.NOT_NEEDED),
        ("1.001193", {"case": "abandoned"}, "Biên bản về việc trẻ bị bỏ rơi", Need.NEEDED),
        ("1.001193", {"case": "surrogacy"}, "Biên bản về việc trẻ bị bỏ rơi", Need.NOT_NEEDED),
        ("1.001193", {"case": "nonsense"}, "Biên bản về việc trẻ bị bỏ rơi", Need.MAYBE),
        ("1.000894", {"paper_3": "yes"}, "Bản án hoặc quyết định ly hôn", Need.NEEDED),
        ("1.000894", {"paper_3": "no"}, "Bản án hoặc quyết định ly hôn", Need.NOT_NEEDED),
        ("1.000894", {}, "Giấy xác nhận tình trạng hôn nhân", Need.MAYBE),
        ("2.000815", {"copies_provided": "true"}, "Bản sao cần chứng thực", Need.NEEDED),
    ],
)
def test_answers_decide_about_papers(code, answers, paper, need):
    assert needs(of(code, **answers))[paper] == need


def test_a_question_that_decides_the_limit_comes_first_and_becomes_data_of_the_form():
    found = of("1.013225", works_kind="house")

    assert found.questions[0].key == "works_kind"
    assert found.data == {"works_kind": "house"}
