"""The notice that a dossier is stopped (Mẫu 05): who signs it, who seals it, what people may then read."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

from congvu.accounts.models import User
from congvu.dossiers.actions import endings, notices
from congvu.dossiers.models import Letter
from congvu.dossiers.queries import problems
from congvu.dossiers.refusals import NotYourStep
from congvu.dossiers.terms import LetterKind, StepKind
from congvu.signing.terms import DocumentState
from tests.dossiers.conftest import MORNING
from tests.dossiers.stories import actor_of, run_jobs, submitted, waiting
from tests.dossiers.test_pages_results import PASSWORD, sign_in

CODE = "1.001193"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def act(action, step, **more):
    return action(step_id=step.pk, officer=actor_of(step, now=MORNING), now=MORNING, **more)


def withdrawn():
    dossier = submitted(CODE, now=MORNING)
    endings.request_withdrawal(dossier_id=dossier.pk, by=dossier.submitter.ref, reason="Đổi ý", now=MORNING)
    act(endings.confirm_withdrawal, waiting(dossier), papers_returned="Giấy chứng sinh")
    dossier.refresh_from_db()
    return dossier, waiting(dossier)


def notice_of(dossier):
    return Letter.objects.select_related("document__file", "file").get(dossier=dossier, kind=LetterKind.STOP_NOTICE)


def approved():
    dossier, step = withdrawn()
    digest = notice_of(dossier).document.file.sha256
    act(notices.approve_notice, step, digest=digest, method="password")
    run_jobs(now=MORNING)
    return dossier


def sealed():
    dossier = approved()
    act(notices.seal_notice, waiting(dossier))
    run_jobs(now=MORNING)
    return dossier


def test_the_notice_of_a_withdrawal_waits_for_who_decides():
    dossier, step = withdrawn()

    notice = notice_of(dossier)
    assert (step.kind, step.role, notice.document.state) == (StepKind.SIGN_LETTER, "decider", DocumentState.PREPARED)
    assert notice.content["signer"]["name"] == actor_of(step, now=MORNING).user_name
    assert notice.content["signer"]["lines"][0] == "TM. ỦY BAN NHÂN DÂN"
    assert (notice.number, notice.file) == ("", None)


def test_the_signed_notice_waits_for_number_and_seal_of_the_clerk():
    dossier = approved()

    step = waiting(dossier)
    assert (step.kind, step.role) == (StepKind.SEAL_LETTER, "records_clerk")
    assert notice_of(dossier).document.state == DocumentState.SIGNED


def test_the_sealed_notice_has_a_number_and_is_what_the_applicant_reads():
    dossier = sealed()

    notice = notice_of(dossier)
    assert notice.number == "01/TB-UBND"
    assert notice.document.state == DocumentState.SEALED and notice.file == notice.document.file
    assert not dossier.steps.filter(done_at=None).exists()
    assert [*problems.loose_steps(), *problems.letters_without_file(MORNING + dt.timedelta(days=1))] == []


def test_nobody_else_signs_the_notice():
    dossier, step = withdrawn()
    stranger = actor_of(dossier.steps.order_by("id").first(), now=MORNING)

    with pytest.raises(NotYourStep):
        notices.approve_notice(step_id=step.pk, officer=stranger, digest="x", method="password", now=MORNING)


def test_the_pages_lead_the_signer_and_then_the_clerk_through_the_notice(client):
    dossier, step = withdrawn()
    address = reverse("desk_dossiers:notice", kwargs={"key": dossier.key})
    sign_in(client, actor_of(step, now=MORNING))
    page = html.fromstring(client.get(address).content.decode())
    digest = page.xpath("//input[@name='digest']/@value")[0]

    wrong = client.post(address, {"digest": digest, "password": "sai"})
    right = client.post(address, {"digest": digest, "password": PASSWORD})
    run_jobs(now=MORNING)
    sign_in(client, actor_of(waiting(dossier), now=MORNING))
    seal = client.post(address)
    run_jobs(now=MORNING)

    assert (wrong.status_code, right.status_code, seal.status_code) == (422, 303, 303)
    assert notice_of(dossier).document.state == DocumentState.SEALED
    assert client.post(address).status_code == 409


def test_the_table_of_the_signer_leads_to_the_notice(client):
    dossier, step = withdrawn()
    sign_in(client, actor_of(step, now=MORNING))

    page = client.get("/desk/sign/").content.decode()

    assert reverse("desk_dossiers:notice", kwargs={"key": dossier.key}) in page
    assert "Không có kết quả nào chờ bạn ký" not in page


def test_the_applicant_opens_the_notice_once_it_is_sealed(client):
    dossier = sealed()
    client.force_login(User.objects.get(pk=dossier.submitter_id))

    answer = client.get(reverse("dossiers:letter", args=[dossier.key, notice_of(dossier).pk]))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]).startswith(b"%PDF")


def test_a_dossier_without_a_notice_has_no_page_of_one(client):
    dossier = submitted(CODE, now=MORNING)
    sign_in(client, actor_of(waiting(dossier), now=MORNING))

    assert client.get(reverse("desk_dossiers:notice", kwargs={"key": dossier.key})).status_code == 404
