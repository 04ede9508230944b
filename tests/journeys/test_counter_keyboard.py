"""Somebody wants copies certified: the officer takes it in without the mouse, in few keystrokes."""

import time

from tests.journeys.visiting import login

MOST_KEYS, MOST_SECONDS = 25, 60


class Hands:
    """Two hands on the keyboard; names and words of the person are not counted, every other key is."""

    def __init__(self, page):
        self.page, self.keys = page, 0

    def name(self, words):
        self.page.keyboard.type(words)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def on(self, selector):
        self.page.wait_for_function("one => document.activeElement.matches(one)", arg=selector)


def test_a_dossier_is_taken_in_by_keyboard_in_twenty_five_keys_and_a_minute(page):
    login(page, "vamco.cao")
    page.goto("/dossiers/counter/")
    hands, began = Hands(page), time.monotonic()

    hands.on("#q")
    hands.name("chung thuc ban sao")
    hands.press("Enter")
    hands.on(".dk-choice")
    hands.press("Enter")
    hands.on("#who")
    hands.name("Trương Hoa Sen Hồng")
    hands.press("Enter")
    hands.on("#match-1")
    hands.press("Enter")
    hands.on("#f-items-0-name")
    hands.name("Bằng tốt nghiệp")
    hands.press("Enter", "Enter", "Enter", "1", "Enter", "2", "Enter", "Enter")
    hands.on("[name=form_of_copy]")
    hands.press("Space", "Enter", "Enter", "Enter")
    hands.on("#paper-originals-here")
    hands.press("Space", "Enter", "Space", "F9")
    page.wait_for_url("**/receipt/")
    seconds = time.monotonic() - began

    assert hands.keys <= MOST_KEYS
    assert seconds < MOST_SECONDS
    page.get_by_text("Mở và in giấy hẹn").wait_for(timeout=30_000)


def test_what_is_wrong_is_gathered_in_a_summary_that_has_the_focus(page):
    login(page, "vamco.cao")
    page.goto("/dossiers/counter/?q=2.000815")
    page.locator(".dk-choice").first.click()
    page.wait_for_url("**/counter/*-*/")

    page.keyboard.press("F9")

    page.wait_for_function("() => document.activeElement.id === 'tom-tat'")
    page.get_by_role("link", name="Hãy ghi họ tên chủ hồ sơ.").click()
    page.wait_for_function("() => document.activeElement.id === 'id_owner_name'")
