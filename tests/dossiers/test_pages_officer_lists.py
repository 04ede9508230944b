"""The officers' inbox and list of dossiers, through the client."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import Line
from congvu.dossiers.actions.steps import open_step
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.queries import listing
from congvu.dossiers.queries.listing import Wanted
from congvu.dossiers.terms import StepKind
from tests.dossiers.conftest import MORNING, at
from tests.dossiers.stories import accepted, actor_of, submitted, waiting
from tests.dossiers.test_pages_officer import BIRTH, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def dossier():
    return submitted(BIRTH, now=MORNING)


@pytest.fixture
def desk(client, dossier):
    return sign_in(client, waiting(dossier).post.key)


def copies(dossier: Dossier, count: int, *, first: int = 0) -> None:
    """Make more dossiers with one waiting step each, without walking each of them."""
    step = waiting(dossier)
    for number in range(first, first + count):
        more = Dossier.objects.get(pk=dossier.pk)
        more.pk, more.key, more.request_number = None, None, f"YC.H61-{number:05d}"
        more.key = Dossier._meta.get_field("key").get_default()
        more.save()
        Step.objects.create(
            dossier=more,
            kind=step.kind,
            role=step.role,
            label=step.label,
            post=step.post,
            opened_at=step.opened_at,
            due_at=step.due_at + dt.timedelta(minutes=number),
        )


def test_the_inbox_shows_what_waits_with_its_time(desk, dossier):
    answer = desk.get("/desk/")

    assert answer.status_code == 200
    assert dossier.request_number in answer.text
    assert "Còn 1 ngày làm việc" in answer.text


def test_what_waits_for_another_post_is_not_there(client, dossier):
    sign_in(client, "vl25-binh-dai-vp/tu-phap")

    answer = client.get("/desk/")

    assert "Không có việc nào chờ bạn." in answer.text
    assert dossier.request_number not in answer.text


def test_a_late_step_stands_in_its_own_view(desk, dossier):
    with time_machine.travel(at("2026-11-27T09:00"), tick=False):
        late, soon = desk.get("/desk/?view=late"), desk.get("/desk/?view=soon")

    assert dossier.request_number in late.text
    assert "Trễ 1 ngày làm việc" in late.text
    assert dossier.request_number not in soon.text


def test_what_i_passed_on_stays_findable(desk, dossier):
    step = waiting(dossier)
    desk.post(f"/desk/dossiers/{dossier.key}/accept-and-hand-over/", {"step": step.pk})

    answer = desk.get("/desk/?view=passed")

    dossier.refresh_from_db()
    assert dossier.code in answer.text
    assert dossier.code not in desk.get("/desk/").text


@pytest.mark.parametrize("words", ["nguyen van mau", "Nguyễn Văn Mẫu"])
def test_the_inbox_finds_a_name_with_or_without_marks(desk, dossier, words):
    assert dossier.request_number in desk.get("/desk/", {"q": words}).text


def test_a_filter_that_matches_nothing_says_so_and_offers_the_way_back(desk):
    answer = desk.get("/desk/?q=khong-co-ai")

    assert "Không có việc nào khớp với điều kiện lọc." in answer.text
    assert "Bỏ lọc" in answer.text


def test_pages_of_the_inbox_follow_each_other_without_gap_or_double(desk, dossier):
    copies(dossier, 40)
    first = desk.get("/desk/")
    following = desk.get("/desk/?" + first.context["next"])

    rows = [row.place.id for page in (first, following) for group in page.context["page"].groups for row in group.rows]

    assert len(rows) == len(set(rows)) == 41
    assert following.context["next"] == ""


@pytest.mark.parametrize("address", ["/desk/", "/desk/dossiers/"])
def test_a_list_asks_the_database_as_often_for_many_as_for_one(desk, dossier, address):
    desk.get(address)
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    copies(dossier, 25)
    with CaptureQueriesContext(connection) as many:
        desk.get(address)

    assert len(many) == len(one) <= 20


@pytest.mark.parametrize("after", ["x", "_", "2026-11-25_1", "_99999999999999999999", "2026-11-25T08:00:00+07:00_0"])
def test_a_place_that_was_typed_by_hand_is_no_defect(desk, after):
    assert desk.get("/desk/", {"after": after}).status_code == 200
    assert desk.get("/desk/dossiers/", {"after": after}).status_code == 200
    assert desk.get("/desk/dossiers/", {"after": after, "order": "due"}).status_code == 200


def test_the_list_finds_by_code_name_procedure_status_and_day(desk, dossier):
    asked = [
        {"q": dossier.request_number.lower()},
        {"q": "van mau"},
        {"q": "khai sinh"},
        {"procedure": BIRTH, "status": "submitted"},
        {"since": "2026-11-25", "until": "2026-11-25"},
    ]

    assert all(dossier.request_number in desk.get("/desk/dossiers/", one).text for one in asked)
    assert "Không có hồ sơ nào khớp" in desk.get("/desk/dossiers/", {"until": "2026-11-24"}).text


def test_a_day_that_is_none_gets_a_sentence(desk):
    answer = desk.get("/desk/dossiers/?since=31/02/2026")

    assert answer.status_code == 422
    assert "Hãy ghi ngày như 27/04/2020." in answer.text


def test_pages_of_the_list_follow_each_other_without_gap_or_double(desk, dossier):
    copies(dossier, 40)
    officer = actor_of(waiting(dossier), now=MORNING)

    found = [row.pk for row in listing.all_rows(officer, Wanted())]

    assert len(found) == len(set(found)) == 41
    assert found == sorted(found, reverse=True)


def test_the_most_urgent_come_first_when_asked(desk):
    one, other = accepted(BIRTH, now=MORNING), accepted(BIRTH, now=MORNING)
    Dossier.objects.filter(pk=other.pk).update(due_at=one.due_at - dt.timedelta(hours=1))

    answer = desk.get("/desk/dossiers/?order=due")

    assert answer.text.index(other.code) < answer.text.index(one.code)


def test_another_commune_sees_nothing_of_it(client, dossier):
    sign_in(client, "vl25-thoi-thuan-hcc/tiep-nhan")

    assert dossier.request_number not in client.get("/desk/dossiers/").text


def test_the_export_opens_in_a_spreadsheet_and_is_written_down(desk, dossier):
    Dossier.objects.filter(pk=dossier.pk).update(owner_name="=1+1")

    answer = desk.get("/desk/dossiers/export/?status=submitted")

    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeffMã hồ sơ,")
    assert dossier.request_number in text
    assert ",'=1+1," in text
    assert Line.objects.filter(verb="dossier.export").get().details == {"status": "submitted"}


def test_the_list_holds_what_came_to_the_post_from_another_committee(client, dossier):
    open_step(
        dossier, StepKind.OPINION, role="", specs=["vl25-thoi-thuan-ubnd/chu-tich"], label="Cho ý kiến", now=MORNING
    )

    chairman = sign_in(client, "vl25-thoi-thuan-ubnd/chu-tich")

    assert dossier.request_number in chairman.get("/desk/dossiers/").text
