"""A scan that was chosen at the counter stays chosen while other answers of the intake change."""

from playwright.sync_api import expect

from tests.journeys.filling import a_scan
from tests.journeys.visiting import login


def test_a_chosen_scan_stays_when_other_answers_bring_up_a_field_and_a_paper(page, tmp_path):
    login(page, "vamco.cao")
    page.goto("/dossiers/counter/?q=2.000815")
    page.locator(".dk-choice").first.click()
    page.wait_for_url("**/counter/*-*/")
    page.locator("#paper-originals-more summary").click()
    page.set_input_files("#paper-originals-file", a_scan(tmp_path, "bằng tốt nghiệp"))

    page.locator("[name=form_of_copy][value=electronic]").check()
    expect(page.locator("[name=email]")).to_be_visible()
    page.locator("[name=copies_provided][value=true]").check()
    expect(page.locator("#paper-copies_file-here")).to_be_visible()

    assert page.locator("#paper-originals-file").evaluate("field => field.files[0].name") == "bằng tốt nghiệp.pdf"
    expect(page.locator("#paper-originals-file")).to_be_visible()

    page.get_by_role("button", name="Lưu nháp").last.click()
    expect(page.locator("#paper-originals-files")).to_contain_text("bằng tốt nghiệp.pdf")
