"""Completion before acceptance (T4, T5): the desk says once and in full what is missing, the clock has not started."""

import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import receive, supplement
from congvu.dossiers.refusals import NothingListed, NotYourStep, StepDone, WrongStatus
from congvu.dossiers.terms import LetterKind, Status, StepKind, SupplementState
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, actor_of, holder, pass_on, submitted, waiting

MORNING = at("2026-11-25T08:00")
LATER = at("2026-11-27T09:00")
CODE = "1.001193"
MISSING = {"items": ["Giấy chứng sinh"], "reason": "Bản chụp mờ"}

pytestmark = pytest.mark.django_db


def ask(dossier, *, now=MORNING, **more):
    step = waiting(dossier)
    return receive.ask_completion(step_id=step.pk, officer=actor_of(step, now=now), now=now, **MISSING | more)


def asked():
    dossier = submitted(CODE, now=MORNING)
    ask(dossier)
    dossier.refresh_from_db()
    return dossier


def answer(dossier, *, note="Đã chụp lại", now=LATER):
    return receive.complete_dossier(dossier_id=dossier.pk, by=dossier.submitter.ref, note=note, now=now)


def test_what_is_missing_is_asked_for_before_any_clock_starts():
    dossier = asked()

    assert dossier.status == Status.AWAITING_COMPLETION
    assert dossier.code is None and not dossier.clock.exists()
    assert waiting(dossier) is None


def test_the_request_is_a_slip_that_lists_what_is_missing():
    dossier = asked()

    slip = dossier.letters.get(kind=LetterKind.SUPPLEMENT_SLIP)
    assert {key: slip.content[key] for key in MISSING} == MISSING
    assert not dossier.supplements.get().after_acceptance


def test_asking_and_answering_leave_a_line_each():
    dossier = asked()
    answer(dossier)

    verbs = Line.objects.filter(subject_id=str(dossier.pk)).values_list("verb", "actor_name")
    assert ("dossier.complete", "Nguyễn Văn Mẫu") in verbs
    assert "dossier.ask_completion" in dict(verbs)


def test_the_answer_opens_a_new_check_with_its_own_time():
    dossier = asked()

    dossier = answer(dossier)

    step = waiting(dossier)
    assert dossier.status == Status.SUBMITTED
    assert step.kind == StepKind.CHECK and step.opened_at == LATER and step.due_at > LATER
    assert dossier.supplements.get().state == SupplementState.CLOSED


def test_more_may_be_asked_for_and_the_dossier_accepted_in_the_end():
    dossier = asked()
    answer(dossier)
    ask(dossier, now=LATER)
    answer(dossier)
    step = waiting(dossier)

    dossier = receive.accept_dossier(step_id=step.pk, officer=actor_of(step, now=LATER), now=LATER)

    assert dossier.accepted_at == LATER and dossier.code


def test_a_request_before_acceptance_leaves_the_one_after_it():
    dossier = asked()
    answer(dossier)
    step = waiting(dossier)
    receive.accept_dossier(step_id=step.pk, officer=actor_of(step, now=LATER), now=LATER)
    pass_on(dossier, now=LATER)
    step = waiting(dossier)

    proposed = supplement.propose_supplement(step_id=step.pk, officer=actor_of(step, now=LATER), now=LATER, **MISSING)

    assert proposed.after_acceptance


@pytest.mark.parametrize("more", [{"items": []}, {"reason": ""}])
def test_a_request_without_list_or_reason_is_refused(more):
    dossier = submitted(CODE, now=MORNING)

    with pytest.raises(NothingListed):
        ask(dossier, **more)


def test_only_the_desk_asks():
    dossier = submitted(CODE, now=MORNING)
    specialist = holder("vl25-binh-dai-vp/tu-phap", now=MORNING)

    with pytest.raises(NotYourStep):
        receive.ask_completion(step_id=waiting(dossier).pk, officer=specialist, now=MORNING, **MISSING)


def test_the_same_check_does_not_ask_twice():
    dossier = submitted(CODE, now=MORNING)
    step = waiting(dossier)
    officer = actor_of(step, now=MORNING)
    receive.ask_completion(step_id=step.pk, officer=officer, now=MORNING, **MISSING)

    with pytest.raises(StepDone):
        receive.ask_completion(step_id=step.pk, officer=officer, now=MORNING, **MISSING)


def test_nothing_is_asked_this_way_once_the_clock_runs():
    dossier = accepted(CODE, now=MORNING)

    with pytest.raises(WrongStatus):
        ask(dossier)


def test_an_empty_answer_is_refused():
    dossier = asked()

    with pytest.raises(NothingListed):
        answer(dossier, note="")


def test_who_was_asked_nothing_answers_nothing():
    dossier = submitted(CODE, now=MORNING)

    with pytest.raises(WrongStatus):
        answer(dossier)
