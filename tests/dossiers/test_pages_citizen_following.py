import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.accounts.models import User
from congvu.dossiers.actions import receive, results, steps, supplement
from congvu.dossiers.models import Dossier
from congvu.dossiers.terms import ResultKind, Status, StepKind, SupplementState
from tests.dossiers.citizens import PDF, birth_2020
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, actor_of, run_jobs, submitted, waiting

pytestmark = pytest.mark.django_db
MORNING = at("2020-04-27T08:00")
LONG_HOA = "bd20-long-hoa-ubnd"


@pytest.fixture(autouse=True)
def demonstration_day():
    with time_machine.travel(MORNING, tick=False):
        yield


def birth_submitted() -> Dossier:
    return submitted("1.001193", now=MORNING, committee=LONG_HOA, data=birth_2020())


def birth_accepted() -> Dossier:
    return accepted("1.001193", now=MORNING, committee=LONG_HOA, data=birth_2020())


def sign_in(client, dossier):
    client.force_login(dossier.submitter)
    return f"/dossiers/{dossier.key}"


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def finished() -> Dossier:
    dossier = birth_accepted()
    for _ in range(3):
        step = waiting(dossier)
        officer = actor_of(step, now=MORNING)
        if step.node == "examine":
            results.draft_result(
                dossier_id=dossier.pk, officer=officer, kind=ResultKind.GRANTED, values={}, reason="", now=MORNING
            )
        if step.node == "receive" or step.node == "examine":
            steps.complete_step(step_id=step.pk, officer=officer, now=MORNING)
    dossier.refresh_from_db()
    sign = waiting(dossier)
    digest = dossier.result.document.file.sha256
    results.approve_result(
        step_id=sign.pk, officer=actor_of(sign, now=MORNING), digest=digest, method="password", now=MORNING
    )
    run_jobs(now=MORNING)
    seal = waiting(dossier)
    results.seal_result(step_id=seal.pk, officer=actor_of(seal, now=MORNING), now=MORNING)
    run_jobs(now=MORNING)
    dossier.refresh_from_db()
    return dossier


def test_the_page_of_an_accepted_dossier_begins_with_its_day(client):
    dossier = birth_accepted()

    page = text_of(client, sign_in(client, dossier) + "/")

    assert "<h1>Chậm nhất 17:00 thứ Hai 27/04/2020 bạn nhận được kết quả</h1>" in page
    assert "Ai đang giữ hồ sơ" in page
    assert "Vì sao là ngày 27/04?" in page
    assert dossier.code in page


def test_the_page_asks_the_database_a_fixed_number_of_questions(client, django_assert_max_num_queries):
    address = sign_in(client, birth_accepted()) + "/"
    client.get(address)

    with django_assert_max_num_queries(26):
        client.get(address)


def test_another_citizen_finds_nothing_at_any_address_of_the_dossier(client):
    dossier = birth_accepted()
    run_jobs(now=MORNING)
    letter, given = dossier.letters.first().pk, dossier.papers.exclude(files=None).first().files.first().pk
    client.force_login(User.objects.get(import_key="cd02"))

    pages = ["", "sent/", "supplement/", "withdraw/", "result/", f"letters/{letter}/", f"files/{given}/"]
    found = [client.get(f"/dossiers/{dossier.key}/{page}").status_code for page in pages]
    changed = [
        client.post(f"/dossiers/{dossier.key}/{page}").status_code
        for page in ("check/", "receive/", "withdraw/", "discard/", "people/", f"files/{given}/remove/")
    ]

    assert set(found + changed) == {404}


def test_a_letter_and_a_file_open_for_their_owner(client):
    dossier = birth_accepted()
    run_jobs(now=MORNING)
    address = sign_in(client, dossier)
    letter, given = dossier.letters.first().pk, dossier.papers.exclude(files=None).first().files.first().pk

    opened = [client.get(f"{address}/letters/{letter}/"), client.get(f"{address}/files/{given}/")]

    assert [answer["Content-Type"] for answer in opened] == ["application/pdf", "application/pdf"]
    assert [answer["X-Content-Type-Options"] for answer in opened] == ["nosniff", "nosniff"]


def test_a_request_before_acceptance_is_answered_with_a_file(client):
    dossier = birth_submitted()
    check = waiting(dossier)
    receive.ask_completion(
        step_id=check.pk,
        officer=actor_of(check, now=MORNING),
        items=["Giấy chứng sinh bản rõ hơn"],
        reason="Ảnh mờ",
        now=MORNING,
    )
    address = sign_in(client, dossier)
    seen = text_of(client, f"{address}/")

    given = client.post(f"{address}/supplement/further/", {"files": SimpleUploadedFile("rõ.pdf", PDF)})
    sent = client.post(f"{address}/supplement/", {"note": "Tôi đã chụp lại"})

    assert "Giấy chứng sinh bản rõ hơn" in seen
    assert (given.status_code, sent.status_code) == (303, 303)
    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED
    assert dossier.supplements.get().files.count() == 1


def asked_after_acceptance() -> Dossier:
    dossier = birth_accepted()
    for kind in (None, "propose", "approve", "send"):
        step = dossier.steps.filter(done_at=None).order_by("-id").first()
        more = {"step_id": step.pk, "officer": actor_of(step, now=MORNING), "now": MORNING}
        if kind is None:
            steps.complete_step(**more)
        elif kind == "propose":
            supplement.propose_supplement(**more, items=["Giấy cam đoan"], reason="Thiếu căn cứ")
        elif kind == "approve":
            supplement.approve_supplement(**more)
        else:
            supplement.send_supplement(**more)
    dossier.refresh_from_db()
    return dossier


