"""Nothing but the keyboard: signing in, finding one's dossier by its two codes, leaving."""

from playwright.sync_api import Page, expect

from tests.journeys.people import MOTHER
from tests.journeys.steps import file_birth

FOCUS = "document.activeElement"


def test_signing_in_and_tracking_need_no_mouse(tab, tmp_path):
    filing = tab()
    file_birth(filing, tmp_path, who=MOTHER, child="Phạm Hoa Sứ")
    number, secret = filing.locator("dd.num").all_inner_texts()[:2]
    hands = tab()

    hands.goto("/")
    go_to(hands, "Đăng nhập")
    hands.wait_for_url("**/accounts/login/**")
    reach(hands, "login")
    hands.keyboard.type(MOTHER)
    reach(hands, "password")
    hands.keyboard.type(hands.house.password)
    hands.keyboard.press("Enter")
    hands.wait_for_url(lambda url: "/login/" not in url)
    go_to(hands, "Tra cứu hồ sơ")
    hands.wait_for_url("**/dossiers/track/**")
    reach(hands, "code")
    hands.keyboard.type(number)
    reach(hands, "secret")
    hands.keyboard.type(secret)
    hands.keyboard.press("Enter")

    expect(hands.locator("main")).to_contain_text("Đường đi của hồ sơ")
    expect(hands.locator("main")).to_contain_text(number)


def reach(page: Page, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    _tab_until(page, f"{FOCUS}.name === '{name}'", name)


def go_to(page: Page, words: str) -> None:
    """Press Tab until the link with these words has the focus, then Enter."""
    _tab_until(page, f"{FOCUS}.tagName === 'A' && {FOCUS}.innerText.trim() === '{words}'", words)
    page.keyboard.press("Enter")


def _tab_until(page: Page, claim: str, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(claim):
            return
    raise AssertionError(f"Tab never comes to {words!r}")
