"""Somebody opens an account, adds a passkey of their phone, and signs in with nothing else."""

from playwright.sync_api import Page, expect

from tests.journeys.filling import fill
from tests.journeys.steps import press

ANSWERS = {
    "full_name": "Lâm Hoa Vân Tay",
    "phone": "0100100987",
    "email": "vantay.lam@nguoidan.example",
    "password": "dừa-nước-mặn-7",
    "again": "dừa-nước-mặn-7",
}
OF_A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_signs_in_alone(tab):
    phone = tab(width=390)
    give_a_finger(phone)
    phone.goto("/accounts/signup/")
    fill(phone, ANSWERS)
    press(phone, "Mở tài khoản")

    phone.goto("/accounts/2fa/")
    phone.get_by_role("link", name="Thêm khóa truy cập").click()
    phone.fill("input[name=password]", ANSWERS["password"])
    press(phone, "Xác nhận")
    phone.fill("input[name=name]", "Điện thoại của tôi")
    expect(phone.locator("input[name=passwordless]")).to_be_checked()
    press(phone, "Thêm")
    phone.goto("/accounts/2fa/webauthn/")
    expect(phone.locator("main")).to_contain_text("Điện thoại của tôi")

    phone.goto("/accounts/home/")
    press(phone, "Đăng xuất")
    phone.goto("/accounts/login/")
    press(phone, "Đăng nhập bằng khóa truy cập")
    phone.goto("/accounts/home/")
    expect(phone.locator("h1")).to_have_text(ANSWERS["full_name"])


def give_a_finger(page: Page) -> None:
    """Give the browser the authenticator of a phone, which knows its owner's finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": OF_A_PHONE})
