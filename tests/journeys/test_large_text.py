"""Whoever doubles the size of letters on a phone reads and fills in all without moving the page sideways."""

import pytest

from tests.journeys.people import JUSTICE, MOTHER
from tests.journeys.steps import begin, file_birth, open_waiting

LARGE = "addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('font-size', '200%'))"


@pytest.fixture
def phone(tab):
    page = tab(width=390, has_touch=True)
    page.context.add_init_script(LARGE)
    return page


def too_wide(page) -> int:
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("address", ["/", "/procedures/1.001193/", "/dossiers/track/", "/check/"])
def test_open_pages_fit_the_screen(phone, address):
    phone.goto(address)

    assert too_wide(phone) <= 0


def test_a_page_of_a_declaration_fits_the_screen(phone):
    begin(phone, "1.001193", who=MOTHER)

    assert too_wide(phone) <= 0


def test_the_inbox_and_a_dossier_of_an_officer_fit_the_screen(phone, tmp_path):
    key = file_birth(phone, tmp_path, who=MOTHER, child="Phạm Hoa Cỡ Lớn")

    open_waiting(phone, JUSTICE, key)

    assert too_wide(phone) <= 0
    phone.goto("/desk/")
    assert phone.locator("main a[href*='/desk/dossiers/']").count()
    assert too_wide(phone) <= 0
