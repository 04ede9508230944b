from io import BytesIO

import pytest
import time_machine
from lxml import html

from congvu.accounts.models import User
from congvu.audit.models import Line
from congvu.dossiers.models import Dossier
from congvu.dossiers.terms import PaperState, Status
from congvu.payments.models import Charge
from tests.dossiers.counter import CENTRE, COMMUNE, DISTRICT, PERSON, begun, dossier_at, seen, sign_in, typed
from tests.dossiers.stories import PDF

pytestmark = pytest.mark.django_db
COUNTER = "/dossiers/counter/"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(COMMUNE[0], tick=False):
        yield


@pytest.fixture
def desk(client):
    """The commune's receiving officer, signed in."""
    return sign_in(client, COMMUNE[1])


def files(paper="copies_file"):
    given = BytesIO(PDF)
    given.name = "quét.pdf"
    return {f"paper-{paper}-file": given}


@pytest.mark.parametrize(
    ("username", "status"),
    [("vamco.cao", 200), ("suado.duong", 200), ("balai.le", 200), ("locvung.tran", 403), ("0100100001", 403)],
    ids=["receives in the commune", "receives in the district", "returns", "leads", "is a citizen"],
)
def test_the_desk_opens_for_those_who_work_there(client, username, status):
    user = User.objects.filter(username=username).first() or User.objects.get(phone=username)
    client.force_login(user)

    assert client.get(COUNTER).status_code == status


def test_who_only_returns_results_does_not_take_dossiers_in(client):
    sign_in(client, "balai.le")

    assert client.post(f"{COUNTER}begin/", {"code": "2.000815"}).status_code == 403


def test_another_commune_does_not_find_the_draft(client, desk):
    address = begun(desk)

    assert sign_in(client, "damdoi.phan").get(address).status_code == 404


def test_the_police_of_the_commune_do_not_see_the_drafts_of_its_committee(client, desk):
    address = begun(desk)

    assert sign_in(client, "bavi.bui").get(address).status_code == 404


@pytest.mark.parametrize("code", ["9.999999", "", "1.001612", "1.004222"])
def test_a_procedure_that_is_unknown_or_received_elsewhere_is_not_begun(desk, code):
    answer = desk.post(f"{COUNTER}begin/", {"code": code})

    assert answer.status_code == 404
    assert not Dossier.objects.exists()


def test_the_search_says_what_is_received_elsewhere(desk):
    answer = desk.get(COUNTER, {"q": "đăng ký thành lập hộ kinh doanh"})

    assert "không nhận tại" in answer.text


def test_each_counter_of_the_district_has_its_procedures(client):
    answer = sign_in(client, DISTRICT[1]).get(COUNTER)

    assert "Quầy 2: Đăng ký kinh doanh, tài chính" in answer.text


@pytest.mark.parametrize("number", ["12345", "199190000077", "09919000007x"])
def test_a_wrong_personal_number_is_said_in_the_summary(desk, number):
    address = begun(desk)

    answer = desk.post(address, typed(desk, address, COMMUNE[0], accept="1", owner_id_number=number))

    assert answer.status_code == 422
    assert 'href="#id_owner_id_number"' in answer.text


def test_a_missing_paper_leads_to_its_box_and_what_was_typed_is_kept(desk):
    address = begun(desk)
    post = typed(desk, address, COMMUNE[0], accept="1", copies_provided="true")

    answer = desk.post(address, post)

    assert answer.status_code == 422
    assert 'href="#paper-copies_file-here"' in answer.text
    assert dossier_at(address).owner_name == PERSON["owner_name"]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"paper-copies_file-here": "on", "paper-copies_file-copies": "2"}, PaperState.HANDED_IN),
        ({"paper-copies_file-reason": "Cơ quan chụp từ bản chính"}, PaperState.EXEMPT),
        (files, PaperState.ATTACHED),
    ],
    ids=["handed in", "exempt", "scanned"],
)
def test_a_paper_is_handed_in_exempt_or_scanned(desk, more, state):
    address = begun(desk)
    given = more() if callable(more) else more

    answer = desk.post(address, typed(desk, address, COMMUNE[0], accept="1", copies_provided="true", **given))

    assert answer.status_code == 303
    assert dossier_at(address).papers.get(key="copies_file").state == state


