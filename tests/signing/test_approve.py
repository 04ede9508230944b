import pytest

from congvu.accounts.queries import acting_as
from congvu.base.background import app
from congvu.signing import actions, queries
from congvu.signing.models import Approval
from congvu.signing.refusals import BoxOutsidePage, DigestChanged, NotSignable, NotYourSignature, WrongState
from congvu.signing.rules.boxes import Box
from congvu.signing.rules.fields import with_fields
from congvu.signing.rules.life_cycle import LIFE_CYCLE, Move, next_state
from congvu.signing.terms import DocumentState, Field, Method
from tests.accounts.factories import DelegationFactory
from tests.signing import papers
from tests.signing.factories import (
    NOW,
    SEAL_BOX,
    SIGNER_BOX,
    TODAY,
    SignableDocumentFactory,
    approved,
    clerk,
    leader,
    paper,
)


def approve(document, officer, digest=None):
    return actions.approve(
        document_id=document.pk,
        digest=digest or document.file.sha256,
        officer=officer,
        method=Method.PASSWORD,
        now=NOW,
    )


@pytest.mark.django_db
def test_an_approval_keeps_digest_person_post_and_method():
    document, officer = SignableDocumentFactory(), leader()

    approval = approve(document, officer)

    assert (approval.digest, approval.user_id, approval.post_key, approval.method) == (
        document.file.sha256,
        officer.user_id,
        "bd20-ubnd/chu-tich",
        Method.PASSWORD,
    )


@pytest.mark.django_db
def test_an_approval_asks_for_the_job_and_tells_it_no_secret():
    from procrastinate.contrib.django.models import ProcrastinateJob

    document = approved()

    row = ProcrastinateJob.objects.get(task_name="signing.sign")
    assert (row.args, row.lock) == ({"document_id": document.pk}, f"signing.document.{document.pk}")


@pytest.mark.django_db
def test_another_file_than_the_person_saw_is_not_approved():
    document = SignableDocumentFactory()

    with pytest.raises(DigestChanged):
        approve(document, leader(), digest="0" * 64)

    assert not Approval.objects.exists()


@pytest.mark.django_db
def test_somebody_else_does_not_approve():
    with pytest.raises(NotYourSignature):
        approve(SignableDocumentFactory(), clerk())


@pytest.mark.django_db
def test_a_document_is_approved_once():
    document, officer = SignableDocumentFactory(), leader()
    approve(document, officer)

    with pytest.raises(WrongState):
        approve(document, officer)


@pytest.mark.django_db
def test_who_stands_in_leaves_both_names():
    from congvu.accounts.models import Appointment

    document, officer = SignableDocumentFactory(), leader()
    appointment = Appointment.objects.get(pk=officer.appointment_id)
    deputy = DelegationFactory(appointment=appointment).to_user

    approval = approve(document, acting_as(deputy, TODAY)[0])

    assert (approval.user_name, approval.for_name) == (deputy.full_name, officer.user_name)


@pytest.mark.django_db
def test_a_document_waits_for_its_signer_only():
    document = SignableDocumentFactory()

    assert list(queries.waiting_for(leader())) == [document]
    assert not queries.waiting_for(clerk()).exists()


@pytest.mark.django_db
def test_a_withdrawn_document_waits_for_nobody():
    document, officer = SignableDocumentFactory(), leader()

    actions.withdraw(document_id=document.pk, by=officer.ref, now=NOW)

    assert not queries.waiting_for(officer).exists()


@pytest.mark.parametrize("state", DocumentState)
@pytest.mark.parametrize("move", Move)
def test_a_move_starts_only_from_its_states(move, state):
    signed = [Field.LEADER] if move is Move.ORDER_SEAL else []

    if state in LIFE_CYCLE[move].sources:
        assert next_state(move, state=state, signed=signed) == LIFE_CYCLE[move].target
    else:
        with pytest.raises(WrongState):
            next_state(move, state=state, signed=signed)


def test_a_failed_seal_is_not_approved_anew():
    with pytest.raises(WrongState):
        next_state(Move.APPROVE, state=DocumentState.FAILED, signed=[Field.LEADER])


def test_a_failed_signature_is_not_sealed():
    with pytest.raises(WrongState):
        next_state(Move.ORDER_SEAL, state=DocumentState.FAILED, signed=[])


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"PK", papers.signed])
def test_what_cannot_carry_our_signatures_is_refused(content):
    with pytest.raises(NotSignable):
        with_fields(content() if callable(content) else content, signer_box=SIGNER_BOX, seal_box=SEAL_BOX)


@pytest.mark.parametrize(
    "box",
    [Box(4, 10, 10, 100, 50), Box(0, 10, 10, 100, 50), Box(1, 550, 10, 100, 50), Box(1, 10, 10, 5, 5)],
)
def test_a_box_outside_the_paper_is_refused(box):
    with pytest.raises(BoxOutsidePage):
        with_fields(paper(3), signer_box=box, seal_box=SEAL_BOX)


def test_the_jobs_are_known_to_the_worker():
    assert {"signing.sign", "signing.seal"} <= set(app.tasks)
