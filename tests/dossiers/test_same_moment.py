"""Two requests that read one draft in the same moment: the later one to write does not overwrite the other unseen."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from congvu.accounts.models import User
from congvu.base import clock
from congvu.dossiers.actions.drafts import save_answers
from congvu.dossiers.models import Dossier
from tests.dossiers.citizens import begin
from tests.dossiers.test_two_tabs import CODE, NAME, marks_in

COMMITTEE = "vl25-binh-dai-ubnd"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.mark.django_db
def test_what_was_read_is_kept_without_asking_again(client, django_assert_num_queries):
    client.force_login(User.objects.get(import_key="cd01"))
    dossier = Dossier.objects.get(key=begin(client, CODE, committee=COMMITTEE))

    with django_assert_num_queries(1):
        save_answers(dossier, data={"relation": "father"}, now=clock.now())

    assert kept(dossier.key) == {"relation": "father"}


@pytest.fixture
def draft(own_world, django_db_blocker):
    with django_db_blocker.unblock():
        client = client_of_cd01()
        yield begin(client, CODE, committee=COMMITTEE)


def client_of_cd01():
    client = Client()
    client.force_login(User.objects.get(import_key="cd01"))
    return client


def at_once(key, *sendings):
    """Send each from its own connection; all have read the draft before the first of them may write. In order."""

    def send(what):
        try:
            return client_of_cd01().post(*what)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sendings)) as pool:
        answers = []
        with transaction.atomic():
            Dossier.objects.select_for_update().get(key=key)
            for number, what in enumerate(sendings, start=1):
                answers.append(pool.submit(send, what))
                until_waiting(number)
        return [answer.result(timeout=60) for answer in answers]


def until_waiting(number):
    ends_at = time.monotonic() + 30
    with connection.cursor() as cursor:
        while waiting_for_a_lock(cursor) < number:
            assert time.monotonic() < ends_at, "the requests do not wait for the row"
            time.sleep(0.01)


def waiting_for_a_lock(cursor):
    cursor.execute("SELECT pg_stat_clear_snapshot()")  # the view is read once a transaction otherwise
    cursor.execute(WAITS)
    return cursor.fetchone()[0]


def opened(key, step="who_asks"):
    address = f"/dossiers/{key}/form/{step}/"
    return address, marks_in(client_of_cd01().get(address))


def kept(key):
    return Dossier.objects.get(key=key).data


def test_of_two_tabs_that_save_one_page_in_the_same_moment_the_later_one_is_asked(draft):
    address, first = opened(draft)
    _, second = opened(draft)

    won, lost = at_once(draft, (address, {**first, NAME: "Phạm Thị Mới"}), (address, {**second, NAME: "Phạm Thị Cũ"}))

    page = lost.content.decode()
    assert (won.status_code, lost.status_code) == (422, 409)
    assert kept(draft)["requester"]["full_name"] == "Phạm Thị Mới"
    assert "Phạm Thị Mới" in page and "Phạm Thị Cũ" in page


def test_two_pages_saved_in_the_same_moment_are_both_kept(draft):
    (asks, first), (child, second) = opened(draft), opened(draft, "child")

    at_once(draft, (asks, {**first, NAME: "Phạm Thị Mới"}), (child, {**second, "child.full_name": "Nguyễn Bé"}))

    assert kept(draft)["requester"]["full_name"] == "Phạm Thị Mới"
    assert kept(draft)["child"]["full_name"] == "Nguyễn Bé"


def test_a_page_that_keeps_itself_does_not_overwrite_what_its_own_tab_sent(draft):
    address, marks = opened(draft)
    sent, itself = {**marks, NAME: "Phạm Thị Mới"}, {**marks, "keep": "1", NAME: "Phạm Thị M"}

    _, late = at_once(draft, (address, sent), (address, itself))

    assert late.status_code == 204
    assert kept(draft)["requester"]["full_name"] == "Phạm Thị Mới"


def test_two_pages_that_one_tab_leaves_in_the_same_moment_are_both_kept(draft):
    (asks, marks), (child, others) = opened(draft), opened(draft, "child")
    left = {**others, **marks, "keep": "1", NAME: "Phạm Thị Mới", "child.full_name": "Nguyễn Bé"}  # one tab: one form

    at_once(draft, (asks, left), (child, left))

    assert kept(draft)["requester"]["full_name"] == "Phạm Thị Mới"
    assert kept(draft)["child"]["full_name"] == "Nguyễn Bé"


@pytest.mark.parametrize("odd", [{}, {"keep": "1"}])
def test_people_named_while_a_page_is_saved_are_both_kept(draft, odd):
    address, marks = opened(draft)
    people = {"acts": "myself", "owner_name": "Phạm Thị Chủ", "owner_id_number": "099194900501"}
    people |= {"owner_address": "Ấp Diễn Tập 2", "owner_phone": "0100100001", "result_wanted": "online"}

    _, named = at_once(draft, (address, {**marks, NAME: "Phạm Thị Mới"}), (f"/dossiers/{draft}/people/", people | odd))

    assert named.status_code == 303
    assert kept(draft)["requester"]["full_name"] == "Phạm Thị Mới"
    assert Dossier.objects.get(key=draft).owner_name == "Phạm Thị Chủ"
