"""What people do in the stories, page by page; each step presses the same buttons as a person."""

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.filling import a_scan, go_on
from tests.journeys.people import birth_pages
from tests.journeys.visiting import login, next_page


def begin(page: Page, code: str, *, who: str) -> None:
    """Sign in, go from the page of the procedure to the form, and keep the place that is offered."""
    login(page, who)
    page.goto(f"/procedures/{code}/")
    page.get_by_role("link", name=re.compile("Nộp hồ sơ trực tuyến")).first.click()
    page.locator("main form").get_by_role("button").last.click()
    page.wait_for_url("**/form/**")


def fill_birth(page: Page, folder: Path, *, who: str, child: str) -> None:
    """Fill a birth registration online up to the page where it is read again and promised to be true."""
    begin(page, "1.001193", who=who)
    for answers in birth_pages(child):
        go_on(page, answers)
    go_on(page)  # owner and submitter are filled from the account
    attach(page, a_scan(folder, "giấy chứng sinh"))
    go_on(page)
    page.locator("input[name=declared]").check()


def file_birth(page: Page, folder: Path, *, who: str, child: str) -> str:
    """File a birth registration online; return the key of the dossier."""
    fill_birth(page, folder, who=who, child=child)
    press(page, "Gửi hồ sơ")
    return key_of(page)


def key_of(page: Page) -> str:
    """Return the key of the dossier that the page is about."""
    return re.search(r"/dossiers/(?:counter/)?([0-9a-f-]{36})/", page.url)[1]


def attach(page: Page, file: Path) -> None:
    """Give one file for the first paper and wait until it is listed."""
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.locator("main")).to_contain_text(file.name)


def open_waiting(page: Page, who: str, key: str) -> None:
    """Sign in as an officer and open the dossier from the list of what waits."""
    login(page, who)
    page.goto("/desk/")
    page.locator(f"main a[href*='{key}']").first.click()
    page.wait_for_load_state()


def press(page: Page, words: str) -> None:
    """Press the button with these words and wait for the next page."""
    with next_page(page):
        page.get_by_role("button", name=words, exact=True).first.click()


def until(page: Page, words: str, *, seconds: int = 30) -> None:
    """Wait, reloading as people do, until the page says so."""
    for _ in range(seconds):
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"{words!r} never came; the page says: {page.locator('main').inner_text()[:500]}")


def make_move(page: Page, words: str, answers: Mapping[str, str]) -> None:
    """Fill what this move of the officers' page asks for, unfolding it first, and press its button."""
    folded = page.locator("details:not([open]) > summary", has_text=words)
    if folded.count():
        folded.first.click()
    form = page.locator("form", has=page.get_by_role("button", name=words, exact=True)).first
    for name, value in answers.items():
        field = form.locator(f"[name='{name}']")
        field.set_input_files(value) if name == "file" else field.fill(value)
    press(page, words)


def sign(page: Page, dossier: str) -> None:
    """Approve what waits for this leader, who is signed in, and wait for the signature."""
    page.goto(dossier + "sign/")
    page.fill("input[name=password]", page.house.password)
    press(page, "Duyệt và ký")
    until(page, "Đã ký")
