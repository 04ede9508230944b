"""The same pages without JavaScript: a birth is declared, a file given, the dossier handed in."""

from playwright.sync_api import Page, expect

from tests.journeys.filling import a_scan, go_on
from tests.journeys.people import MOTHER, birth_pages
from tests.journeys.steps import begin, press


def test_a_birth_is_declared_without_scripts(tab, tmp_path):
    plain = tab(java_script_enabled=False)
    begin(plain, "1.001193", who=MOTHER)
    for answers in birth_pages("Phạm Hoa Ngâu"):
        go_on_plainly(plain, answers)
    go_on(plain)
    plain.locator("input[type=file]").first.set_input_files(a_scan(tmp_path, "giấy chứng sinh"))
    press(plain, "Gửi tệp")
    expect(plain.locator("main")).to_contain_text("giấy chứng sinh.pdf")
    go_on(plain)
    plain.locator("input[name=declared]").check()

    press(plain, "Gửi hồ sơ")

    expect(plain.locator("h1")).to_have_text("Đã nộp hồ sơ")


def go_on_plainly(page: Page, answers: dict[str, str]) -> None:
    """Fill what the page shows and go on; what that brought up comes on the same page, and is filled then."""
    shown = {name: value for name, value in answers.items() if page.locator(f"[name^='{name}']").count()}
    go_on(page, shown)
    brought_up = {name: value for name, value in answers.items() if name not in shown}
    if brought_up:
        go_on(page, brought_up)
