"""With scripts a page of the form brings the next one along: one request a page, and all that an opened page gives."""

from playwright.sync_api import expect

from tests.journeys.filling import fill, go_on, heading
from tests.journeys.people import MOTHER, birth_pages
from tests.journeys.steps import begin, fill_birth, press


def turns_sent(page):
    """Keep the requests that the page makes from now on, but for those by which it keeps or refreshes itself."""
    sent = []

    def note(request):
        by_itself = any(word in str(request.post_data) for word in ("keep=1", "refresh=1"))
        if request.resource_type in ("document", "xhr") and not by_itself:
            sent.append(request)

    page.on("request", note)
    return sent


def at_rest(page, answers):
    """Fill the page and wait until it has drawn what the answers bring up."""
    fill(page, answers)
    expect(page.locator(".htmx-request:not(.cv-saved)")).to_have_count(0)


def test_pages_that_came_along_turn_without_the_network_and_are_sent_with_the_last_of_them(page):
    begin(page, "1.001193", who=MOTHER)
    sent = turns_sent(page)

    for answers in birth_pages("Phạm Hoa Cam"):
        at_rest(page, answers)
        go_on(page)

    assert heading(page) == "Chủ hồ sơ và người nộp"
    go_on(page)
    assert [one.url.rsplit("/", 2)[1] for one in sent] == ["child", "people"]
    expect(page.locator("h1")).to_have_text("Giấy tờ")


def test_who_has_to_go_back_from_the_people_to_the_form_finds_the_people_as_typed(page):
    begin(page, "1.001193", who=MOTHER)
    first, then = birth_pages("Phạm Hoa Cam")[:3], birth_pages("Phạm Hoa Cam")[3:]
    for answers in first:
        go_on(page, answers)
    go_on(page, then[0] | {"mother.birth_date": "12/06/2190"})
    for answers in then[1:]:
        go_on(page, answers)
    page.fill("[name=owner_phone]", "0912345678")

    go_on(page)

    assert page.url.endswith("/form/mother/")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    go_on(page, {"mother.birth_date": then[0]["mother.birth_date"]})
    for _ in then[1:]:
        go_on(page)
    expect(page.locator("[name=owner_phone]")).to_have_value("0912345678")
    go_on(page)
    expect(page.locator("h1")).to_have_text("Giấy tờ")


def test_a_page_turned_here_is_read_from_its_heading_and_its_way_back_keeps_what_was_typed(page):
    begin(page, "1.001193", who=MOTHER)
    first, title = page.url, page.title()
    at_rest(page, birth_pages("")[0])
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")

    go_on(page)

    assert page.url.endswith("/case/")
    assert page.title() != title
    expect(page.locator("h1:visible")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    at_rest(page, {"case": "both", "birth_proof": "certificate"})
    at_rest(page, {"birth_certificate_number": "00123/2020"})
    page.go_back()
    expect(page).to_have_title(title)
    assert page.url == first
    page.go_forward()
    expect(page.locator("[name=birth_certificate_number]")).to_have_value("00123/2020")
    page.get_by_role("link", name="Quay lại").click()
    assert page.url == first
    expect(page.locator("[name=relation][value=mother]")).to_be_checked()


def test_what_does_not_look_right_is_asked_of_the_server_at_once(page):
    begin(page, "1.001193", who=MOTHER)
    address, sent = page.url, turns_sent(page)
    at_rest(page, {"relation": "mother", "requester.full_name": "Cam"})

    go_on(page)

    assert len(sent) == 1
    assert page.url == address
    expect(page.locator(".govuk-error-summary")).to_contain_text("họ và tên", ignore_case=True)


def test_an_error_that_only_the_server_sees_leads_back_to_its_page_with_all_that_was_typed(page):
    begin(page, "1.001193", who=MOTHER)
    pages = birth_pages("Phạm Hoa Cam")
    at_rest(page, pages[0] | {"requester.birth_date": "12/06/2190"})
    go_on(page)
    at_rest(page, pages[1])
    go_on(page)
    at_rest(page, pages[2])

    go_on(page)

    assert page.url.endswith("/who_asks/")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    fill(page, {"requester.birth_date": "12/06/1994"})
    go_on(page)
    go_on(page)
    expect(page.locator("[name='child.full_name']")).to_have_value("Phạm Hoa Cam")


def test_what_is_typed_while_the_server_still_thinks_about_an_answer_stays(page):
    begin(page, "1.001193", who=MOTHER)
    page.route("**/form/who_asks/", lambda route: (page.wait_for_timeout(400), route.continue_()))

    page.locator("[name=relation][value=mother]").check()
    page.fill("[name='requester.full_name']", "Phạm Hoa Cam Sành")
    page.fill("[name='requester.birth_date.year']", "1988")
    page.wait_for_load_state("networkidle")

    expect(page.locator("[name=relation][value=mother]")).to_be_checked()
    expect(page.locator("[name='requester.full_name']")).to_have_value("Phạm Hoa Cam Sành")
    expect(page.locator("[name='requester.birth_date.year']")).to_have_value("1988")


def test_a_lost_connection_stops_nobody_between_the_pages_and_loses_nothing(page):
    begin(page, "1.001193", who=MOTHER)
    pages = birth_pages("Phạm Hoa Cam")
    at_rest(page, pages[0])
    page.context.set_offline(True)
    go_on(page)
    fill(page, {"case": "both"})
    page.get_by_role("button", name="Tiếp tục").last.click()
    # What could not be kept by itself may say so too, at its own place: this is the answer to the press.
    expect(page.locator(".cv-page > .cv-lost")).to_contain_text("Mất kết nối")

    page.context.set_offline(False)
    go_on(page)

    expect(page.locator(".cv-page:not([hidden])")).to_be_visible()
    assert page.url.endswith(("/case/", "/child/"))


def test_a_turned_page_is_read_from_its_heading_and_the_way_back_is_the_browsers(page):
    begin(page, "1.001193", who=MOTHER)
    first, title = page.url, page.title()

    go_on(page, birth_pages("Phạm Hoa Cam")[0])

    assert page.url != first
    assert page.title() != title
    expect(page.locator("h1:visible")).to_be_focused()
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
