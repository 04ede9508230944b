"""A dossier is not accepted: the desk says why in words the applicant can act on, and the slip lies with it."""

from playwright.sync_api import expect

from tests.journeys.people import JUSTICE, MOTHER
from tests.journeys.pictures import picture
from tests.journeys.steps import file_birth, make_move, open_waiting, until

WHY = "Trẻ đã được đăng ký khai sinh tại xã Châu Hưng ngày 22/04/2020"


def test_a_dossier_that_cannot_be_accepted_is_refused_with_its_reason(tab, tmp_path):
    phone, desk = tab(width=390), tab()
    key = file_birth(phone, tmp_path, who=MOTHER, child="Phạm Hoa Dâm Bụt")

    open_waiting(desk, JUSTICE, key)
    make_move(desk, "Từ chối tiếp nhận", {"reason": ""})
    expect(desk.locator("main")).to_contain_text("Hãy ghi lý do và căn cứ.")
    make_move(desk, "Từ chối tiếp nhận", {"reason": WHY})
    expect(desk.locator("main")).to_contain_text("Hồ sơ không còn bước nào chờ xử lý.")

    phone.goto(f"/dossiers/{key}/")
    expect(phone.locator("main")).to_contain_text(WHY)
    until(phone, "tệp PDF")
    expect(phone.locator("main")).to_contain_text("Phiếu từ chối")
    picture(phone, "tracking-refused")
    with phone.expect_popup() as slip:
        phone.get_by_role("link", name="Phiếu từ chối").first.click()
    assert slip.value.request.get(slip.value.url).headers["content-type"] == "application/pdf"
