"""The officers' page of one dossier, through the client: who sees which moves, what each move does, every refusal."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.accounts.models import Appointment
from congvu.audit.models import Line
from congvu.dossiers.actions import endings, supplement
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.rules.offers import Offer
from congvu.dossiers.terms import Status, StepKind
from congvu.dossiers.web.officer_moves import DOORS
from congvu.payments.actions import raise_charges
from congvu.payments.queries import charges_of
from congvu.payments.rules import ChargeLine
from congvu.payments.terms import ChargeKind, ChargeState
from tests.dossiers.conftest import MORNING
from tests.dossiers.stories import PDF, submitted, waiting

BIRTH = "1.001193"
GUARDIAN = "1.004837"
DESK = "vl25-binh-dai-hcc/tiep-nhan"
SPECIALIST = "vl25-binh-dai-vp/tu-phap"
HEAD = "vl25-binh-dai-vp/chanh-van-phong"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def page_of(dossier: Dossier) -> str:
    return reverse("desk_dossiers:dossier", kwargs={"key": dossier.key})


def sign_in(client, post_key: str):
    client.force_login(Appointment.objects.filter(post__key=post_key).first().user)
    return client


def make(client, dossier: Dossier, move: str, *, step: Step | None = None, **values):
    address = reverse("desk_dossiers:act", kwargs={"key": dossier.key, "move": move})
    step = step or waiting(dossier)
    return client.post(address, {"step": step.pk if step else "", **values})


def offered(answer) -> set[str]:
    """Return the moves that the page offers, remarks left out."""
    panels = [panel for one in answer.context["step_panels"] for panel in one.panels]
    return {panel.offer for panel in [*panels, *answer.context["whole_panels"]]} - {Offer.REMARK}


@pytest.fixture
def dossier():
    return submitted(GUARDIAN, now=MORNING)


@pytest.fixture
def with_specialist(client, dossier):
    """A dossier that waits for the specialist, who is signed in."""
    make(sign_in(client, DESK), dossier, "accept-and-hand-over")
    sign_in(client, SPECIALIST)
    return dossier


def test_every_move_has_a_door():
    assert set(DOORS) == set(Offer)


def test_the_desk_is_offered_what_it_may_do_with_an_online_dossier(client, dossier):
    answer = sign_in(client, DESK).get(page_of(dossier))

    assert {"accept-and-hand-over", "accept", "ask-completion", "refuse"} <= offered(answer)
    assert "complete" not in offered(answer)


def test_the_desk_accepts_and_hands_over_in_one_go(client, dossier):
    answer = make(sign_in(client, DESK), dossier, "accept-and-hand-over")

    dossier.refresh_from_db()
    assert answer.status_code == 303
    assert dossier.status == Status.PROCESSING
    assert waiting(dossier).node == "examine"
    assert "Đã tiếp nhận, gửi giấy hẹn và chuyển xử lý." in client.get(answer["Location"]).text


def test_a_colleague_elsewhere_sees_where_it_is_and_no_button(client, with_specialist):
    answer = sign_in(client, DESK).get(page_of(with_specialist))

    assert offered(answer) == {"recall"}
    assert "Hồ sơ đang ở:" in answer.text


def test_the_specialist_is_offered_the_moves_of_a_step(client, with_specialist):
    answer = client.get(page_of(with_specialist))

    assert {"complete", "consult", "propose-supplement", "send-back", "take"} <= offered(answer)
    assert "stop" not in offered(answer)
    assert "Vì sao hạn là" in answer.text


def test_who_decides_may_stop_the_dossier(client, with_specialist):
    sign_in(client, "vl25-binh-dai-ubnd/chu-tich")

    answer = make(client, with_specialist, "stop", reason="Người nộp không còn điều kiện")

    with_specialist.refresh_from_db()
    assert answer.status_code == 303
    assert with_specialist.status == Status.STOPPED


def test_another_commune_gets_404(client, dossier):
    sign_in(client, "vl25-thoi-thuan-hcc/tiep-nhan")

    assert client.get(page_of(dossier)).status_code == 404
    assert make(client, dossier, "accept").status_code == 404
    assert client.get(f"{page_of(dossier)}files/{dossier.papers.first().files.first().file_id}/").status_code == 404


def test_an_officer_of_another_post_gets_a_sentence(client, dossier):
    make(sign_in(client, DESK), dossier, "accept-and-hand-over")

    answer = make(client, dossier, "complete")

    assert answer.status_code == 403
    assert "Bước này do chức danh khác giữ." in answer.text


def test_the_second_of_two_clicks_gets_one_clear_sentence(client, dossier):
    step = waiting(dossier)
    make(sign_in(client, DESK), dossier, "accept", step=step)

    again = make(client, dossier, "accept", step=step)

    assert again.status_code == 409
    assert "Bước này đã được xử lý xong." in again.text
    assert dossier.moves.filter(move="accept").count() == 1


def test_of_two_officers_at_one_post_the_second_learns_who_has_it(client, with_specialist):
    step = waiting(with_specialist)
    other = Appointment.objects.filter(post__key=DESK).first().user
    Step.objects.filter(pk=step.pk).update(holder=other, holder_name=other.full_name)

    page, answer = client.get(page_of(with_specialist)), make(client, with_specialist, "complete")

    assert f"{other.full_name} đang giữ bước này." in page.text
    assert answer.status_code == 409
    assert "người khác cùng chức danh đang giữ" in answer.text


def test_a_form_without_its_reason_comes_back_open_with_the_sentence(client, dossier):
    answer = make(sign_in(client, DESK), dossier, "refuse", reason="  ")

    assert answer.status_code == 422
    assert "Hãy ghi lý do và căn cứ." in answer.text
    assert '<details class="dk-move" open>' in answer.text


def test_what_was_typed_survives_a_refusal(client, with_specialist):
    step = waiting(with_specialist)
    Step.objects.filter(pk=step.pk).update(suspended=True)

    answer = make(client, with_specialist, "complete", step=step, outcome="Đã kiểm tra")

    assert answer.status_code == 409
    assert "tạm dừng" in answer.text


def test_a_step_of_another_dossier_is_not_found(client, dossier):
    other = submitted(BIRTH, now=MORNING)

    assert make(sign_in(client, DESK), dossier, "accept", step=waiting(other)).status_code == 404
    assert make(client, dossier, "khong-co").status_code == 404


def test_a_supplement_goes_from_specialist_to_head_to_desk_to_applicant_and_back(client, with_specialist):
    dossier = with_specialist
    make(client, dossier, "propose-supplement", items="Bản sao căn cước\n\nTờ khai ký lại", reason="Thiếu theo Điều 21")
    make(sign_in(client, HEAD), dossier, "approve-supplement", step=_open(dossier, StepKind.APPROVE_SUPPLEMENT))
    make(sign_in(client, DESK), dossier, "send-supplement", step=_open(dossier, StepKind.SEND_SUPPLEMENT))
    dossier.refresh_from_db()
    paused = dossier.status
    supplement.answer_supplement(dossier_id=dossier.pk, by=dossier.submitter.ref, note="Đã nộp", now=MORNING)
    answer = make(client, dossier, "accept-supplement", step=_open(dossier, StepKind.CHECK_SUPPLEMENT))

    dossier.refresh_from_db()
    assert dossier.supplements.get().items == ["Bản sao căn cước", "Tờ khai ký lại"]
    assert paused == Status.SUPPLEMENT
    assert answer.status_code == 303
    assert dossier.status == Status.PROCESSING


def _open(dossier: Dossier, kind: StepKind) -> Step:
    return dossier.steps.get(kind=kind, done_at=None)


def test_the_head_may_decline_and_the_specialist_goes_on(client, with_specialist):
    make(client, with_specialist, "propose-supplement", items="Bản sao", reason="Thiếu")
    step = _open(with_specialist, StepKind.APPROVE_SUPPLEMENT)

    answer = make(sign_in(client, HEAD), with_specialist, "decline-supplement", step=step, reason="Đã có trong kho")

    assert answer.status_code == 303
    assert "complete" in offered(sign_in(client, SPECIALIST).get(page_of(with_specialist)))


def test_another_unit_is_asked_and_answers(client, with_specialist):
    dossier = with_specialist
    form = next(p.form for p in client.get(page_of(dossier)).context["step_panels"][0].panels if p.offer == "consult")
    posts = {key for _, group in form.fields["post"].choices[1:] for key, _ in group}
    make(client, dossier, "consult", post=HEAD, question="Có đủ điều kiện giám hộ không")
    step = _open(dossier, StepKind.OPINION)
    file = SimpleUploadedFile("tra loi.pdf", PDF)

    answer = make(sign_in(client, HEAD), dossier, "give-opinion", step=step, answer="Đủ điều kiện", file=file)

    dossier.refresh_from_db()
    assert HEAD in posts
    assert answer.status_code == 303
    assert dossier.status == Status.PROCESSING
    assert "Đủ điều kiện" in sign_in(client, SPECIALIST).get(page_of(dossier)).text


def test_a_step_passed_on_too_early_is_recalled(client, with_specialist):
    make(sign_in(client, DESK), with_specialist, "recall", reason="Chuyển nhầm")

    assert waiting(with_specialist).node == "receive"


def test_a_step_is_sent_back_with_its_reason(client, with_specialist):
    answer = make(client, with_specialist, "send-back", reason="Thiếu chữ ký")

    assert answer.status_code == 303
    assert waiting(with_specialist).node == "receive"


def test_a_withdrawal_is_confirmed_at_the_desk(client, with_specialist):
    dossier = with_specialist
    endings.request_withdrawal(dossier_id=dossier.pk, by=dossier.submitter.ref, reason="Đổi ý", now=MORNING)
    step = _open(dossier, StepKind.CONFIRM_WITHDRAWAL)

    make(sign_in(client, DESK), dossier, "confirm-withdrawal", step=step, papers_returned="Toàn bộ")

    dossier.refresh_from_db()
    assert dossier.status == Status.WITHDRAWN


def test_the_desk_takes_a_fee_whose_amount_is_not_known(client, dossier):
    lines = [ChargeLine("Lệ phí", ChargeKind.LE_PHI, None)]
    (charge,) = raise_charges(
        subject=dossier.ref, collector="bd20-ubnd", lines=lines, by=dossier.submitter.ref, now=MORNING
    )
    sign_in(client, DESK)

    without = make(client, dossier, "record-payment", charge=charge.pk, receipt_number="BL-01")
    paid = make(client, dossier, "record-payment", charge=charge.pk, receipt_number="BL-01", amount_vnd="8000")

    assert without.status_code == 409
    assert paid.status_code == 303
    assert charges_of(dossier.ref).get().state == ChargeState.PAID


def test_who_collects_nothing_gets_a_sentence(client, with_specialist):
    dossier = with_specialist
    lines = [ChargeLine("Lệ phí", ChargeKind.LE_PHI, 8000)]
    (charge,) = raise_charges(
        subject=dossier.ref, collector="bd20-ubnd", lines=lines, by=dossier.submitter.ref, now=MORNING
    )

    answer = make(client, dossier, "exempt-charge", charge=charge.pk, reason="Hộ nghèo")

    assert answer.status_code == 403
    assert "thu phí của cơ quan giải quyết" in answer.text


def test_a_remark_keeps_its_file(client, with_specialist):
    make(client, with_specialist, "remark", text="Xem lại trang 2", file=SimpleUploadedFile("anh.pdf", PDF))

    page = client.get(page_of(with_specialist))

    assert "Xem lại trang 2" in page.text
    assert client.get(f"{page_of(with_specialist)}files/{with_specialist.remarks.get().file_id}/").status_code == 200


def test_who_opened_a_file_is_written_down(client, with_specialist):
    make(client, with_specialist, "remark", text="Xem lại trang 2", file=SimpleUploadedFile("anh.pdf", PDF))
    file_id = with_specialist.remarks.get().file_id

    client.get(f"{page_of(with_specialist)}files/{file_id}/")

    line = Line.objects.get(subject_id=str(with_specialist.pk), verb="dossier.open_file")
    assert line.details["file"] == file_id


def test_a_paper_is_shown_in_the_page_and_handed_out_on_request(client, dossier):
    file = dossier.papers.filter(files__isnull=False).first().files.first().file
    address = f"{page_of(sign_in(client, DESK) and dossier)}files/{file.pk}/"

    shown, taken = client.get(address), client.get(address + "?download=1")

    assert shown["Content-Disposition"].startswith("inline")
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert taken["Content-Disposition"].startswith("attachment")


def test_opening_a_dossier_is_written_down(client, dossier):
    sign_in(client, DESK).get(page_of(dossier))

    line = Line.objects.get(verb="dossier.open")
    assert line.subject_id == str(dossier.pk)
    assert line.details == {"post": DESK}


def test_the_page_asks_the_database_as_often_for_much_as_for_little(client, with_specialist):
    dossier = with_specialist
    client.get(page_of(dossier))
    with CaptureQueriesContext(connection) as little:
        client.get(page_of(dossier))
    for number in range(5):
        make(client, dossier, "remark", text=f"Ý kiến {number}", file=SimpleUploadedFile("a.pdf", PDF))
        dossier.clock.create(kind="pause", at=MORNING, reason="Thử")
        dossier.clock.create(kind="resume", at=MORNING + dt.timedelta(minutes=number), reason="Thử")
    client.get(page_of(dossier))

    with CaptureQueriesContext(connection) as much:
        client.get(page_of(dossier))

    assert len(much) == len(little) <= 60
