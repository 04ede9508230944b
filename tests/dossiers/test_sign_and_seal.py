"""The way of one result: drafted again, double clicks, jobs run twice, failures, withdrawals, copies."""

from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

from congvu.dossiers.actions import endings, results, steps
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries import desk_results as desk
from congvu.dossiers.refusals import (
    CopyMissing,
    FieldsMissing,
    NotYourStep,
    ReasonNeeded,
    SamePerson,
    SignerChanged,
    WrongStatus,
)
from congvu.dossiers.terms import ResultKind
from congvu.signing import actions as signing
from congvu.signing import jobs
from congvu.signing.models import SignableDocument
from congvu.signing.refusals import DigestChanged, NoKey
from congvu.signing.terms import DocumentState, Field
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import draft, seal_step, sealed, signed, to_signature
from tests.dossiers.stories import actor_of, run_jobs, waiting

MORNING = at("2026-11-25T08:00")
COPY = "2.000815"
LETTER = "1.001266"  # a division seals it, and its committee's clerk has a step of their own
BIRTH = "1.001193"

pytestmark = pytest.mark.django_db


def approve(dossier, step, *, now=MORNING, digest=""):
    return results.approve_result(
        step_id=step.pk,
        officer=actor_of(step, now=now),
        digest=digest or dossier.result.document.file.sha256,
        method="password",
        now=now,
    )


def test_a_second_approval_finds_the_first():
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    approve(dossier, step, now=now)

    approve(dossier, step, now=now)

    assert dossier.result.document.approvals.count() == 1


def test_another_file_than_the_one_shown_is_not_signed():
    dossier, step, now = to_signature(BIRTH, now=MORNING)

    with pytest.raises(DigestChanged):
        approve(dossier, step, now=now, digest="0" * 64)


def test_a_job_that_runs_twice_signs_once():
    dossier, _ = signed(BIRTH, now=MORNING)

    jobs.sign(document_id=dossier.result.document.pk)

    assert dossier.result.document.signatures.filter(field=Field.LEADER).count() == 1


def test_a_second_seal_keeps_the_first_number():
    dossier, now = signed(BIRTH, now=MORNING)
    step = seal_step(dossier)
    clerk = actor_of(step, now=now)
    first = results.seal_result(step_id=step.pk, officer=clerk, now=now)

    second = results.seal_result(step_id=step.pk, officer=clerk, now=now)

    assert first.number == second.number == "01/2026"


def test_a_seal_that_failed_is_ordered_again_with_its_number():
    dossier, now = signed(BIRTH, now=MORNING)
    step = seal_step(dossier)
    clerk = actor_of(step, now=now)
    number = results.seal_result(step_id=step.pk, officer=clerk, now=now).number
    document = dossier.result.document
    signing.record_failure(document_id=document.pk, field=Field.AGENCY, refusal=NoKey(), now=now)
    assert desk.stage_of(desk.draft_of(dossier)) == desk.Stage.SEALING_FAILED

    again = results.seal_result(step_id=step.pk, officer=clerk, now=now)

    assert again.number == number
    assert SignableDocument.objects.get(pk=document.pk).state == DocumentState.SEALING


def test_a_signature_that_failed_is_approved_again():
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    approve(dossier, step, now=now)
    signing.record_failure(document_id=dossier.result.document.pk, field=Field.LEADER, refusal=NoKey(), now=now)

    approve(Dossier.objects.get(pk=dossier.pk), step, now=now)
    run_jobs(now=now)

    assert desk.stage_of(desk.draft_of(dossier)) == desk.Stage.SIGNED


def test_who_drafted_does_not_seal():
    dossier, now = signed(BIRTH, now=MORNING)
    step = seal_step(dossier)
    clerk = actor_of(step, now=now)
    dossier.result.drafted_by_user = clerk.user_id
    dossier.result.save()

    with pytest.raises(SamePerson):
        results.seal_result(step_id=step.pk, officer=clerk, now=now)


