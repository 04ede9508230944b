"""A citizen takes a dossier back while it is handled; all stands still at once and ends when the desk confirms."""

from playwright.sync_api import expect

from tests.journeys.people import JUSTICE, MOTHER
from tests.journeys.pictures import picture
from tests.journeys.steps import file_birth, make_move, open_waiting, press


def test_a_dossier_is_withdrawn_while_it_is_handled(tab, tmp_path):
    phone, desk = tab(width=390), tab()
    key = file_birth(phone, tmp_path, who=MOTHER, child="Phạm Hoa Lài")
    open_waiting(desk, JUSTICE, key)
    press(desk, "Tiếp nhận và chuyển xử lý")

    phone.goto(f"/dossiers/{key}/")
    phone.get_by_role("link", name="Rút hồ sơ").click()
    phone.fill("[name=reason]", "Gia đình chuyển sang đăng ký tại xã Châu Hưng")
    picture(phone, "withdraw")
    press(phone, "Yêu cầu rút hồ sơ")
    expect(phone.locator("main")).to_contain_text("rút")

    desk.reload()
    assert not desk.get_by_role("button", name="Xong, chuyển bước tiếp theo").count()
    make_move(desk, "Xác nhận cho rút hồ sơ", {"papers_returned": "Không có bản giấy"})
    phone.reload()
    expect(phone.locator("h1")).to_contain_text("rút")
    assert not phone.get_by_role("link", name="Rút hồ sơ").count()
    picture(phone, "tracking-withdrawn")
