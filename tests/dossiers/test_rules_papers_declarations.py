import pytest

from congvu.dossiers.rules.papers.declarations import sections_of
from congvu.procedures import data
from congvu.procedures.rules.forms.answers import answers
from tests.dossiers.result_papers import TODAY, example_of, form_of

EXTRA = "Thông tin kê khai thêm ngoài mẫu tờ khai"


def lines_of(code):
    found = sections_of(form_of(code), example_of(code), today=TODAY)
    return {section.heading: section.lines for section in found}


@pytest.mark.parametrize("code", data.codes())
def test_the_declaration_prints_every_answer_that_was_shown_before_sending(code):
    shown = {row.label for part in answers(form_of(code), example_of(code), today=TODAY) for row in part.rows}

    lines = [line for section in lines_of(code).values() for line in section]

    heads = {head for line in lines if line.table for head in line.table.head}
    printed = {line.label for line in lines} | heads
    missing = {label for label in shown - printed if not any(label.startswith(head) for head in heads)}
    assert not missing


def test_what_the_paper_form_has_not_stands_in_a_section_of_its_own():
    found = lines_of("1.001193")

    labels = {heading: [line.label for line in lines] for heading, lines in found.items()}
    assert "Số Giấy chứng sinh" in labels[EXTRA]
    assert "Quê quán" in labels["Người được khai sinh"]
    assert list(labels)[-1] == EXTRA