def test_a_result_that_was_given_back_is_drafted_anew_with_another_code():
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    old = dossier.result.document
    steps.send_back(step_id=step.pk, officer=actor_of(step, now=now), reason="Sai tên", now=now)
    again = waiting(dossier)
    officer = actor_of(again, now=now)

    draft(dossier, officer=officer, now=now)
    steps.complete_step(step_id=again.pk, officer=officer, now=now)

    new = desk.draft_of(dossier).document
    assert SignableDocument.objects.get(pk=old.pk).state == DocumentState.WITHDRAWN
    assert (new.state, new.check_code == old.check_code) == (DocumentState.PREPARED, False)


def test_nothing_is_signed_once_the_applicant_takes_the_dossier_back():
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    document, leader = dossier.result.document, actor_of(step, now=now)
    endings.request_withdrawal(dossier_id=dossier.pk, by=dossier.submitter.ref, reason="", now=now)

    with pytest.raises(WrongStatus):
        results.approve_result(step_id=step.pk, officer=leader, digest=document.file.sha256, method="password", now=now)

    assert SignableDocument.objects.get(pk=document.pk).state == DocumentState.WITHDRAWN


def test_a_draft_does_not_lie_before_the_signer_until_it_is_presented():
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    steps.send_back(step_id=step.pk, officer=actor_of(step, now=now), reason="Sai tên", now=now)
    draft(dossier, officer=actor_of(waiting(dossier), now=now), now=now)

    assert desk.draft_of(dossier).document is None


def test_another_name_than_the_printed_one_does_not_sign():
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    dossier.result.signer_name = "Người Khác"
    dossier.result.save()

    with pytest.raises(SignerChanged):
        approve(dossier, step, now=now)


def test_a_refusal_needs_its_legal_ground():
    dossier, step, now = to_signature(BIRTH, now=MORNING)
    steps.send_back(step_id=step.pk, officer=actor_of(step, now=now), reason="Không đủ", now=now)
    officer = actor_of(waiting(dossier), now=now)

    with pytest.raises(ReasonNeeded):
        results.draft_result(
            dossier_id=dossier.pk, officer=officer, kind=ResultKind.NEGATIVE, values={}, reason="Thiếu", now=now
        )


def test_somebody_else_drafts_nothing():
    dossier, step, now = to_signature(BIRTH, now=MORNING)

    with pytest.raises(NotYourStep):
        draft(dossier, officer=actor_of(step, now=now), now=now)


def test_a_value_seen_elsewhere_needs_its_source_and_day():
    dossier, step, now = to_signature("1.001612", now=MORNING)
    steps.send_back(step_id=step.pk, officer=actor_of(step, now=now), reason="Sai mã", now=now)
    values = {**desk.draft_of(dossier).values, "sources": {}}

    with pytest.raises(FieldsMissing):
        results.draft_result(
            dossier_id=dossier.pk,
            officer=actor_of(waiting(dossier), now=now),
            kind=ResultKind.GRANTED,
            values=values,
            reason="",
            now=now,
        )


def test_the_sheet_of_a_certified_copy_names_the_kept_bytes():
    dossier, _ = sealed(COPY, now=MORNING)

    kept = dossier.result.copy
    assert sha256(kept.read()).hexdigest() == kept.sha256
    with pikepdf.open(BytesIO(dossier.result.document.file.read())) as whole:
        assert len(whole.pages) == 2


def test_words_of_certification_need_a_copy():
    dossier, step, now = to_signature(COPY, now=MORNING)
    steps.send_back(step_id=step.pk, officer=actor_of(step, now=now), reason="Nhầm tệp", now=now)
    dossier.result.copy = None
    dossier.result.save()

    with pytest.raises(CopyMissing):
        results.draft_result(
            dossier_id=dossier.pk,
            officer=actor_of(waiting(dossier), now=now),
            kind=ResultKind.GRANTED,
            values=dossier.result.values,
            reason="",
            now=now,
        )


def test_the_receipt_names_book_and_running_number():
    dossier, _, _ = to_signature(BIRTH, now=MORNING)

    content = dossier.letters.get(kind="receipt").content

    assert (content["book"], content["book_number"]) == ("01/2026", "0001")