def test_a_file_of_the_wrong_type_is_said_on_the_page(desk):
    address = begun(desk)
    given = BytesIO(b"MZ not a paper")
    given.name = "quét.pdf"

    answer = desk.post(address, typed(desk, address, COMMUNE[0], **{"paper-originals-file": given}))

    assert answer.status_code == 422
    assert "Loại tệp này không nhận được" in answer.text


def test_a_draft_is_kept_as_it_was_typed_and_thrown_away(desk):
    address = begun(desk)

    desk.post(address, {"seen": seen(desk, address), **PERSON, "save": "1"})
    listed = desk.get(COUNTER).text
    desk.post(f"{address}discard/")

    assert PERSON["owner_name"] in listed
    assert not Dossier.objects.exists()


def test_of_two_officers_on_one_draft_the_later_is_told(client, desk):
    address = begun(desk)
    first = typed(desk, address, COMMUNE[0])
    with time_machine.travel(COMMUNE[0].replace(minute=45), tick=False):
        sign_in(client, "dongnai.pham").post(address, first)

        answer = desk.post(address, first | {"owner_name": "Người Khác Hẳn"})

    assert answer.status_code == 409
    assert "vừa được lưu ở nơi khác" in answer.text
    assert dossier_at(address).owner_name == PERSON["owner_name"]


def test_somebody_is_found_masked_and_the_look_up_is_written_down(desk):
    address = begun(desk)

    answer = desk.post(address, {"seen": seen(desk, address), **PERSON, "who": "truong hoa sen hong", "find": "1"})

    assert "Trương Hoa Sen Hồng" in answer.text
    assert "099196900505" not in answer.text
    assert Line.objects.filter(verb="dossier.find_people", subject_id=str(dossier_at(address).pk)).exists()


def test_who_was_found_fills_the_dossier_and_the_declaration(desk):
    address = begun(desk)
    post = {"seen": seen(desk, address), "submitted_by": "owner", "result_wanted": "counter"}
    found = desk.post(address, post | {"who": "099196900505"}).context["matches"]

    answer = desk.post(address, post | {"pick": found[0][0]})

    assert answer.status_code == 303
    dossier = dossier_at(address)
    assert dossier.owner_id_number == "099196900505"
    assert dossier.data["requester"]["full_name"] == "Trương Hoa Sen Hồng"


def test_a_person_who_was_not_found_by_this_intake_is_not_picked(desk):
    address = begun(desk)

    answer = desk.post(address, {"seen": seen(desk, address), **PERSON, "pick": "account:1"})

    assert answer.status_code == 422


def test_who_hands_in_for_another_says_by_which_right(desk):
    address = begun(desk)
    other = {"submitted_by": "other", "submitter_name": "Lê Văn Nộp"}

    without = desk.post(address, typed(desk, address, COMMUNE[0], accept="1", **other))

    assert 'href="#id_submitter_relation"' in without.text


def test_owner_submitter_and_receiver_are_kept_apart(desk):
    address = begun(desk)
    other = {
        "submitted_by": "other",
        "submitter_name": "Lê Văn Nộp",
        "submitter_id_number": "099090000088",
        "submitter_relation": "Con ruột",
        "receiver_name": "Trần Văn Nhận",
        "paper-authorisation-here": "on",
        "paper-authorisation-originals": "1",
    }

    desk.post(address, typed(desk, address, COMMUNE[0], accept="1", **other))

    dossier = dossier_at(address)
    assert dossier.code
    assert (dossier.owner_name, dossier.submitter_name, dossier.receiver_name) == (
        PERSON["owner_name"],
        "Lê Văn Nộp",
        "Trần Văn Nhận",
    )


def test_a_fee_is_collected_with_its_receipt_when_the_dossier_is_accepted(desk):
    address = begun(desk)

    desk.post(address, typed(desk, address, COMMUNE[0], accept="1", **{"fee-phi-receipt": "BL 0001"}))

    assert Charge.objects.get(subject_id=str(dossier_at(address).pk)).state == "paid"
    assert "Đã nộp" in str(dossier_at(address).letters.get(kind="receipt").content)


