"""The files that ship are whole: thirty-six procedures, each with its form, process and result."""

import pytest

from congvu.procedures import data


def test_the_catalogue_has_thirty_six_procedures_in_its_own_order():
    codes = data.codes()

    assert len(codes) == 36
    assert [data.catalogue(code)["stt"] for code in codes] == list(range(1, 37))


@pytest.mark.parametrize("code", data.codes())
def test_every_procedure_has_a_form_a_process_and_a_result(code):
    assert data.catalogue(code)["ma_tthc"] == code
    assert data.form(code)["code"] == code
    assert data.process(code)["code"] == code
    assert data.result(code)["code"] == code


@pytest.mark.parametrize("code", data.codes())
def test_every_process_names_a_shape_that_exists(code):
    process = data.process(code)

    assert {process[regime]["shape"] for regime in ("2020", "2025")} <= set(data.shapes())


@pytest.mark.parametrize("code", data.codes())
def test_every_result_names_a_layout_and_blocks_that_exist(code):
    terms, result = data.result_terms(), data.result(code)

    assert result["layout"] in terms["layouts"]
    assert {line["block"] for line in result["fields"] if "block" in line} <= set(terms["blocks"])


@pytest.mark.parametrize("code", ["9.999999", "meta", "../forms/1.001193", "", "１.001193"])
def test_an_unknown_code_is_refused(code):
    with pytest.raises(data.UnknownCode):
        data.form(code)


def test_a_caller_may_change_what_it_gets():
    data.form("1.001193")["title"] = "khác"

    assert data.form("1.001193")["title"] == "Tờ khai đăng ký khai sinh"


def test_shared_parts_are_there():
    assert set(data.form_library()) == {"groups", "lists", "patterns"}
    assert len(data.shapes()) == 29
    assert data.words()["procedures"]
    assert data.form_rules()["meta"]["example_today"] == "2026-11-23"
    assert data.process_terms()["common_branches"]
