from collections import Counter

import pytest

from congvu.base import events
from congvu.signing import actions, jobs, queries
from congvu.signing.events import DocumentSealed, DocumentSigned
from congvu.signing.models import Signature
from congvu.signing.refusals import NotYourSeal, NumberMissing, WrongState
from congvu.signing.rules.verify import verify_pdf
from congvu.signing.terms import DocumentState, Judgement
from tests.org.factories import AgencyFactory
from tests.signing.factories import NOW, STAMP_BOX, TODAY, clerk, committee, sealed, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_a_sealed_document_carries_both_signatures_and_both_are_valid():
    document = sealed()

    verdict = verify_pdf(document.file.read(), roots=queries.trusted_roots(), now=NOW)

    assert [(s.field, s.verdict) for s in verdict.signatures] == [
        ("ChuKy", Judgement.VALID),
        ("CoQuan", Judgement.VALID),
    ]
    assert verdict.verdict is Judgement.VALID


def test_only_the_last_signature_covers_the_whole_file():
    verdict = verify_pdf(sealed().file.read(), roots=queries.trusted_roots(), now=NOW)

    assert [s.covers_whole_file for s in verdict.signatures] == [False, True]


def test_a_seal_with_its_own_place_and_more_pages_is_valid():
    document = sealed(pages=3, stamp_box=STAMP_BOX)

    assert verify_pdf(document.file.read(), roots=queries.trusted_roots(), now=NOW).verdict is Judgement.VALID


def test_a_sealed_document_keeps_number_day_and_agency():
    document = sealed(number="31/2020")

    assert (document.state, document.number, document.dated) == (DocumentState.SEALED, "31/2020", TODAY)


def test_the_seal_job_may_run_twice():
    document = sealed()
    first = document.file.sha256

    jobs.seal(document_id=document.pk)

    document.refresh_from_db()
    assert document.file.sha256 == first
    assert Counter(Signature.objects.values_list("field", flat=True)) == {"ChuKy": 1, "CoQuan": 1}


def test_upper_apps_hear_of_signature_and_seal(monkeypatch):
    heard = []
    monkeypatch.setitem(events._reactions, DocumentSigned, [heard.append])
    monkeypatch.setitem(events._reactions, DocumentSealed, [heard.append])

    document = sealed()

    assert heard == [DocumentSigned(document.pk, "sample", "77"), DocumentSealed(document.pk, "sample", "77")]


def test_a_document_without_the_leaders_signature_is_not_sealed():
    document = sealed()

    with pytest.raises(WrongState):
        actions.seal(
            document_id=document.pk, agency_id=committee().pk, officer=clerk(), number="1", dated=TODAY, now=NOW
        )


def test_the_clerk_of_another_committee_does_not_seal():
    document, other = signed(), AgencyFactory(key="bd20-long-hoa-ubnd")

    with pytest.raises(NotYourSeal):
        actions.seal(
            document_id=document.pk, agency_id=committee().pk, officer=clerk(other), number="1", dated=TODAY, now=NOW
        )


def test_a_document_is_not_sealed_without_a_number():
    document = signed()

    with pytest.raises(NumberMissing):
        actions.seal(
            document_id=document.pk, agency_id=committee().pk, officer=clerk(), number=" ", dated=TODAY, now=NOW
        )
