"""Pages of the form that are sent together: all are read and kept, the first wrong one is shown with its address."""

import pytest
import time_machine
from lxml import html

from congvu.accounts.models import User
from congvu.dossiers.models import Dossier
from tests.dossiers.citizens import all_paths, begin, birth_2020, form_of, posted
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
CODE = "1.001193"
TURNING = {"HX-Request": "true", "HX-Target": "noi-dung"}


@pytest.fixture
def draft(client):
    with time_machine.travel(at("2020-04-27T08:00"), tick=False):
        client.force_login(User.objects.get(import_key="cd01"))
        yield Dossier.objects.get(key=begin(client, CODE))


def typed(draft, *keys, **changed):
    """Return the fields of these pages as a script sends them together."""
    steps = [step for step in form_of(draft.version).steps if step.key in keys]
    tops = {field.key for step in steps for field in step.fields}
    fields = {
        name: value for name, value in posted(birth_2020()).items() if name.replace("[", ".").split(".")[0] in tops
    }
    asked = [path for step in steps for path in all_paths(step.fields)]
    return {**fields, "asked": asked, "page": list(keys), **changed}


def send(client, draft, step, fields, headers=TURNING):
    return client.post(f"/dossiers/{draft.key}/form/{step}/", fields, headers=headers)


def test_all_pages_sent_are_kept_and_the_next_one_follows(client, draft):
    answer = send(client, draft, "child", typed(draft, "who_asks", "case", "child"))

    draft.refresh_from_db()
    assert answer.headers["HX-Push-Url"].endswith("/form/mother/")
    assert {"requester", "case", "child"} <= draft.data.keys()


def test_the_first_wrong_page_is_shown_with_its_address_and_what_followed_is_kept(client, draft):
    fields = typed(draft, "who_asks", "case", "child", **{"requester.full_name": ""})

    answer = send(client, draft, "child", fields)

    draft.refresh_from_db()
    assert answer.status_code == 422
    assert answer.headers["HX-Push-Url"].endswith("/form/who_asks/")
    assert "govuk-error-summary" in answer.content.decode()
    assert draft.data["child"]["full_name"] == birth_2020()["child"]["full_name"]


def test_a_page_that_keeps_itself_keeps_only_itself(client, draft):
    send(client, draft, "child", typed(draft, "who_asks", "case", "child", keep="1"))

    draft.refresh_from_db()
    assert "child" in draft.data
    assert "birth_proof" not in draft.data


def test_pages_that_were_not_sent_are_left_as_they_are(client, draft):
    before = draft.data["requester"]

    send(client, draft, "child", typed(draft, "child"))

    draft.refresh_from_db()
    assert draft.data["requester"] == before


def test_a_name_that_is_no_page_and_a_later_page_are_not_taken(client, draft):
    fields = typed(draft, "child", "mother", page=["child", "no such page", "mother"])

    send(client, draft, "child", fields)

    draft.refresh_from_db()
    assert "mother" not in draft.data or draft.data["mother"] != birth_2020()["mother"]


def test_without_scripts_the_pages_behind_do_not_count(client, draft):
    page = client.get(f"/dossiers/{draft.key}/form/who_asks/")

    tree = html.fromstring(page.content.decode())
    assert [one.get("value") for one in tree.xpath("//input[@name='page'][not(ancestor::template)]")] == ["who_asks"]
    assert len(tree.xpath("//template")) == 2
    answer = send(client, draft, "who_asks", typed(draft, "who_asks"), headers={})
    assert (answer.status_code, answer.url.split("/")[-2]) == (303, "case")


def test_a_page_changed_from_the_check_page_comes_alone(client, draft):
    page = client.get(f"/dossiers/{draft.key}/change/who_asks/")

    assert "<template" not in page.content.decode()
