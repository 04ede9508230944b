import stat

import pytest

from congvu.signing import actions, jobs, queries
from congvu.signing.models import Signature, SigningKey
from congvu.signing.refusals import NoKey, StaleFile
from congvu.signing.terms import DocumentState, Field, Level
from tests.signing.factories import NOW, approved, leader, reread, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_the_leaders_signature_is_recorded_with_its_file():
    document = signed()

    signature = Signature.objects.get()
    assert (document.state, document.file.sha256) == (DocumentState.SIGNED, signature.sha256)
    assert (signature.field, signature.level) == (Field.LEADER, Level.BASIC)


def test_the_job_may_run_twice():
    document = signed()

    jobs.sign(document_id=document.pk)

    assert Signature.objects.count() == 1
    assert reread(document).file.sha256 == document.file.sha256


def test_two_jobs_that_signed_at_once_leave_one_signature():
    document = approved()
    jobs._have_key(document.pk, Field.LEADER)
    claim = queries.claim(document_id=document.pk, field=Field.LEADER, now=NOW)
    jobs.sign(document_id=document.pk)
    first = Signature.objects.get()

    again = actions.record_signature(claim=claim, signed=_any_signed(claim), now=NOW)

    assert again == first


def _any_signed(claim):
    from congvu.signing.rules.orders import Signed

    return Signed(claim.order.content + b"\n", Level.BASIC)


def test_a_job_killed_before_its_record_leaves_nothing_and_can_be_repeated():
    document = approved()
    jobs._have_key(document.pk, Field.LEADER)
    queries.claim(document_id=document.pk, field=Field.LEADER, now=NOW)  # and the worker dies here

    jobs.sign(document_id=document.pk)

    assert reread(document).state == DocumentState.SIGNED


def test_a_file_that_changed_while_signing_is_not_overwritten():
    document = approved()
    jobs._have_key(document.pk, Field.LEADER)
    claim = queries.claim(document_id=document.pk, field=Field.LEADER, now=NOW)
    from dataclasses import replace

    with pytest.raises(StaleFile):
        actions.record_signature(claim=replace(claim, base_sha256="0" * 64), signed=_any_signed(claim), now=NOW)


def test_a_job_before_any_approval_does_nothing():
    from tests.signing.factories import SignableDocumentFactory

    document = SignableDocumentFactory()

    jobs.sign(document_id=document.pk)

    assert reread(document).state == DocumentState.PREPARED


def test_a_person_and_an_agency_get_one_trial_key_each(settings):
    document = signed()

    jobs.sign(document_id=document.pk)

    key = SigningKey.objects.get()
    assert (key.for_trial, key.store) == (True, "file")


def test_in_real_service_no_key_is_made_and_the_document_says_why(settings):
    settings.CONGVU_MODE = "prod"
    document = approved()

    jobs.sign(document_id=document.pk)

    document = reread(document)
    assert (document.state, document.failure) == (DocumentState.FAILED, NoKey.sentence)
    assert not SigningKey.objects.exists()


def test_in_real_service_a_trial_key_is_refused(settings):
    document = approved()
    jobs._have_key(document.pk, Field.LEADER)
    settings.CONGVU_MODE = "prod"

    jobs.sign(document_id=document.pk)

    assert reread(document).state == DocumentState.FAILED
    assert not Signature.objects.exists()


def test_in_real_service_the_trial_root_is_not_trusted(settings):
    signed()

    settings.CONGVU_MODE = "prod"

    assert queries.trusted_roots() == ()


def test_after_a_failure_the_leader_can_approve_again(settings):
    settings.CONGVU_MODE = "prod"
    document = approved()
    jobs.sign(document_id=document.pk)
    settings.CONGVU_MODE = "test"

    actions.approve(document_id=document.pk, digest=document.file.sha256, officer=leader(), method="passkey", now=NOW)

    assert reread(document).state == DocumentState.APPROVED


def test_the_keys_and_their_secret_are_for_the_installation_alone():
    signed()

    folder = queries.vault().folder
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_private_key_lies_encrypted():
    signed()

    key = SigningKey.objects.get()

    assert queries.vault().key(key.location).startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
