"""A phone on a weak network: what was typed or chosen is not lost, and each message stands where the person looks."""

import re

import pytest
from playwright.sync_api import expect

from congvu.files.rules import LARGEST_PAPER
from tests.config.running import until
from tests.journeys.filling import a_scan, fill, go_on
from tests.journeys.people import birth_pages
from tests.journeys.steps import begin, key_of

WHO = "0100100003"
UPLOAD = "**/papers/birth_proof_file/"


@pytest.fixture
def phone(tab):
    page = tab(width=390, has_touch=True)
    begin(page, "1.001193", who=WHO)
    return page


def at_papers(page):
    for answers in birth_pages("Phạm Hoa Quýt")[:2]:
        go_on(page, answers)
    page.goto(f"/dossiers/{key_of(page)}/papers/")
    return page.locator("input[type=file]").first


def test_a_press_without_network_is_told_beside_the_button_and_works_when_it_is_back(phone):
    fill(phone, {"requester.full_name": ""})  # what looks wrong is for the server to judge
    phone.context.set_offline(True)

    phone.get_by_role("button", name="Tiếp tục").click()

    lost = phone.locator(".cv-page > .cv-lost", has_text="Mất kết nối")
    expect(lost).to_be_in_viewport()
    expect(phone.get_by_role("button", name="Tiếp tục")).to_be_in_viewport()
    phone.context.set_offline(False)
    go_on(phone, {"requester.full_name": "Phạm Hoa Quýt"} | birth_pages("")[0])
    expect(lost).to_have_count(0)


def test_an_answer_that_could_not_be_kept_moves_nothing_and_is_kept_once_the_network_is_back(phone):
    phone.context.set_offline(True)
    phone.locator("[name='requester.full_name']").fill("Phạm Hoa Quýt")
    before = phone.evaluate("scrollY")

    expect(phone.locator(".cv-saved .cv-lost")).to_contain_text("Chưa lưu được")

    assert phone.evaluate("scrollY") == before
    phone.context.set_offline(False)
    expect(phone.locator(".cv-saved .cv-lost")).to_have_count(0)
    phone.reload()
    expect(phone.locator("[name='requester.full_name']")).to_have_value("Phạm Hoa Quýt")


def test_pages_that_were_turned_without_network_are_all_kept_once_it_is_back(phone):
    first, second = birth_pages("")[0], {"birth_certificate_number": "00123/2020"}
    fill(phone, first)
    expect(phone.locator(".htmx-request:not(.cv-saved)")).to_have_count(0)
    go_on(phone, {})
    fill(phone, {"case": "both", "birth_proof": "certificate"})
    expect(phone.locator("[name=birth_certificate_number]")).to_be_visible()
    phone.go_back()
    phone.context.set_offline(True)
    fill(phone, {"requester.full_name": "Phạm Hoa Quýt"})
    expect(phone.locator(".cv-saved .cv-lost")).to_have_count(1)
    phone.get_by_role("button", name="Tiếp tục").click()
    fill(phone, second)
    expect(phone.locator(".cv-saved .cv-lost")).to_have_count(2)

    phone.context.set_offline(False)

    expect(phone.locator(".cv-saved .cv-lost")).to_have_count(0)
    phone.reload()
    expect(phone.locator("[name=birth_certificate_number]")).to_have_value("00123/2020")
    phone.get_by_role("link", name="Quay lại").click()
    expect(phone.locator("[name='requester.full_name']")).to_have_value("Phạm Hoa Quýt")


def test_who_leaves_the_page_right_after_typing_finds_it_again(phone):
    address = phone.url
    phone.locator("[name='requester.full_name']").fill("Phạm Hoa Quýt")
    phone.get_by_role("link", name="Lưu và làm sau").click()

    phone.wait_for_url("**/dossiers/")
    until(lambda: found_at(address, phone) == "Phạm Hoa Quýt")  # what is sent while a page goes arrives a little later


def found_at(address, page):
    page.goto(address)
    return page.locator("[name='requester.full_name']").input_value()


def test_a_file_lost_on_the_way_is_sent_again_by_a_button(phone, tmp_path):
    chosen = at_papers(phone)
    phone.route(UPLOAD, lambda route: route.abort("connectionreset"))
    chosen.set_input_files(a_scan(tmp_path, "giấy chứng sinh"))
    expect(phone.locator(".cv-give")).to_contain_text("tệp chưa gửi được")
    phone.unroute(UPLOAD)

    phone.get_by_role("button", name="Gửi tệp").click()

    expect(phone.locator(".cv-upload")).to_contain_text("giấy chứng sinh.pdf")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(phone, tmp_path):
    chosen, sent, large = at_papers(phone), [], tmp_path / "ảnh lớn.jpg"
    phone.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    with large.open("wb") as file:
        file.truncate(LARGEST_PAPER + 1)

    chosen.set_input_files(large)

    expect(phone.locator(".cv-give__sending")).to_contain_text("ảnh lớn.jpg lớn hơn 20 MB")
    assert sent == []
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.locator("h1")).to_have_text("Đọc lại trước khi gửi")


def test_of_files_chosen_together_with_one_that_is_too_large_it_is_told_that_none_was_sent(phone, tmp_path):
    chosen, large = at_papers(phone), tmp_path / "ảnh lớn.jpg"
    with large.open("wb") as file:
        file.truncate(LARGEST_PAPER + 1)

    chosen.set_input_files([a_scan(tmp_path, "trang một"), large])

    expect(phone.locator(".cv-give__sending")).to_contain_text("nên cả 2 tệp vừa chọn chưa gửi")
    expect(phone.locator(".cv-upload")).to_have_count(0)


def test_who_goes_on_while_a_file_is_on_its_way_is_taken_along_with_it(phone, tmp_path):
    chosen, held = at_papers(phone), []
    phone.route(UPLOAD, lambda route: held.append(route))
    chosen.set_input_files(a_scan(tmp_path, "giấy chứng sinh"))
    expect(phone.locator(".cv-give__sending")).to_be_visible()

    phone.get_by_role("button", name="Tiếp tục").click()

    expect(phone.locator(".cv-give")).to_contain_text("Xong thì trang sau tự mở")
    held[0].continue_()
    phone.wait_for_url(re.compile("/check/$"))
    expect(phone.locator("main")).to_contain_text("giấy chứng sinh.pdf")


def test_a_file_that_is_refused_shows_why_and_holds_the_page(phone, tmp_path):
    chosen = at_papers(phone)
    note = tmp_path / "ghi chú.txt"
    note.write_text("không phải giấy tờ")

    chosen.set_input_files(note)

    expect(phone.locator("#give-failures .govuk-error-summary")).to_be_in_viewport()
    expect(phone.locator("#give-failures")).to_contain_text("ghi chú.txt")
