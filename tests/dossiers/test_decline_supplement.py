"""A head who finds a supplement needless says no with a reason; nobody else decides it, and it is decided once."""

import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import steps, supplement
from congvu.dossiers.refusals import NotYourStep, StepDone
from congvu.dossiers.terms import ClockKind, LetterKind, Status, StepKind, SupplementState
from tests.dossiers.conftest import at
from tests.dossiers.stories import actor_of, examined

NOW = at("2026-11-25T08:00")
CODE = "1.004873"
REASON = "Giấy tờ đã đủ"

pytestmark = pytest.mark.django_db


def proposed():
    dossier, step = examined(CODE, now=NOW)
    supplement.propose_supplement(
        step_id=step.pk, officer=actor_of(step, now=NOW), items=["Giấy xác nhận"], reason="Thiếu", now=NOW
    )
    return dossier, step, dossier.steps.get(kind=StepKind.APPROVE_SUPPLEMENT)


def decline(step, *, officer=None):
    officer = officer or actor_of(step, now=NOW)
    return supplement.decline_supplement(step_id=step.pk, officer=officer, reason=REASON, now=NOW)


def test_a_declined_request_is_dropped_with_its_reason_and_never_reaches_the_applicant():
    dossier, _, step = proposed()

    decline(step)

    step.refresh_from_db()
    assert step.outcome == f"Không đồng ý: {REASON}"
    assert dossier.supplements.get().state == SupplementState.DROPPED
    assert not dossier.letters.filter(kind=LetterKind.SUPPLEMENT_SLIP).exists()


def test_the_clock_ran_on_and_the_specialist_goes_on():
    dossier, step, asked = proposed()
    decline(asked)

    steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), now=NOW)

    dossier.refresh_from_db()
    assert dossier.status == Status.PROCESSING
    assert list(dossier.clock.values_list("kind", flat=True)) == [ClockKind.START]


def test_declining_leaves_its_line():
    dossier, _, step = proposed()
    decline(step)

    line = Line.objects.get(subject_id=str(dossier.pk), verb="dossier.decline_supplement")
    assert line.details == {"reason": REASON}


def test_the_specialist_does_not_decide_on_the_own_proposal():
    _, step, asked = proposed()

    with pytest.raises(NotYourStep):
        decline(asked, officer=actor_of(step, now=NOW))


def test_a_request_is_decided_once():
    _, _, step = proposed()
    decline(step)

    with pytest.raises(StepDone):
        decline(step)
    with pytest.raises(StepDone):
        supplement.approve_supplement(step_id=step.pk, officer=actor_of(step, now=NOW), now=NOW)


def test_another_step_declines_nothing():
    _, step, _ = proposed()

    with pytest.raises(NotYourStep):
        decline(step)
