from datetime import date

import pytest

from congvu.procedures import data
from congvu.procedures.rules.fees import counted_fee, of_one_copy, wrong_in, wrong_in_copies, wrong_in_late
from congvu.procedures.rules.wording_of_terms import fee_declared, fee_of

CERTIFIED = data.catalogue("2.000815")["cach_tinh_phi"]
EXTRACT = data.catalogue("2.000635")["cach_tinh_phi"]
TODAY = date(2020, 4, 27)


@pytest.mark.parametrize(
    ("pages", "amount"), [(1, 2000), (2, 4000), (3, 5000), (10, 12_000), (198, 200_000), (500, 200_000)]
)
def test_a_certified_copy_costs_by_its_pages_up_to_the_ceiling(pages, amount):
    assert of_one_copy(CERTIFIED, pages=pages) == amount


def test_several_papers_are_counted_each_by_its_copies_and_pages():
    items = [{"name": "Bằng tốt nghiệp", "pages": 1, "copies": 3}, {"name": "Hợp đồng", "pages": 4, "copies": 2}]

    found = counted_fee(CERTIFIED, {"items": items})

    assert found.amount_vnd == 3 * 2000 + 2 * 6000
    assert found.words == (
        "Bằng tốt nghiệp: 3 bản 1 trang × 2.000 đồng = 6.000 đồng; "
        "Hợp đồng: 2 bản 4 trang × 6.000 đồng = 12.000 đồng; cộng 18.000 đồng"
    )


def test_copies_of_an_extract_cost_the_same_each():
    found = counted_fee(EXTRACT, {"quantity": 5})

    assert (found.amount_vnd, found.words) == (40_000, "5 bản × 8.000 đồng = 40.000 đồng")


@pytest.mark.parametrize(
    "declared", [{}, {"items": []}, {"items": [{"pages": 1}]}, {"items": [{"copies": 1}]}, {"items": "x"}]
)
def test_what_is_not_declared_yet_is_not_counted(declared):
    assert counted_fee(CERTIFIED, declared) is None


def test_a_procedure_without_a_rate_is_not_counted():
    assert counted_fee(None, {"quantity": 5}) is None


@pytest.mark.parametrize(
    "rate",
    [
        {},
        {"so_ban": "copies"},
        {"so_ban": "copies", "moi_ban": -1},
        {"so_ban": "copies", "moi_trang": [{"dong": 1}]},
        {"so_ban": "copies", "so_trang": "pages", "moi_trang": [{"dong": 2}, {"dong": 1}]},
    ],
)
def test_a_rate_that_means_nothing_is_not_published(rate):
    assert wrong_in(rate)


def test_the_applicant_reads_what_the_declared_copies_cost():
    fee = fee_declared(data.catalogue("2.000635"), {"quantity": 5}, today=TODAY)

    assert fee.words == "Phí 40.000 đồng"
    assert fee.note == "5 bản × 8.000 đồng = 40.000 đồng. Mức thu: 8.000 đồng/bản sao"


BESIDES = data.catalogue("1.000656")["phi_ban_sao"]


def test_copies_asked_for_besides_are_counted_only_while_they_are_wanted():
    assert counted_fee(BESIDES, {"copies": {"wanted": "yes", "quantity": 2}}).amount_vnd == 16_000
    assert counted_fee(BESIDES, {"copies": {"wanted": "no", "quantity": 2}}) is None
    assert counted_fee(BESIDES, {"copies": {"wanted": "yes"}}) is None
    assert counted_fee(BESIDES, {"copies": "yes"}) is None


def test_every_form_that_promises_copies_has_their_rate():
    asking = [code for code in data.codes() if _asks_copies(code)]

    assert asking == [code for code in data.codes() if "phi_ban_sao" in data.catalogue(code)]
    assert len(asking) == 9


def _asks_copies(code):
    fields = [field for step in data.form(code)["steps"] for field in step["fields"]]
    return any(field.get("group") == "copies" for field in fields)


def test_a_free_procedure_costs_its_copies_only():
    fee = fee_declared(data.catalogue("1.000656"), {"copies": {"wanted": "yes", "quantity": 2}}, today=TODAY)

    assert fee.words == "Phí cấp bản sao 16.000 đồng"
    assert fee.note.startswith("Bản sao: 2 bản × 8.000 đồng = 16.000 đồng. Miễn lệ phí")
    assert not fee.is_free


def test_a_late_registration_costs_what_the_council_decided_and_is_never_said_to_be_free():
    catalogue = data.catalogue("1.001193")

    late = fee_declared(catalogue, {"child": {"birth_date": "2020-02-26"}}, today=TODAY)
    in_time = fee_declared(catalogue, {"child": {"birth_date": "2020-02-27"}}, today=TODAY)

    assert (late.words, late.is_free) == ("Lệ phí đăng ký quá hạn theo nghị quyết của HĐND tỉnh", False)
    assert in_time.is_free


@pytest.mark.parametrize("rate", [{}, {"ten": "Lệ phí"}, {"khi": "1 > 0"}, {"ten": "Lệ phí", "khi": "days("}])
def test_a_late_fee_without_name_or_condition_is_not_published(rate):
    assert wrong_in_late(rate)


def test_copies_stand_beside_a_fee_that_the_council_sets():
    fee = fee_declared(data.catalogue("1.001022"), {"copies": {"wanted": "yes", "quantity": 1}}, today=TODAY)

    assert fee.words == "Lệ phí theo nghị quyết của HĐND tỉnh; phí cấp bản sao 8.000 đồng"


def test_the_price_of_copies_is_told_once():
    assert fee_of(data.catalogue("1.004837")).note == "Miễn lệ phí. Phí cấp bản sao (nếu xin thêm): 8.000 đồng/bản"
    assert fee_of(data.catalogue("1.000894")).note.count("8.000 đồng/bản") == 1


@pytest.mark.parametrize("change", [{"ten": None}, {"moi_ban": "8000"}, {"nguon": ""}, {"so_ban": 1}])
def test_a_rate_of_copies_without_name_amount_or_source_is_not_published(change):
    assert wrong_in_copies(BESIDES | change, fee_vnd=0)


def test_copies_besides_are_the_only_fee_of_their_procedure():
    assert wrong_in_copies(BESIDES, fee_vnd=0) == ""
    assert wrong_in_copies(BESIDES, fee_vnd=5000)
