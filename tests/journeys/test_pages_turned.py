"""With scripts a page of the form brings the next one along: one request a page, and all that an opened page gives."""

from playwright.sync_api import expect

from tests.journeys.filling import fill, go_on
from tests.journeys.people import MOTHER, birth_pages
from tests.journeys.steps import begin, fill_birth, press


def test_each_page_of_the_form_takes_one_request(page):
    begin(page, "1.001193", who=MOTHER)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.resource_type in ("document", "xhr") else None)

    for answers in birth_pages("Phạm Hoa Cam"):
        go_on(page, answers)

    by_itself = [one for one in sent if "keep=1" in str(one.post_data) or "refresh=1" in str(one.post_data)]
    assert len(sent) - len(by_itself) == len(birth_pages(""))
    assert {one.method for one in sent} == {"POST"}


def test_a_turned_page_is_read_from_its_heading_and_the_way_back_is_the_browsers(page):
    begin(page, "1.001193", who=MOTHER)
    first, title = page.url, page.title()

    go_on(page, birth_pages("Phạm Hoa Cam")[0])

    assert page.url != first
    assert page.title() != title
    expect(page.locator("h1")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page).to_have_title(title)
    assert page.url == first
    page.go_forward()
    go_on(page, birth_pages("Phạm Hoa Cam")[1])


def test_a_turned_page_is_never_seen_scrolled_as_the_page_before(tab):
    page = tab(width=390)
    begin(page, "1.001193", who=MOTHER)
    fill(page, birth_pages("Phạm Hoa Cam")[0])
    seen = "htmx:afterSwap', () => requestAnimationFrame(() => (document.body.dataset.seen = scrollY))"
    page.evaluate(f"() => document.addEventListener('{seen})")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate("scrollY") > 0

    go_on(page)

    expect(page.locator("body")).to_have_attribute("data-seen", "0")


def test_the_head_of_the_receipt_counts_the_notice_of_handing_in(page, tmp_path):
    fill_birth(page, tmp_path, who="0100100002", child="Phạm Hoa Quýt")
    before = int(page.locator(".cv-unread").inner_text().split()[0]) if page.locator(".cv-unread").count() else 0

    press(page, "Gửi hồ sơ")

    expect(page.locator(".cv-notices")).to_have_count(1)
    expect(page.locator(".cv-unread")).to_contain_text(str(before + 1))


def test_an_error_is_shown_in_place_and_takes_the_focus(page):
    begin(page, "1.001193", who=MOTHER)
    address = page.url

    go_on(page, {"requester.full_name": ""})

    assert page.url == address
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title().startswith("Lỗi")


def test_who_was_signed_out_meanwhile_signs_in_and_goes_on_where_they_were(page):
    begin(page, "1.001193", who=MOTHER)
    address = page.url
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/accounts/login/**")
    page.fill("input[name=login]", MOTHER)
    page.fill("input[name=password]", page.house.password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()

    page.wait_for_url(address)
