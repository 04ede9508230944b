import pytest

from tests.journeys.axe import barriers, check_pages
from tests.journeys.people import CHAIR, CLERK, JUSTICE, MOTHER
from tests.journeys.steps import begin, press
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

CITIZEN = [
    "/accounts/home/",
    "/accounts/profile/",
    "/accounts/sessions/",
    "/accounts/password/change/",
    "/dossiers/",
    "/dossiers/track/",
    "/notices/",
    "/notices/outbox/",
]
OFFICERS = {
    JUSTICE: [
        "/desk/",
        "/desk/dossiers/",
        "/desk/dossiers/book/",
        "/dossiers/counter/",
        "/dossiers/counter/?q=khai+sinh",
        "/accounts/delegations/",
    ],
    CLERK: ["/dossiers/counter/returns/", "/dossiers/counter/fees/", "/notices/"],
    CHAIR: ["/desk/", "/desk/sign/", "/signing/", "/accounts/delegations/"],
}


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_has_no_barrier(page, address):
    check_pages(page, [address])


def test_a_citizens_own_pages_have_no_barrier(page):
    login(page, MOTHER)

    check_pages(page, CITIZEN)


@pytest.mark.parametrize("officer", OFFICERS)
def test_an_officers_pages_have_no_barrier(page, officer):
    login(page, officer)

    check_pages(page, OFFICERS[officer])


def test_questions_errors_and_refusals_have_no_barrier(page):
    begin(page, "1.001193", who=MOTHER)
    found = barriers(page)
    press(page, "Tiếp tục")
    refused = page.title()
    found += barriers(page)
    page.goto("/desk/")
    found += barriers(page)
    page.goto("/nowhere/")
    found += barriers(page)

    assert found == []
    assert refused.startswith("Lỗi: ")
