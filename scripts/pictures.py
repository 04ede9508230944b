"""Take the pictures of the documentation from a running demonstration: `scripts/pictures.py [ADDRESS] [DATA]`.

Walks the birth registration of the tutorial from the search to the check of the signed paper, as the people of the
cast; pictures go to docs/images. A fresh data folder gives the pictures of the tutorial; an older one adds one dossier.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from tests.journeys.visiting import next_page  # noqa: E402  # the stories wait for pages in the same way

PICTURES = PROJECT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking"]
PROCEDURE = "1.001193"
CITIZEN, RECEIVER, LEADER, CLERK = "0100100001", "damdoi.phan", "duong.ly", "luoc.nguyen"
COUNTER, AT_COUNTER = "suado.duong", "1.001612"
COLOURS = 200  # enough for flat pages, a third of the bytes
SETTLE_MS = 1500
CERTIFICATE = (
    "GIẤY CHỨNG SINH (minh họa)",
    "Số: 00001/2020",
    "Họ tên mẹ: Phạm Hoa Mười Giờ",
    "Đã sinh con vào lúc: 06 giờ 15, ngày 20/04/2020",
    "Tại: Trạm Y tế xã Long Hòa",
    "Giới tính của con: Nữ          Cân nặng: 3100 gram",
    "Dự định đặt tên con là: Võ Minh Họa",
)
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
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        people = People(browser, address, password, Path(folder))
        everybody(people)
        counter(people)
        dossier = citizen(people)
        officers(people, dossier)
        checked(people, dossier)
        browser.close()
    return 0


class People:
    """Everybody who takes part, each with a window of their own."""

    def __init__(self, browser: Browser, address: str, password: str, folder: Path) -> None:
        self.browser, self.address, self.password, self.folder = browser, address, password, folder

    def tab(self, *, width: int = 1280, height: int = 800) -> Page:
        """Open a window of somebody of their own."""
        size: ViewportSize = {"width": width, "height": height}
        context = self.browser.new_context(base_url=self.address, locale="vi-VN", viewport=size)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def signed_in(self, name: str, *, height: int = 800) -> Page:
        """Open a window in which this account is signed in."""
        page = self.tab(height=height)
        page.goto("/accounts/login/")
        page.fill("#id_login", name)
        page.fill("#id_password", self.password)
        press(page, "Đăng nhập")
        return page


def take(page: Page, name: str) -> None:
    """Keep what the window shows as docs/images/<name>.png, in few colours."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(SETTLE_MS)  # Chromium's viewer of PDFs comes late and says nothing
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target)
    Image.open(target).convert("RGB").quantize(COLOURS).save(target, optimize=True)


def press(page: Page, words: str) -> None:
    """Press a button and wait for the page after it."""
    with next_page(page):
        page.get_by_role("button", name=words, exact=True).first.click()


def follow(page: Page, words: str) -> None:
    """Follow a link of the page and wait for the page after it."""
    with next_page(page):
        page.locator("main").get_by_role("link", name=words).first.click()


def everybody(people: People) -> None:
    """Take what everybody may see, wide and on a phone."""
    for width in (1280, 390):
        page = people.tab(width=width)
        page.goto("/")
        take(page, f"home-{width}")
        page.goto(f"/procedures/{PROCEDURE}/")
        take(page, f"procedure-{width}")


def counter(people: People) -> None:
    """Take somebody in at the counter, as far as the one page on which everything is."""
    page = people.signed_in(COUNTER, height=1000)
    page.goto(f"/dossiers/counter/?q={AT_COUNTER}")
    with next_page(page):
        page.locator("button.dk-choice").first.click()
    page.fill("#who", CITIZEN)
    press(page, "Tìm người")
    page.locator("#match-1").click()
    page.wait_for_load_state("networkidle")
    take(page, "counter-1280")


