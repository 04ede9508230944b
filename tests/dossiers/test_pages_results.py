"""The pages of a result, through the client, as each officer sees them."""

import pytest
from django.urls import reverse

from congvu.accounts.models import User
from congvu.dossiers.actions import steps
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries import desk_results as desk
from tests.dossiers.conftest import MORNING
from tests.dossiers.result_stories import seal_step, sealed, signed, to_signature
from tests.dossiers.stories import actor_of, run_jobs, waiting

BIRTH = "1.001193"
PASSWORD = "mật khẩu để ký"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def sign_in(client, officer):
    user = User.objects.get(pk=officer.user_id)
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    session = client.session
    session["acting"] = officer.appointment_id
    session.save()


def address(name, dossier):
    return reverse(f"desk_dossiers:{name}", kwargs={"key": dossier.key})


def given_back(code=BIRTH):
    dossier, step, now = to_signature(code, now=MORNING)
    steps.send_back(step_id=step.pk, officer=actor_of(step, now=now), reason="Sai", now=now)
    return Dossier.objects.get(pk=dossier.pk), actor_of(waiting(dossier), now=now)


def at_the_signer(client):
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    sign_in(client, actor_of(step, now=now))
    return dossier, step


def test_the_specialist_drafts_and_sees_the_paper(client):
    dossier, officer = given_back()
    sign_in(client, officer)
    page = client.get(address("draft", dossier))

    answer = client.post(address("draft", dossier), {"kind": "granted"})

    assert page.status_code == 200 and "Lập lại dự thảo" in page.content.decode()
    assert (answer.status_code, answer["Location"]) == (303, address("draft", dossier))


def test_fields_left_open_are_named_on_the_page(client):
    dossier, officer = given_back("1.001699")
    sign_in(client, officer)

    answer = client.post(address("draft", dossier), {"kind": "granted"})

    assert answer.status_code == 422
    assert "Hãy chọn một mục." in answer.content.decode()


def test_a_refusal_is_drafted_with_reason_and_ground(client):
    dossier, officer = given_back()
    sign_in(client, officer)
    bare = client.post(address("draft", dossier), {"kind": "negative", "reason": "Thiếu giấy chứng sinh"})

    answer = client.post(
        address("draft", dossier),
        {"kind": "negative", "reason": "Thiếu giấy chứng sinh", "legal_ground": "Điều 16 Luật Hộ tịch"},
    )

    assert (bare.status_code, answer.status_code) == (422, 303)
    assert desk.draft_of(dossier).legal_ground == "Điều 16 Luật Hộ tịch"


def test_the_leader_signs_with_the_password(client):
    dossier, _ = at_the_signer(client)
    digest = dossier.result.document.file.sha256
    page = client.get(address("sign", dossier)).content.decode()

    answer = client.post(address("sign", dossier), {"digest": digest, "password": PASSWORD})

    assert digest[:12] in page and "Duyệt và ký" in page
    assert answer.status_code == 303
    assert "Đang ký" in client.get(address("sign", dossier)).content.decode()
    run_jobs(now=MORNING)
    assert "Đã ký, chờ văn thư" in client.get(address("sign", dossier)).content.decode()


def doors_on_page(client, dossier):
    page = client.get(address("dossier", dossier)).content.decode()
    return [name for name in ("draft", "sign", "seal") if f'href="{address(name, dossier)}"' in page]


def test_the_page_of_a_dossier_leads_the_signer_to_the_signature_only(client):
    dossier, _ = at_the_signer(client)

    assert doors_on_page(client, dossier) == ["sign"]


def test_the_page_of_a_dossier_leads_the_specialist_to_the_draft_only(client):
    dossier, officer = given_back()
    sign_in(client, officer)

    assert doors_on_page(client, dossier) == ["draft"]


