import re

import pytest
import time_machine

from congvu.accounts.models import User
from congvu.accounts.queries import acting_as
from congvu.dossiers.actions.counter_slips import ask_at_counter
from congvu.dossiers.refusals import NotYourDesk
from congvu.dossiers.terms import LetterKind, PaperState, Status, SupplementState
from tests.dossiers.counter import COMMUNE, begun, dossier_at, seen, sign_in, typed
from tests.dossiers.stories import run_jobs
from tests.dossiers.test_pages_counter_more import files

pytestmark = pytest.mark.django_db
DAY = COMMUNE[0]
SAID = {"items": "Bản sao bằng tốt nghiệp\n\nTờ khai, chữ ký", "reason": "Chưa đủ thành phần"}


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(DAY, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client):
    """The commune's receiving officer, signed in."""
    return sign_in(client, COMMUNE[1])


@pytest.fixture
def intake(desk):
    """An intake with its owner, whose paper is missing."""
    address = begun(desk)
    desk.post(address, typed(desk, address, DAY, copies_provided="true"))
    return address


def written(desk, address, kind="ask", **said):
    return desk.post(f"{address}{kind}/", {"seen": seen(desk, f"{address}{kind}/"), **(said or SAID)})


def test_the_slip_begins_with_the_papers_that_are_missing(desk, intake):
    page = desk.get(intake + "ask/")

    assert "Bản sao" in page.text
    assert "2.000815" in page.text


def test_pressing_the_button_keeps_what_was_typed_first(desk):
    address = begun(desk)

    answer = desk.post(address, typed(desk, address, DAY, ask="1", owner_name="Lê Thị Giữ Lại"))

    assert answer.headers["Location"] == address + "ask/"
    assert dossier_at(address).owner_name == "Lê Thị Giữ Lại"


def test_who_is_sent_home_gets_a_numbered_slip_and_the_codes_to_follow(desk, intake):
    answer = desk.post(intake + "ask/", {"seen": seen(desk, intake + "ask/"), **SAID}, follow=True)

    dossier = dossier_at(intake)
    assert dossier.status == Status.AWAITING_COMPLETION
    assert dossier.supplements.get().items == ["Bản sao bằng tốt nghiệp", "Tờ khai, chữ ký"]
    assert dossier.request_number in answer.text
    assert dossier.secret in answer.text


def test_the_slip_is_printed_from_the_counter(desk, intake, on_the_day):
    written(desk, intake)
    run_jobs(now=DAY)

    paper = desk.get(intake + "slip.pdf")

    assert dossier_at(intake).letters.get().kind == LetterKind.SUPPLEMENT_SLIP
    assert paper.getvalue().startswith(b"%PDF")


def test_who_comes_back_is_taken_in_where_the_desk_left_off(desk, intake, on_the_day):
    written(desk, intake)
    on_the_day.shift(3600)

    home = desk.get("/dossiers/counter/")
    answer = desk.post(intake, typed(desk, intake, DAY, accept="1", copies_provided="true", **files()))

    dossier = dossier_at(intake)
    assert intake in home.text
    assert answer.headers["Location"].endswith("/receipt/")
    assert dossier.status == Status.ACCEPTED
    assert dossier.supplements.get().state == SupplementState.CLOSED
    assert [line.move for line in dossier.moves.all()] == ["submit", "ask_completion", "complete", "accept"]


def test_who_comes_back_with_too_little_is_asked_again(desk, intake, on_the_day):
    written(desk, intake)
    on_the_day.shift(3600)

    written(desk, intake, items="Vẫn còn thiếu", reason="Như trên")

    dossier = dossier_at(intake)
    assert dossier.letters.count() == 2
    assert [one.state for one in dossier.supplements.all()] == [SupplementState.CLOSED, SupplementState.SENT]


@pytest.mark.parametrize("kind", ["ask", "refuse"])
def test_a_second_click_writes_no_second_slip(desk, intake, kind, on_the_day):
    post = {"seen": seen(desk, f"{intake}{kind}/"), **SAID}
    on_the_day.shift(1)

    first, second = desk.post(f"{intake}{kind}/", post), desk.post(f"{intake}{kind}/", post)

    assert first.status_code == 303
    assert second.status_code in (303, 409)
    assert dossier_at(intake).letters.count() == 1


def test_a_refusal_says_why_and_ends_the_dossier(desk, intake, on_the_day):
    answer = written(desk, intake, "refuse", reason="Không thuộc thẩm quyền")
    page = desk.get(answer.headers["Location"])

    dossier = dossier_at(intake)
    assert dossier.status == Status.REFUSED
    assert dossier.letters.get().kind == LetterKind.REFUSAL_SLIP
    assert "Đã từ chối tiếp nhận" in page.text


