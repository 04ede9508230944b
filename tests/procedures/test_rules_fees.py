import pytest

from congvu.procedures import data
from congvu.procedures.rules.fees import counted_fee, of_one_copy, wrong_in
from congvu.procedures.rules.wording_of_terms import fee_declared

CERTIFIED = data.catalogue("2.000815")["cach_tinh_phi"]
EXTRACT = data.catalogue("2.000635")["cach_tinh_phi"]


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
    fee = fee_declared(data.catalogue("2.000635"), {"quantity": 5})

    assert fee.words == "Phí 40.000 đồng"
    assert fee.note == "5 bản × 8.000 đồng = 40.000 đồng. Mức thu: 8.000 đồng/bản sao"
