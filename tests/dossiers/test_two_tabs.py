"""One draft open in two tabs: what one of them saved, the other does not overwrite unseen."""

import pytest
import time_machine
from lxml import html

from congvu.accounts.models import User
from congvu.dossiers.models import Dossier
from congvu.dossiers.rules.revisions import is_stale
from tests.dossiers.citizens import begin
from tests.dossiers.conftest import at

NAME = "requester.full_name"
CODE = "1.001193"


@pytest.fixture(autouse=True)
def demonstration_day():
    with time_machine.travel(at("2020-04-27T08:00"), tick=False):
        yield


@pytest.fixture
def draft(client):
    client.force_login(User.objects.get(import_key="cd01"))
    return begin(client, CODE)


def marks_in(answer):
    tree = html.fromstring(answer.content.decode())
    found = [tree.xpath(f"//input[{rule}]")[0] for rule in ("starts-with(@name, 'seen.')", "@name='tab'")]
    return {one.get("name"): one.get("value") for one in found}


def opened(client, key, step="who_asks"):
    return marks_in(client.get(f"/dossiers/{key}/form/{step}/"))


def send(client, key, marks, *, step="who_asks", **answers):
    return client.post(f"/dossiers/{key}/form/{step}/", {**marks, **answers})


def name_in(key):
    return Dossier.objects.get(key=key).data["requester"]["full_name"]


@pytest.mark.django_db
def test_an_older_tab_does_not_overwrite_what_another_saved(client, draft):
    first, second = opened(client, draft), opened(client, draft)
    send(client, draft, first, **{NAME: "Phạm Thị Mới"})

    answer = send(client, draft, second, **{NAME: "Phạm Thị Cũ"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert name_in(draft) == "Phạm Thị Mới"
    assert "Trang này đã được lưu ở nơi khác" in page
    assert "Phạm Thị Mới" in page and "Phạm Thị Cũ" in page


@pytest.mark.django_db
def test_the_person_may_choose_what_was_typed_last(client, draft):
    first, second = opened(client, draft), opened(client, draft)
    send(client, draft, first, **{NAME: "Phạm Thị Mới"})
    choice = html.fromstring(send(client, draft, second, **{NAME: "Phạm Thị Cũ"}).content.decode())
    form = {one.get("name"): one.get("value") for one in choice.xpath("//main//form//input[@type='hidden']")}

    client.post(f"/dossiers/{draft}/form/who_asks/", form)

    assert name_in(draft) == "Phạm Thị Cũ"


@pytest.mark.django_db
def test_tabs_on_different_pages_do_not_disturb_each_other(client, draft):
    first, second = opened(client, draft), opened(client, draft, "child")
    send(client, draft, first, **{NAME: "Phạm Thị Mới"})

    answer = send(client, draft, second, step="child", **{"child.full_name": "Nguyễn Bé"})

    assert answer.status_code == 422
    assert name_in(draft) == "Phạm Thị Mới"
    assert Dossier.objects.get(key=draft).data["child"]["full_name"] == "Nguyễn Bé"


@pytest.mark.django_db
def test_what_a_tab_saved_by_itself_meanwhile_is_its_own(client, draft):
    marks = opened(client, draft)
    send(client, draft, marks, keep="1", **{NAME: "Phạm Thị"})

    answer = send(client, draft, marks, **{NAME: "Phạm Thị Mới"})

    assert answer.status_code == 422
    assert name_in(draft) == "Phạm Thị Mới"


@pytest.mark.django_db
def test_a_tab_that_saves_by_itself_is_told_that_it_is_older(client, draft):
    first, second = opened(client, draft), opened(client, draft)
    send(client, draft, first, **{NAME: "Phạm Thị Mới"})

    answer = send(client, draft, second, keep="1", **{NAME: "Phạm Thị Cũ"})

    assert (answer.status_code, "Chưa lưu được" in answer.content.decode()) == (409, True)
    assert marks_in(answer) == second
    assert name_in(draft) == "Phạm Thị Mới"


@pytest.mark.django_db
def test_a_tab_that_saved_one_page_is_still_older_on_another_that_was_saved_elsewhere(client, draft):
    both = opened(client, draft) | opened(client, draft, "child")  # pages that came along with each other
    send(client, draft, opened(client, draft, "child"), step="child", keep="1", **{"child.full_name": "Nguyễn Bé"})
    send(client, draft, both, keep="1", **{NAME: "Phạm Thị Mới"})

    answer = send(client, draft, both, step="child", **{"child.full_name": "Nguyễn Cũ"})

    assert answer.status_code == 409
    assert Dossier.objects.get(key=draft).data["child"]["full_name"] == "Nguyễn Bé"


@pytest.mark.parametrize(
    ("seen", "tab", "stale"),
    [("old", "b", True), ("old", "", True), ("old", "a", False), ("new", "b", False), ("", "b", False)],
)
def test_a_page_is_stale_when_another_tab_saved_it(seen, tab, stale):
    assert is_stale(seen=seen, now="new", from_tab=tab, saved_from="a") is stale
