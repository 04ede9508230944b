"""Impatient people click twice: a dossier is handed in, received, signed and sealed once, with scripts and without."""

from contextlib import suppress

import psycopg
from playwright.sync_api import Error, Page, Route, expect

from congvu.config.postgres import running_socket, url_at
from tests.journeys.people import CHAIR, CLERK, JUSTICE, MOTHER
from tests.journeys.steps import fill_birth, key_of, open_waiting, press, until
from tests.journeys.visiting import House, login

GAP = 600  # milliseconds between a click and its answer
CHILD = "Phạm Hoa Nhấp Đôi"
ONCE = """
SELECT (SELECT count(*) FROM dossiers_dossier d WHERE d.data::text LIKE %(child)s AND d.status <> 'draft'),
       (SELECT array_agg(move ORDER BY id) FROM dossiers_moveline WHERE dossier_id = mine.id),
       (SELECT array_agg(kind ORDER BY id) FROM dossiers_letter WHERE dossier_id = mine.id),
       (SELECT count(*) FROM signing_signature s JOIN dossiers_result r ON r.document_id = s.document_id
        WHERE r.dossier_id = mine.id)
FROM dossiers_dossier mine WHERE key = %(key)s
"""


def test_whoever_clicks_twice_does_it_once(tab, tmp_path):
    phone = tab(width=390)
    fill_birth(phone, tmp_path, who=MOTHER, child=CHILD)
    twice(phone, "Gửi hồ sơ", arrive=1)  # scripts swallow the second
    expect(phone.locator("h1")).to_have_text("Đã nộp hồ sơ")
    key = key_of(phone)
    dossier = f"/desk/dossiers/{key}/"

    desk = tab(java_script_enabled=False)
    open_waiting(desk, JUSTICE, key)
    twice(desk, "Tiếp nhận và chuyển xử lý")
    desk.goto(dossier + "result/")
    twice(desk, "Lập dự thảo và xem PDF")
    desk.goto(dossier)
    twice(desk, "Xong, chuyển bước tiếp theo")

    chair = tab(java_script_enabled=False)
    login(chair, CHAIR)
    chair.goto(dossier + "sign/")
    chair.fill("input[name=password]", chair.house.password)
    twice(chair, "Duyệt và ký")
    until(chair, "Đã ký")

    clerk = tab(java_script_enabled=False)
    login(clerk, CLERK)
    clerk.goto(dossier + "seal/")
    twice(clerk, "Cấp số và đóng dấu")
    until(clerk, "Đã ký và đóng dấu")

    handed_in, moves, letters, signatures = counted(phone.house, key)
    assert handed_in == 1
    assert moves == ["submit", "accept", "hand_over", "work", "work", "finish"]
    assert letters == ["declaration", "receipt", "control_sheet"]
    assert signatures == 2  # the chairman's and the seal


def test_two_clicks_on_the_counter_take_one_dossier_in_and_write_one_slip(tab):
    desk = tab(java_script_enabled=False)
    login(desk, "vamco.cao")
    begin_intake(desk)
    desk.fill("#id_owner_name", "Lê Thị Nhấp Đôi")
    press(desk, "Yêu cầu bổ sung (Mẫu 02)")

    twice(desk, "Lập và in phiếu bổ sung")

    expect(desk.locator("h1")).to_contain_text("Chờ bổ sung")
    _, moves, letters, _ = counted(desk.house, key_of(desk))
    assert moves == ["submit", "ask_completion"]
    assert letters == ["supplement_slip"]


def begin_intake(page: Page) -> None:
    page.goto("/dossiers/counter/?q=2.000815")
    page.locator(".dk-choice").first.click()
    page.wait_for_url("**/counter/*-*/")


def twice(page: Page, words: str, *, arrive: int = 2) -> None:
    """Click the button twice while the first answer is on its way; that many of the two arrive at the server."""
    sent, shown = [], []

    def slowly(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.fetch(max_redirects=0))
        page.wait_for_timeout(GAP)
        with suppress(Error):  # the browser has given this answer up for the next one
            route.fulfill(response=sent[-1])
            shown.append(sent[-1])

    page.route("**/*", slowly)
    page.get_by_role("button", name=words, exact=True).first.dblclick(delay=GAP / 4, no_wait_after=True)
    for _ in range(100):
        if len(sent) >= arrive and shown:
            break
        page.wait_for_timeout(100)
    page.wait_for_load_state("networkidle")
    page.unroute_all(behavior="wait")
    assert len(sent) == arrive


def counted(house: House, key: str) -> tuple:
    """Return what the database holds of the dossier: how often handed in, its moves, letters and signatures."""
    with psycopg.connect(url_at(running_socket(house.data / "postgres"))) as connection:
        return connection.execute(ONCE, {"key": key, "child": f"%{CHILD}%"}).fetchone()
