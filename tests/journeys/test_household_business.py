"""A household business is founded at the district's counter; a paper is brought later, the certificate handed out."""

from playwright.sync_api import expect

from tests.journeys.filling import a_scan, fill
from tests.journeys.people import BAKER, COUNTER, DIVISION, DIVISION_HEAD, RETURNS, SEAL, bakery_form
from tests.journeys.pictures import picture
from tests.journeys.steps import key_of, make_move, open_waiting, press, sign, until
from tests.journeys.visiting import login

OWNER = "Phạm Hoa Mười Giờ"
OUTSIDE = {
    "Cơ sở dữ liệu quốc gia về dân cư": "Chủ hộ chưa có hộ kinh doanh khác",
    "Chi cục Thuế khu vực Bình Đại": "Mã số thuế 0099000501",
}
REGISTERED = {
    "system__registration_code": "55E8004321",
    "system__registration_code__seen_in": "Hệ thống đăng ký hộ kinh doanh",
    "system__first_registered_on": "2020-04-27",
    "system__first_registered_on__seen_in": "Hệ thống đăng ký hộ kinh doanh",
}
ASKED = "Ảnh chụp căn cước của chủ hộ, rõ cả hai mặt"


def test_a_household_business_is_founded_at_the_counter(tab, tmp_path):
    counter, division, head = tab(), tab(), tab()
    key = take_in(counter)
    dossier = f"/desk/dossiers/{key}/"
    expect(counter.get_by_role("link", name="Mở và in giấy hẹn")).to_be_visible()
    picture(counter, "counter-receipt")

    open_waiting(division, DIVISION, key)
    make_move(division, "Đề nghị bổ sung hồ sơ", {"items": ASKED, "reason": "Bản sao nộp kèm bị mờ số"})
    open_waiting(head, DIVISION_HEAD, key)
    press(head, "Duyệt yêu cầu bổ sung")
    open_waiting(counter, COUNTER, key)
    press(counter, "Gửi phiếu và tạm dừng thời hạn")
    picture(counter, "dossier-paused")
    make_move(counter, "Nhận giấy tờ bổ sung tại quầy", {"note": ASKED, "file": str(a_scan(tmp_path, "căn cước"))})
    press(counter, "Nhận giấy tờ bổ sung, tính tiếp thời hạn")

    division.goto(dossier + "result/")
    make_move(division, "Lập dự thảo và xem PDF", REGISTERED)
    picture(division, "draft")
    division.goto(dossier)
    press(division, "Xong, chuyển bước tiếp theo")
    for sender, answer in OUTSIDE.items():
        told = {"sender": sender, "dated": "2020-04-27", "text": answer, "file": str(a_scan(tmp_path, "trả lời"))}
        make_move(division, "Ghi lại trả lời của cơ quan ngoài", told)
        press(division, "Xong, chuyển bước tiếp theo")
    sign(head, dossier)
    clerk, back = tab(), tab()
    login(clerk, SEAL)
    clerk.goto(dossier + "seal/")
    press(clerk, "Cấp số và đóng dấu")
    until(clerk, "Đã ký và đóng dấu")

    login(back, RETURNS)
    back.goto("/dossiers/counter/returns/")
    picture(back, "returns")
    back.locator("li", has_text=OWNER).get_by_role("link").first.click()
    back.fill("input[name=id_ending]", "501")
    back.get_by_role("button", name="Trả kết quả").click()
    expect(back.locator("main")).to_contain_text(f"đã trả kết quả cho {OWNER}")
    counter.goto(dossier)
    expect(counter.locator(".dk-badges")).to_contain_text("Đã trả kết quả")
    picture(counter, "dossier-returned")


def take_in(counter):
    """Take the dossier in on the one page of the counter; return its key."""
    login(counter, COUNTER)
    counter.goto("/dossiers/counter/?q=1.001612")
    picture(counter, "counter")
    counter.locator("button.dk-choice").first.click()
    counter.wait_for_url("**/counter/*/")
    counter.fill("#who", BAKER)
    press(counter, "Tìm người")
    counter.locator("#match-1").click()
    counter.wait_for_load_state("networkidle")
    fill(counter, {"founder": "person"})
    counter.wait_for_load_state("networkidle")
    fill(counter, bakery_form())
    for paper in counter.locator("#papers .dk-pick").all():
        paper.check()
    counter.locator("#declared").check()
    counter.locator("input[name$='-receipt']").fill("0000123")
    counter.locator("#pass_on").check()
    picture(counter, "counter-intake")
    counter.locator("#accept").click()
    counter.wait_for_load_state()
    return key_of(counter)