def test_the_page_of_a_dossier_leads_the_clerk_to_the_seal_only(client):
    dossier, now = signed(BIRTH, now=MORNING)
    sign_in(client, actor_of(seal_step(dossier), now=now))

    assert doors_on_page(client, dossier) == ["seal"]


def test_who_has_nothing_to_do_with_a_result_is_led_nowhere(client):
    dossier, now = signed(BIRTH, now=MORNING)
    first = dossier.steps.exclude(role__in=["specialist", "records_clerk"]).order_by("id").first()
    sign_in(client, actor_of(first, now=now))

    assert doors_on_page(client, dossier) == []


def test_a_wrong_password_signs_nothing(client):
    dossier, _ = at_the_signer(client)
    digest = dossier.result.document.file.sha256

    answer = client.post(address("sign", dossier), {"digest": digest, "password": "sai"})

    assert answer.status_code == 422
    assert desk.stage_of(desk.draft_of(dossier)) == desk.Stage.WAITING


def test_the_leader_gives_the_draft_back(client):
    dossier, _ = at_the_signer(client)

    answer = client.post(address("give_back", dossier), {"reason": "Sai tên đệm"})

    assert answer.status_code == 303
    assert desk.stage_of(desk.draft_of(dossier)) == desk.Stage.DRAFTED


def test_many_are_signed_with_one_password_and_each_has_its_answer(client):
    first, _ = at_the_signer(client)
    second, _, _ = to_signature(BIRTH, now=MORNING)
    page = client.get(reverse("sign_many"), {"all": ""})
    values = [one.value for one in page.context["waiting"]]

    answer = client.post(reverse("sign_many"), {"paper": [*values, "1:" + "0" * 64], "password": PASSWORD}, follow=True)

    assert len(values) == 2 and page.content.decode().count("checked") == 2
    words = answer.content.decode()
    assert "Đã duyệt 2 văn bản, đang ký: " in words and "không còn chờ bạn ký" in words
    assert {desk.stage_of(desk.draft_of(one)) for one in (first, second)} == {desk.Stage.SIGNING}


def test_nothing_is_signed_without_a_tick(client):
    at_the_signer(client)

    answer = client.post(reverse("sign_many"), {"password": PASSWORD})

    assert answer.status_code == 422


def test_the_clerk_sees_the_next_number_and_seals(client):
    dossier, now = signed(BIRTH, now=MORNING)
    sign_in(client, actor_of(seal_step(dossier), now=now))
    page = client.get(address("seal", dossier)).content.decode()

    answer = client.post(address("seal", dossier))
    run_jobs(now=now)

    assert "Số tiếp theo dự kiến" in page and "01/2026" in page
    assert answer.status_code == 303
    assert "Đã ký và đóng dấu" in client.get(address("seal", dossier)).content.decode()


def test_whoever_does_not_seal_gets_a_clear_no(client):
    dossier, _ = at_the_signer(client)

    assert client.post(address("seal", dossier)).status_code == 409


def test_the_book_lists_what_was_accepted_in_order(client):
    first, now = sealed(BIRTH, now=MORNING)
    second, _, _ = to_signature(BIRTH, now=MORNING)
    sign_in(client, actor_of(second.steps.get(kind="check"), now=now))

    page = client.get(reverse("desk_dossiers:book"))
    export = client.get(reverse("desk_dossiers:book_csv")).content.decode("utf-8-sig")
    paper = client.get(reverse("desk_dossiers:book_pdf"))

    assert [row[:2] for row in page.context["rows"]] == [["1", first.code], ["2", second.code]]
    assert export.splitlines()[0].startswith("STT,Mã hồ sơ")
    assert paper.content.startswith(b"%PDF")


def test_the_sealed_result_is_found_by_the_printed_code_and_judged_whole(client):
    dossier, _ = sealed(BIRTH, now=MORNING)
    document = dossier.result.document

    page = client.get(reverse("signing:check"), {"code": document.check_code}).content.decode()

    assert dossier.result.number in page and "Có văn bản này trong sổ" in page