def test_a_fee_left_open_is_listed_and_recorded_later(desk):
    address = begun(desk)
    desk.post(address, typed(desk, address, COMMUNE[0], accept="1"))
    dossier = dossier_at(address)
    listed = desk.get(f"{COUNTER}fees/").text

    desk.post(f"{COUNTER}{dossier.key}/fees/", {"fee-phi-reason": "Người khuyết tật"})

    assert dossier.code in listed
    assert Charge.objects.get(subject_id=str(dossier.pk)).state == "exempt"


def test_passing_on_finishes_the_step_of_the_desk(desk):
    address = begun(desk)

    desk.post(address, typed(desk, address, COMMUNE[0], accept="1", pass_on="on"))

    assert dossier_at(address).status == Status.PROCESSING


def test_rows_are_added_without_saving(desk):
    address = begun(desk)

    answer = desk.post(address, typed(desk, address, COMMUNE[0], add="items"))

    assert 'name="items[1].name"' in answer.text
    assert dossier_at(address).data == {}


@pytest.mark.parametrize("pressed", [{"add": "items"}, {"find": "1", "who": "Ví Dụ"}])
def test_scans_that_were_chosen_are_kept_when_the_page_is_shown_again(desk, pressed):
    address = begun(desk)

    answer = desk.post(address, typed(desk, address, COMMUNE[0], **pressed, **files("originals")))

    assert "quét.pdf" in answer.text
    assert f'value="{dossier_at(address).changed_at.isoformat()}"' in answer.text


def test_an_answer_that_asks_nothing_more_changes_nothing_on_the_page(desk):
    address = begun(desk)
    post = typed(desk, address, COMMUNE[0], refresh="1", asked_paper="originals")

    assert desk.post(address, post).status_code == 204
    assert "copies_file" in desk.post(address, post | {"copies_provided": "true"}).text


def test_an_answer_that_only_a_paper_looks_on_is_asked_about_at_once(desk):
    page = html.fromstring(desk.get(begun(desk)).text)

    group = page.xpath("//*[@name='copies_provided']/ancestor::*[contains(@class, 'govuk-form-group')]")[0]
    assert group.get("hx-trigger") == "change"


def test_a_mother_at_the_desk_is_not_typed_twice(desk):
    address = begun(desk, "1.001193")
    post = {**PERSON, "seen": seen(desk, address), "requester.full_name": "Nguyễn Thị Thử", "refresh": "1"}
    shown = desk.post(address, post).text

    answer = desk.post(address, post | {"relation": "mother"})

    twice = 'id="f-mother-full_name" name="mother.full_name" value="Nguyễn Thị Thử"'
    assert twice not in shown
    assert twice in answer.text


def test_the_desk_asks_the_database_as_often_for_many_as_for_one(desk, django_assert_max_num_queries):
    counts = []
    for much in (1, 4):
        for _ in range(much):
            address = begun(desk)
            desk.post(address, typed(desk, address, COMMUNE[0], accept="1"))
            begun(desk)
        with django_assert_max_num_queries(60) as queries:
            desk.get(COUNTER)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_receipt_says_that_its_paper_is_being_made(desk):
    address = begun(desk)

    answer = desk.post(address, typed(desk, address, COMMUNE[0], accept="1"), follow=True)

    assert "Đang lập giấy tiếp nhận" in answer.text


def test_the_centre_of_2025_receives_for_all(client):
    with time_machine.travel(CENTRE[0], tick=False):
        answer = sign_in(client, CENTRE[1]).get(COUNTER)

    assert "1.001612" in answer.text
    assert "1.004873" in answer.text


@pytest.mark.parametrize(
    ("rubbish", "button"),
    [
        ({"who": "Nguyễn\x00Văn"}, "find"),
        ({"owner_name": "\x00Hoa\x00", "paper-copies_file-originals": "\x00"}, "save"),
    ],
)
def test_null_characters_in_what_was_typed_are_a_clear_no(desk, rubbish, button):
    address = begun(desk)

    answer = desk.post(address, {"seen": seen(desk, address), **PERSON, **rubbish, button: "1"})

    assert answer.status_code == 400
    assert "Không đọc được yêu cầu này" in answer.content.decode()