def test_a_request_after_acceptance_pauses_and_is_answered(client):
    dossier = asked_after_acceptance()
    address = sign_in(client, dossier)
    seen = text_of(client, f"{address}/")

    empty = client.post(f"{address}/supplement/", {"note": ""})
    sent = client.post(f"{address}/supplement/", {"note": "Xin gửi bản cam đoan tại quầy"})

    assert "Hồ sơ tạm dừng, hãy bổ sung giấy tờ" in seen
    assert empty.status_code == 422
    assert "Hãy nộp ít nhất một giấy tờ hoặc ghi nội dung trả lời." in empty.content.decode()
    assert sent.status_code == 303
    assert dossier.supplements.get().state == SupplementState.ANSWERED
    assert dossier.steps.filter(kind=StepKind.CHECK_SUPPLEMENT).exists()
    assert "Giấy tờ bổ sung đã gửi" in text_of(client, f"{address}/")


def test_nothing_is_answered_where_nothing_is_asked(client):
    address = sign_in(client, birth_accepted())

    assert "Hiện không có yêu cầu bổ sung" in text_of(client, f"{address}/supplement/", status=409)


def test_a_dossier_is_taken_back_with_its_reason(client):
    dossier = birth_accepted()
    address = sign_in(client, dossier)
    without = client.post(f"{address}/withdraw/", {"reason": ""})

    client.post(f"{address}/withdraw/", {"reason": "Khai nhầm tên"})

    assert without.status_code == 422
    dossier.refresh_from_db()
    assert dossier.status == Status.WITHDRAWAL_REQUESTED
    assert "Bạn đã yêu cầu rút hồ sơ" in text_of(client, f"{address}/")


def test_the_result_is_taken_online_and_downloaded(client):
    dossier = finished()
    address = sign_in(client, dossier)
    seen, before = text_of(client, f"{address}/"), client.get(f"{address}/result/")

    taken = client.post(f"{address}/receive/")
    again = client.post(f"{address}/receive/")
    result = client.get(f"{address}/result/")

    assert "Nhận kết quả bản điện tử" in seen
    assert before.status_code == 404
    assert (taken.status_code, again.status_code) == (303, 303)
    assert result.content.startswith(b"%PDF")
    assert "attachment" in result["Content-Disposition"]


def test_a_decided_dossier_is_not_taken_back(client):
    dossier = finished()

    answer = client.post(sign_in(client, dossier) + "/withdraw/", {"reason": "Đổi ý"})

    assert answer.status_code == 409
    assert "Kết quả đã được ký nên không rút được hồ sơ" in answer.content.decode()


def test_the_list_shows_drafts_running_and_done(client):
    dossier = birth_accepted()
    sign_in(client, dossier)

    everything = text_of(client, "/dossiers/")
    drafts = text_of(client, "/dossiers/?group=drafts")
    found = text_of(client, f"/dossiers/?q={dossier.code}")

    assert dossier.code in everything
    assert dossier.code not in drafts
    assert dossier.code in found


def test_the_list_asks_the_database_a_fixed_number_of_questions(client, django_assert_max_num_queries):
    sign_in(client, birth_accepted())
    birth_submitted()
    client.get("/dossiers/")

    with django_assert_max_num_queries(6):
        client.get("/dossiers/")


def test_code_and_secret_together_show_the_dossier_to_anybody(client):
    dossier = birth_accepted()

    answer = client.post("/dossiers/track/", {"code": dossier.code.lower(), "secret": dossier.secret.lower()})

    page = answer.content.decode()
    assert "Chậm nhất 17:00 thứ Hai 27/04/2020" in page
    assert dossier.owner_name not in page
    assert "099090000001" not in page


def test_who_follows_by_code_is_told_where_the_electronic_result_is_taken(client):
    dossier = finished()

    page = client.post("/dossiers/track/", {"code": dossier.code, "secret": dossier.secret}).content.decode()

    assert f'href="/accounts/login/?next=/dossiers/{dossier.key}/"' in page
    assert "ngay dưới đây" not in page


def test_a_link_fills_in_the_code_and_never_the_secret(client):
    dossier = birth_accepted()

    page = text_of(client, f"/dossiers/track/?code={dossier.code}")

    assert f'value="{dossier.code}"' in page
    assert dossier.secret not in page


def test_a_wrong_pair_opens_nothing_and_guessing_ends(client):
    dossier = birth_accepted()

    answers = [client.post("/dossiers/track/", {"code": dossier.code, "secret": f"SAI{n}"}) for n in range(10)]
    blocked = client.post("/dossiers/track/", {"code": dossier.code, "secret": dossier.secret})

    assert {answer.status_code for answer in answers} == {422}
    assert "Hai mã này không mở được hồ sơ nào" in answers[0].content.decode()
    assert (blocked.status_code, blocked.headers["Retry-After"]) == (429, "900")
    assert "thử lại sau 15 phút" in blocked.content.decode()


def test_guessing_is_possible_again_after_a_while(client):
    dossier = birth_accepted()
    for n in range(10):
        client.post("/dossiers/track/", {"code": dossier.code, "secret": f"SAI{n}"})

    with time_machine.travel(at("2020-04-27T08:20"), tick=False):
        answer = client.post("/dossiers/track/", {"code": dossier.code, "secret": dossier.secret})

    assert answer.status_code == 200
