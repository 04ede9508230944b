import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import results, steps, supplement
from congvu.dossiers.refusals import NotYourStep, ReasonNeeded, ResultSigned, StepDone, TakenByOther, WrongStatus
from congvu.dossiers.terms import ResultKind, Status
from congvu.notify.models import Notice
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, actor_of, run_jobs, waiting

NOW = at("2026-11-25T08:00")
LATER = at("2026-11-25T09:00")
CODE = "1.001193"


def pass_on(dossier, *, now=NOW):
    step = waiting(dossier)
    officer = actor_of(step, now=now)
    steps.complete_step(step_id=step.pk, officer=officer, now=now)
    return step, officer


def draft(dossier, officer, *, now=NOW):
    results.draft_result(dossier_id=dossier.pk, officer=officer, kind=ResultKind.GRANTED, values={}, reason="", now=now)


@pytest.mark.django_db
def test_a_step_sent_back_opens_the_step_before_again():
    dossier = accepted(CODE, now=NOW)
    pass_on(dossier)
    step = waiting(dossier)

    steps.send_back(step_id=step.pk, officer=actor_of(step, now=NOW), reason="Thiếu chữ ký", now=NOW)

    assert [waiting(dossier).node, step.node] == ["receive", "examine"]
    assert dossier.moves.last().note == "Trả lại: Thiếu chữ ký"
    assert Line.objects.filter(subject_id=str(dossier.pk), verb="dossier.work").exists()


@pytest.mark.django_db
def test_whoever_gets_a_step_back_is_told_why():
    dossier = accepted(CODE, now=NOW)
    pass_on(dossier)
    step = waiting(dossier)

    steps.send_back(step_id=step.pk, officer=actor_of(step, now=NOW), reason="Thiếu chữ ký", now=NOW)

    assert "Thiếu chữ ký" in Notice.objects.filter(template__key="step_returned").latest("pk").text


@pytest.mark.django_db
def test_a_step_can_be_sent_back_twice_in_a_row():
    dossier = accepted(CODE, now=NOW)
    _, _receiver = pass_on(dossier)
    examine = waiting(dossier)
    draft(dossier, actor_of(examine, now=NOW))
    pass_on(dossier)
    sign = waiting(dossier)
    steps.send_back(step_id=sign.pk, officer=actor_of(sign, now=NOW), reason="Sai tên", now=NOW)
    again = waiting(dossier)

    steps.send_back(step_id=again.pk, officer=actor_of(again, now=LATER), reason="Thiếu giấy", now=LATER)

    assert waiting(dossier).node == "receive"


@pytest.mark.django_db
def test_the_first_step_has_none_before_it():
    dossier = accepted(CODE, now=NOW)
    step = waiting(dossier)

    with pytest.raises(NotYourStep):
        steps.send_back(step_id=step.pk, officer=actor_of(step, now=NOW), reason="Nhầm", now=NOW)


@pytest.mark.django_db
def test_sending_back_needs_a_reason_and_the_holder():
    dossier = accepted(CODE, now=NOW)
    _, _receiver = pass_on(dossier)
    step = waiting(dossier)

    with pytest.raises(ReasonNeeded):
        steps.send_back(step_id=step.pk, officer=actor_of(step, now=NOW), reason="", now=NOW)
    assert waiting(dossier).pk == step.pk


@pytest.mark.django_db
def test_nothing_goes_back_before_a_signature():
    dossier = accepted(CODE, now=NOW)
    pass_on(dossier)
    draft(dossier, actor_of(waiting(dossier), now=NOW))
    pass_on(dossier)
    sign = waiting(dossier)
    leader = actor_of(sign, now=NOW)
    dossier.refresh_from_db()
    digest = dossier.result.document.file.sha256
    results.approve_result(step_id=sign.pk, officer=leader, digest=digest, method="password", now=NOW)
    run_jobs(now=NOW)
    publish = waiting(dossier)

    with pytest.raises(ResultSigned):
        steps.send_back(step_id=publish.pk, officer=actor_of(publish, now=NOW), reason="Sai", now=NOW)
    with pytest.raises(ResultSigned):
        steps.recall(dossier_id=dossier.pk, officer=leader, reason="Sai", now=NOW)


@pytest.mark.django_db
def test_what_was_just_passed_on_is_taken_back():
    dossier = accepted(CODE, now=NOW)
    step, officer = pass_on(dossier)

    steps.recall(dossier_id=dossier.pk, officer=officer, reason="Nhầm người", now=LATER)

    assert waiting(dossier).node == step.node


@pytest.mark.django_db
def test_what_somebody_has_taken_is_not_taken_back():
    dossier = accepted(CODE, now=NOW)
    _, officer = pass_on(dossier)
    step = waiting(dossier)
    steps.take_step(step_id=step.pk, officer=actor_of(step, now=NOW), now=NOW)

    with pytest.raises(TakenByOther):
        steps.recall(dossier_id=dossier.pk, officer=officer, reason="Nhầm", now=LATER)


@pytest.mark.django_db
def test_a_step_done_is_not_done_twice():
    dossier = accepted(CODE, now=NOW)
    step, officer = pass_on(dossier)

    with pytest.raises(StepDone):
        steps.complete_step(step_id=step.pk, officer=officer, now=NOW)


@pytest.mark.django_db
def test_a_step_waits_while_its_supplement_is_on_its_way():
    dossier = accepted(CODE, now=NOW)
    pass_on(dossier)
    step = waiting(dossier)
    officer = actor_of(step, now=NOW)
    supplement.propose_supplement(step_id=step.pk, officer=officer, items=["Giấy"], reason="Thiếu", now=NOW)

    with pytest.raises(WrongStatus):
        steps.complete_step(step_id=step.pk, officer=officer, now=NOW)
    dossier.refresh_from_db()
    assert dossier.status == Status.PROCESSING
