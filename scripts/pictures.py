"""Take the pictures of the documentation from a running demonstration: `scripts/pictures.py [ADDRESS] [DATA]`.

Walks the birth registration of the tutorial as the people of the cast; pictures go to docs/images. A fresh data folder
gives the pictures of the tutorial; an older one works as well and adds one dossier.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
PICTURES = PROJECT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking"]
PROCEDURE = "1.001193"
CITIZEN, RECEIVER = "0100100001", "damdoi.phan"
COLOURS = 128  # enough for flat pages, a third of the bytes
HOME = {
    "province": "Tỉnh Bến Tre",
    "district": "Huyện Bình Đại",
    "ward": "Xã Long Hòa",
    "detail": "Số 01, ấp Diễn Tập 2",
}
PARENT = {
    "id_type": "cccd",
    "id_issued_on": "10/05/2019",
    "id_issued_by": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "ethnicity": "01",
    "nationality": "VN",
    "residence_type": "permanent",
    **{f"residence.{part}": words for part, words in HOME.items()},
}
ANSWERS = {
    "requester.id_issued_on": "10/05/2019",
    "requester.id_issued_by": PARENT["id_issued_by"],
    "relation": "mother",
    "case": "both",
    "birth_proof": "certificate",
    "birth_certificate_number": "00001/2020",
    "child.full_name": "Võ Minh Họa",
    "child.birth_date": "20/04/2020",
    "child.gender": "female",
    "child.ethnicity": "01",
    "child.nationality": "VN",
    "child.birth_place_name": "Trạm Y tế xã Long Hòa",
    **{f"child.{place}.{part}": words for place in ("birth_place", "hometown") for part, words in HOME.items()},
    **{f"{who}.{key}": words for who in ("mother", "father") for key, words in PARENT.items()},
    "mother.id_number": "099194900501",
    "mother.full_name": "Phạm Hoa Mười Giờ",
    "mother.birth_date": "12/06/1994",
    "father.id_number": "099090900502",
    "father.full_name": "Võ Hoa Mai Vàng",
    "father.birth_date": "23/11/1990",
    "parents_married": "yes",
    "marriage_certificate": "Số 12/2018, ngày 10/06/2018, UBND xã Long Hòa",
    "copies.wanted": "no",
}


def main() -> int:
    """Return 0 when every picture was taken."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    data = Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT / "var"
    password = (data / "demo-password").read_text()
    program = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if program is None:
        print("Thiếu Chromium: hãy chạy `make tools`.", file=sys.stderr)
        return 2
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        everybody(browser, address)
        citizen(browser, address, password)
        officer(browser, address, password)
        browser.close()
    return 0


def tab(browser: Browser, address: str, *, width: int = 1280) -> Page:
    """Open a window of somebody of their own."""
    page = browser.new_context(base_url=address, locale="vi-VN", viewport={"width": width, "height": 800}).new_page()
    page.set_default_timeout(15_000)
    return page


def take(page: Page, name: str) -> None:
    """Keep what the window shows as docs/images/<name>.png, in few colours."""
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target)
    Image.open(target).convert("RGB").quantize(COLOURS).save(target, optimize=True)


def press(page: Page, words: str) -> None:
    """Press a button and wait for the page after it."""
    page.get_by_role("button", name=words).first.click()
    page.wait_for_load_state()


def sign_in(page: Page, name: str, password: str) -> None:
    """Enter the house with an account of the demonstration."""
    page.goto("/accounts/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_load_state()


def everybody(browser: Browser, address: str) -> None:
    """Take what everybody may see, wide and on a phone."""
    for width in (1280, 390):
        page = tab(browser, address, width=width)
        page.goto("/")
        take(page, f"home-{width}")
        page.goto(f"/procedures/{PROCEDURE}/")
        take(page, f"procedure-{width}")
    page = tab(browser, address)
    page.goto("/check/")
    take(page, "check-1280")


def citizen(browser: Browser, address: str, password: str) -> None:
    """Declare a birth, hand in the dossier, look at where it stands."""
    page = tab(browser, address)
    sign_in(page, CITIZEN, password)
    page.goto(f"/dossiers/new/{PROCEDURE}/")
    press(page, "Bắt đầu khai")
    while "/form/" in page.url:
        answer(page)
        if page.url.endswith("/form/case/"):
            take(page, "form-1280")
            page.set_viewport_size({"width": 390, "height": 800})
            take(page, "form-390")
            page.set_viewport_size({"width": 1280, "height": 800})
        before = page.url
        press(page, "Tiếp tục")
        if page.url == before:
            raise SystemExit(f"{before}: {page.locator('.govuk-error-summary').inner_text()}")
    press(page, "Tiếp tục")  # for whom it is handed in
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "giấy chứng sinh.jpg"
        Image.new("RGB", (620, 877), "white").save(paper)
        page.locator(".is-odd input[type=file]").first.set_input_files(paper)
        page.locator("#giay-to:not(:has(.is-odd))").wait_for()
    press(page, "Tiếp tục")
    take(page, "answers-1280")
    page.locator("#id_declared").check(force=True)
    press(page, "Gửi hồ sơ")
    take(page, "sent-1280")
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    page.wait_for_load_state()
    take(page, "tracking-1280")


def officer(browser: Browser, address: str, password: str) -> None:
    """Find the dossier in the inbox, open it, accept it."""
    page = tab(browser, address)
    sign_in(page, RECEIVER, password)
    page.goto("/desk/")
    take(page, "inbox-1280")
    page.locator("main tr", has_text="tiếp nhận hồ sơ nộp trực tuyến").first.get_by_role("link").first.click()
    page.wait_for_load_state()
    press(page, "Tiếp nhận và chuyển xử lý")
    take(page, "dossier-1280")


def answer(page: Page) -> None:
    """Fill in whatever this page asks."""
    for name, words in ANSWERS.items():
        if page.locator(f'[name="{name}.day"]').count():
            for part, number in zip(("day", "month", "year"), words.split("/"), strict=True):
                page.fill(f'[name="{name}.{part}"]', number)
        field = page.locator(f'main [name="{name}"]')
        if field.count():
            way_of(field)(field, words)


def way_of(field: Locator) -> Callable[[Locator, str], None]:
    """Return how a field of this kind is filled in."""
    kind = field.first.evaluate("field => field.type")
    return {"radio": choose, "select-one": select}.get(kind, write)


def choose(field: Locator, words: str) -> None:
    """Choose one of several; what depends on it appears a moment later."""
    field.and_(field.page.locator(f'[value="{words}"]')).check(force=True)
    field.page.wait_for_timeout(150)


def select(field: Locator, words: str) -> None:
    """Select from a list."""
    field.select_option(words)


def write(field: Locator, words: str) -> None:
    """Write into a field."""
    field.fill(words)


if __name__ == "__main__":
    sys.exit(main())
