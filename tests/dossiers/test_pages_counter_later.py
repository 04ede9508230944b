"""What people bring to the desk, or want back there, after their dossier was taken in."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.dossiers.terms import FURTHER, Status, StepKind, SupplementState
from tests.dossiers.counter import COMMUNE, begun, dossier_at, sign_in, typed
from tests.dossiers.stories import PDF, waiting
from tests.dossiers.test_pages_officer import DESK, SPECIALIST, make, page_of
from tests.dossiers.test_pages_officer import sign_in as as_holder
from tests.dossiers.test_supplement import BACK, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def paused(client):
    """A dossier whose clock stands still for papers; its desk is signed in."""
    dossier, _ = sent()
    as_holder(client, DESK)
    with time_machine.travel(BACK, tick=False):
        yield dossier


@pytest.fixture
def taken_in(client):
    """A dossier of somebody without an account, taken in at the counter of the commune."""
    with time_machine.travel(COMMUNE[0], tick=False):
        sign_in(client, COMMUNE[1])
        address = begun(client)
        client.post(address, typed(client, address, COMMUNE[0], accept="1"))
        yield dossier_at(address)


def bring(client, dossier, **more):
    return client.post(f"{page_of(dossier)}bring-supplement/", {"note": "Giấy chứng sinh, bản chính", **more})


def test_papers_brought_to_the_desk_answer_the_request(client, paused):
    answer = bring(client, paused, file=SimpleUploadedFile("quét.pdf", PDF))

    asked = paused.supplements.get()
    assert answer.status_code == 303
    assert (asked.state, asked.answer_note) == (SupplementState.ANSWERED, "Giấy chứng sinh, bản chính")
    assert asked.files.get().paper.key == FURTHER
    assert paused.steps.filter(kind=StepKind.CHECK_SUPPLEMENT, done_at=None).count() == 1


def test_the_desk_then_lets_the_clock_go_on(client, paused):
    bring(client, paused)

    make(client, paused, "accept-supplement", step=paused.steps.get(kind=StepKind.CHECK_SUPPLEMENT))

    paused.refresh_from_db()
    assert (paused.status, paused.paused_at) == (Status.PROCESSING, None)


def test_papers_are_brought_once(client, paused):
    bring(client, paused)

    assert bring(client, paused).status_code == 409
    assert paused.steps.filter(kind=StepKind.CHECK_SUPPLEMENT).count() == 1


def test_only_the_desk_takes_papers(client, paused):
    as_holder(client, SPECIALIST)

    assert bring(client, paused).status_code == 403
    assert paused.supplements.get().state == SupplementState.SENT


def test_somebody_without_an_account_withdraws_at_the_desk(client, taken_in):
    make(client, taken_in, "withdraw", reason="Không cần nữa")
    make(client, taken_in, "confirm-withdrawal", step=waiting(taken_in), papers_returned="Bản chính")

    taken_in.refresh_from_db()
    assert taken_in.status == Status.WITHDRAWN
    assert not taken_in.steps.filter(done_at=None).exists()


def test_a_withdrawal_wants_its_reason(client, taken_in):
    assert make(client, taken_in, "withdraw", reason="").status_code == 422
