from datetime import timedelta

import pytest
import time_machine

from congvu.dossiers import jobs
from congvu.dossiers.actions.reminders import remind
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.queries import reminders
from congvu.notify.models import Mail, Notice
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, waiting

pytestmark = pytest.mark.django_db
MORNING = at("2026-11-25T08:00")
CODE = "1.001193"


def told(template):
    return Notice.objects.filter(template__key=template)


def step_due(due_at, *, opened_at=MORNING) -> Step:
    step = waiting(accepted(CODE, now=MORNING))
    Step.objects.filter(pk=step.pk).update(due_at=due_at, opened_at=opened_at)
    return step


def test_the_holders_of_a_step_hear_once_that_it_is_nearly_due():
    step_due(MORNING + timedelta(hours=4))

    remind(now=MORNING + timedelta(hours=3))
    first = told("deadline_near").count()
    remind(now=MORNING + timedelta(hours=3, minutes=10))

    assert first >= 1 and told("deadline_near").count() == first


def test_a_step_just_given_is_not_called_nearly_due():
    step_due(MORNING + timedelta(hours=4))

    remind(now=MORNING + timedelta(minutes=10))

    assert not told("deadline_near").exists()


def test_steps_just_given_do_not_stand_before_one_that_is_nearly_due(monkeypatch):
    monkeypatch.setattr(reminders, "AT_ONCE", 1)
    given_late = step_due(MORNING + timedelta(hours=8), opened_at=MORNING + timedelta(hours=5))
    step_due(MORNING + timedelta(hours=8, minutes=30))

    remind(now=MORNING + timedelta(hours=6))

    assert told("deadline_near").exists()
    assert not told("deadline_near").filter(subject_id=str(given_late.dossier_id)).exists()


def test_a_step_due_on_monday_morning_is_nearly_due_on_friday_afternoon():
    friday = at("2026-11-27T15:00")
    step_due(at("2026-11-30T09:00"))

    remind(now=friday)

    assert told("deadline_near").exists()


def test_the_holders_of_a_late_step_hear_once_that_it_is_late():
    step_due(MORNING + timedelta(hours=4))

    remind(now=MORNING + timedelta(hours=5))
    first = told("step_late").count()
    remind(now=MORNING + timedelta(hours=6))

    assert first >= 1 and told("step_late").count() == first


def test_only_who_took_the_step_hears_of_it():
    step = step_due(MORNING + timedelta(hours=4))
    holder = step.dossier.submitter
    Step.objects.filter(pk=step.pk).update(holder=holder)

    remind(now=MORNING + timedelta(hours=5))

    assert [notice.user for notice in told("step_late")] == [holder]


def test_an_applicant_hears_once_that_the_promise_is_broken():
    dossier = accepted(CODE, now=MORNING)
    dossier.refresh_from_db()

    remind(now=dossier.due_at + timedelta(minutes=1))
    remind(now=dossier.due_at + timedelta(minutes=11))

    assert [notice.user for notice in told("dossier_late")] == [dossier.submitter]
    assert Mail.objects.filter(template__key="dossier_late").count() == 1


def test_nobody_is_blamed_while_the_dossier_waits_for_its_applicant():
    dossier = accepted(CODE, now=MORNING)
    dossier.refresh_from_db()
    Dossier.objects.filter(pk=dossier.pk).update(paused_at=MORNING)

    remind(now=dossier.due_at + timedelta(minutes=1))

    assert not told("dossier_late").exists()


def test_nobody_is_told_of_a_day_long_gone():
    step_due(MORNING + timedelta(hours=4))

    remind(now=MORNING + timedelta(days=30))

    assert not told("step_late").exists() and not told("dossier_late").exists()


def test_the_job_may_run_twice():
    step_due(MORNING + timedelta(hours=4))

    with time_machine.travel(MORNING + timedelta(hours=5), tick=False):
        jobs.remind()
        first = told("step_late").count()
        jobs.remind()

    assert first >= 1 and told("step_late").count() == first