def citizen(people: People) -> str:
    """Declare a birth, hand in the dossier, look at where it stands; return the address of its page."""
    page = people.signed_in(CITIZEN)
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
    page.locator(".is-odd input[type=file]").first.set_input_files(scan(people.folder))
    page.locator("#giay-to:not(:has(.is-odd))").wait_for()
    press(page, "Tiếp tục")
    take(page, "answers-1280")
    page.locator("#id_declared").check(force=True)
    press(page, "Gửi hồ sơ")
    take(page, "sent-1280")
    follow(page, "Theo dõi hồ sơ")
    return page.url


def officers(people: People, dossier: str) -> None:
    """Accept, prepare, sign and seal; the page of who follows the dossier is taken on the way."""
    page = people.signed_in(RECEIVER)
    take(page, "inbox-1280")
    page.set_viewport_size({"width": 1280, "height": 1300})
    follow(page, "Đăng ký khai sinh")
    press(page, "Tiếp nhận và chuyển xử lý")
    take(page, "dossier-1280")
    follow(page, "Lập dự thảo kết quả")
    press(page, "Lập dự thảo và xem PDF")
    page.goto("/desk/")
    follow(page, "Đăng ký khai sinh")
    press(page, "Xong, chuyển bước tiếp theo")
    leader = people.signed_in(LEADER, height=1060)
    follow(leader, "Đăng ký khai sinh")
    follow(leader, "Ký kết quả")
    take(leader, "sign-1280")
    leader.locator("input[type=password]").fill(people.password)
    press(leader, "Duyệt và ký")
    mother = people.signed_in(CITIZEN)
    mother.goto(dossier)
    take(mother, "tracking-1280")
    clerk = people.signed_in(CLERK)
    until(clerk, "Vào sổ hộ tịch, cấp số, đóng dấu")
    follow(clerk, "Đăng ký khai sinh")
    follow(clerk, "Cấp số, đóng dấu")
    press(clerk, "Cấp số và đóng dấu")
    until(clerk, "Trả kết quả cho người nộp")


def checked(people: People, dossier: str) -> None:
    """Receive the signed paper and have it checked."""
    page = people.signed_in(CITIZEN)
    page.goto(dossier)
    press(page, "Nhận kết quả bản điện tử")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải bản điện tử").click()
    paper = people.folder / "giấy khai sinh.pdf"
    coming.value.save_as(paper)
    page = people.tab(height=1000)
    page.goto("/check/")
    page.locator("input[type=file]").first.set_input_files(paper)
    press(page, "Kiểm tra tệp")
    take(page, "check-1280")


def until(page: Page, words: str) -> None:
    """Wait until a background job has brought this to what waits for the officer."""
    for _ in range(60):
        page.goto("/desk/")
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise SystemExit(f"{words}: không thấy ở Việc của tôi.")


def scan(folder: Path) -> Path:
    """Return a paper as somebody photographs it: a made-up certificate of birth."""
    fonts = sorted(Path(sys.prefix).rglob("texgyretermes-regular.otf"))
    sheet = Image.new("RGB", (827, 1169), "#fbfaf5")
    draw = ImageDraw.Draw(sheet)
    for number, line in enumerate(CERTIFICATE):
        draw.text((80, 90 + 60 * number), line, fill="#222", font=ImageFont.truetype(str(fonts[0]), 30))
    path = folder / "giấy chứng sinh.jpg"
    sheet.save(path)
    return path


def answer(page: Page) -> None:
    """Fill in whatever the page shows; pages that were turned stay in the window, hidden."""
    shown = page.locator(".cv-page:not([hidden]), main:not(:has(.cv-page))")
    for name, words in ANSWERS.items():
        if shown.locator(f'[name="{name}.day"]').count():
            for part, number in zip(("day", "month", "year"), words.split("/"), strict=True):
                shown.locator(f'[name="{name}.{part}"]').fill(number)
        field = shown.locator(f'[name="{name}"]')
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
