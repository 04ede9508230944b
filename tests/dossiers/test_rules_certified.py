import pytest

from congvu.dossiers.rules.certified import PagesDiffer, declared_pages, pages_that_differ


@pytest.mark.parametrize(
    ("data", "papers", "declared"),
    [
        ({"items": [{"pages": 1}, {"pages": 4}]}, 2, [1, 4]),
        ({"items": [{"pages": 1}, {}]}, 2, [1, None]),
        ({"pages": 5}, 1, [5]),
        ({"copies": 2}, 1, [None]),
        ({"items": [{"pages": True}]}, 2, [None, None]),
    ],
)
def test_pages_are_declared_for_each_paper_or_for_the_only_one(data, papers, declared):
    assert declared_pages(data, papers=papers) == declared


def test_a_copy_with_more_or_fewer_pages_differs_and_an_unknown_number_does_not():
    found = pages_that_differ(
        ["Bằng", "Giấy khai sinh", "Hợp đồng", "Sổ"], declared=[1, 2, None, 3], scanned=[2, 2, 9, None]
    )

    assert found == [PagesDiffer("Bằng", declared=1, scanned=2)]
