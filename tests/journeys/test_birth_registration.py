"""A birth is registered online: filed on a phone, accepted, signed, sealed, received, and checked by a stranger."""

import json
import os
import subprocess
import sys

from playwright.sync_api import expect

from tests.journeys.people import CHAIR, CLERK, JUSTICE, MOTHER
from tests.journeys.pictures import picture
from tests.journeys.steps import fill_birth, key_of, open_waiting, press, until
from tests.journeys.visiting import login


def test_a_birth_is_registered_online_from_the_form_to_a_checked_paper(tab, tmp_path):
    phone = tab(width=390)
    fill_birth(phone, tmp_path, who=MOTHER, child="Phạm Hoa Bưởi")
    picture(phone, "check-answers")
    press(phone, "Gửi hồ sơ")
    expect(phone.locator("h1")).to_have_text("Đã nộp hồ sơ")
    picture(phone, "sent")
    key = key_of(phone)

    desk = tab()
    open_waiting(desk, JUSTICE, key)
    press(desk, "Tiếp nhận và chuyển xử lý")
    picture(desk, "dossier")
    dossier = f"/desk/dossiers/{key}/"
    desk.goto(dossier + "result/")
    press(desk, "Lập dự thảo và xem PDF")
    desk.goto(dossier)
    picture(desk, "dossier-drafted")
    press(desk, "Xong, chuyển bước tiếp theo")

    chair = tab()
    login(chair, CHAIR)
    chair.goto("/desk/")
    picture(chair, "inbox")
    chair.goto(dossier + "sign/")
    picture(chair, "sign")
    chair.fill("input[name=password]", chair.house.password)
    press(chair, "Duyệt và ký")
    until(chair, "Đã ký")

    clerk = tab()
    login(clerk, CLERK)
    clerk.goto(dossier + "seal/")
    picture(clerk, "seal")
    press(clerk, "Cấp số và đóng dấu")
    until(clerk, "Đã ký và đóng dấu")

    phone.goto(f"/dossiers/{key}/")
    picture(phone, "tracking-finished")
    press(phone, "Nhận kết quả bản điện tử")
    with phone.expect_download() as got:
        phone.get_by_role("link", name="Tải bản điện tử đã ký số").first.click()
    paper = tmp_path / "giấy khai sinh.pdf"
    got.value.save_as(paper)

    stranger = tab()
    stranger.goto("/check/")
    stranger.set_input_files("input[type=file]", paper)
    press(stranger, "Kiểm tra tệp")
    expect(stranger.locator("h1")).to_contain_text("thử nghiệm")
    picture(stranger, "checked")
    said = subprocess.run(
        [sys.executable, "-m", "congvu.config.main", "verify", str(paper), "--json"],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "CONGVU_DATA": str(phone.house.data),
            "DJANGO_SETTINGS_MODULE": "congvu.config.settings.demo",
        },
    )
    verdict = json.loads(said.stdout)
    assert [one["verdict"] for one in verdict["signatures"]] == ["valid", "valid"], verdict
    assert said.returncode == 0