@pytest.mark.parametrize("kind", ["ask", "refuse"])
def test_a_slip_without_its_reason_is_not_written(desk, intake, kind):
    answer = written(desk, intake, kind, items="Ảnh", reason=" ")

    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.text
    assert dossier_at(intake).status == Status.DRAFT


def test_a_slip_without_an_owner_is_not_written(desk):
    address = begun(desk)

    answer = written(desk, address)

    assert answer.status_code == 409
    assert "Hãy ghi họ tên chủ hồ sơ trước" in answer.text


def test_another_desk_writes_no_slip(desk, intake):
    dossier = dossier_at(intake)
    stranger = acting_as(User.objects.get(username="damdoi.phan"), DAY.date())[0]

    with pytest.raises(NotYourDesk):
        ask_at_counter(
            dossier_id=dossier.pk, seen_at=dossier.changed_at, items=["a"], reason="b", officer=stranger, now=DAY
        )


def test_a_scan_is_looked_at_taken_off_and_taken_back(desk):
    address = begun(desk)
    desk.post(address, typed(desk, address, DAY, copies_provided="true", **files()))
    given = dossier_at(address).papers.get(key="copies_file").files.get()
    shown = desk.get(f"{address}files/{given.pk}/")

    parted = desk.post(address, typed(desk, address, DAY, copies_provided="true", drop=str(given.pk)))
    without = dossier_at(address).papers.get(key="copies_file")
    page = desk.get(parted.headers["Location"].partition("#")[0])
    token = re.search(r'name="put_back" value="([^"]+)"', page.text)[1]
    desk.post(address, typed(desk, address, DAY, copies_provided="true", put_back=token))

    assert shown.status_code == 200
    assert without.state == PaperState.MISSING
    assert dossier_at(address).papers.get(key="copies_file").files.get().file_id == given.file_id


def test_a_paper_that_was_handed_in_stays_so_without_its_scan(desk):
    address = begun(desk)
    here = {"copies_provided": "true", "paper-copies_file-here": "on", "paper-copies_file-copies": "2"}
    desk.post(address, typed(desk, address, DAY, **here, **files()))
    given = dossier_at(address).papers.get(key="copies_file").files.get()

    desk.post(address, typed(desk, address, DAY, **here, drop=str(given.pk)))

    assert dossier_at(address).papers.get(key="copies_file").state == PaperState.HANDED_IN


def test_a_scan_of_another_dossier_is_not_taken_off(desk):
    address, other = begun(desk), begun(desk)
    desk.post(address, typed(desk, address, DAY, copies_provided="true", **files()))
    given = dossier_at(address).papers.get(key="copies_file").files.get()

    answer = desk.post(other, typed(desk, other, DAY, copies_provided="true", drop=str(given.pk)))

    assert answer.status_code == 409
    assert desk.get(f"{other}files/{given.pk}/").status_code == 404


def test_scans_that_came_with_an_error_are_listed_on_the_page(desk):
    address = begun(desk)

    answer = desk.post(address, typed(desk, address, DAY, accept="1", owner_name="", copies_provided="true", **files()))

    assert answer.status_code == 422
    assert "Bỏ tệp này" in answer.text


def test_errors_say_whose_number_is_wrong(desk):
    address = begun(desk)
    wrong = {"owner_id_number": "12", "submitted_by": "other", "submitter_id_number": "34", "submitter_name": "Lê Thử"}

    answer = desk.post(address, typed(desk, address, DAY, accept="1", **wrong))

    told = dict(re.findall(r'<a href="#(\w+)">([^<]+)</a>', answer.text))
    assert told["id_owner_id_number"].startswith("Số định danh chủ hồ sơ:")
    assert told["id_submitter_id_number"].startswith("Số định danh người nộp thay:")
    assert "người nộp thay" in told["id_submitter_relation"]


def test_errors_of_the_declaration_say_which_part_they_are_about(desk):
    address = begun(desk, "1.001193")

    answer = desk.post(address, {"seen": seen(desk, address), "accept": "1", "submitted_by": "owner"})

    assert "Thông tin về người mẹ: ghi" in answer.text
    assert "Người được khai sinh: ghi" in answer.text


def test_each_of_the_three_who_hand_in_or_receive_has_its_own_button(desk):
    address = begun(desk)

    page = desk.get(address)

    assert 'id="id_submitted_by_0"' in page.text
    assert 'for="id_submitted_by_1"' in page.text
    assert 'id="None"' not in page.text


def test_who_was_sent_home_from_the_desk_reads_there_what_to_bring_back(desk, intake, client):
    written(desk, intake)
    dossier = dossier_at(intake)
    client.logout()

    page = client.post("/dossiers/track/", {"code": dossier.request_number, "secret": dossier.secret}, follow=True).text

    assert "Bạn mang hồ sơ đến quầy" in page
    assert f"Mang đến Bộ phận Một cửa, {dossier.committee.name}" in page
    assert "Bản sao bằng tốt nghiệp" in page
