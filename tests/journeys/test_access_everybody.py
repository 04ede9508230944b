import pytest

from tests.journeys.axe import check_pages
from tests.journeys.visiting import login

PUBLIC = [
    "/",
    "/procedures/",
    "/procedures/1.001193/",
    "/search/?q=khai+sinh",
    "/search/?q=",
    "/accounts/login/",
    "/accounts/signup/",
    "/check/",
    "/dossiers/track/",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_has_no_barrier(page, address):
    check_pages(page, [address])


def test_a_citizens_own_pages_have_no_barrier(page):
    login(page, "0100100001")

    check_pages(page, ["/accounts/home/", "/accounts/profile/", "/notices/"])
