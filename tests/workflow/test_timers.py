"""Waits that time ends, standing still, and giving up."""

from datetime import timedelta

import pytest

from congvu.workflow import queries
from congvu.workflow.actions import running
from congvu.workflow.models import Instance, Timer
from congvu.workflow.refusals import NotRunning, NotSuspended, StepNotWaitedFor
from congvu.workflow.terms import InstanceState
from tests.workflow.factories import MATTER, MONDAY_9AM, InstanceFactory, do, publish, token_at, waits_at, written

pytestmark = pytest.mark.django_db
NEXT_DAY = MONDAY_9AM + timedelta(days=1)


@pytest.fixture
def posting():
    instance = InstanceFactory(key="wait", variables={"wait": {"posting": NEXT_DAY.isoformat()}})
    do(instance, "receive")
    return instance


def test_a_wait_goes_on_when_its_time_is_up(posting):
    running.fire_due_timers(now=NEXT_DAY)

    assert waits_at(posting) == ["sign"]


def test_a_wait_stays_until_its_time(posting):
    running.fire_due_timers(now=NEXT_DAY - timedelta(seconds=1))

    assert waits_at(posting) == ["posting"]


def test_due_timers_fire_once(posting):
    assert running.fire_due_timers(now=NEXT_DAY) == 1
    assert running.fire_due_timers(now=NEXT_DAY) == 0


def test_a_wait_may_be_ended_by_its_holder(posting):
    do(posting, "posting")

    assert waits_at(posting) == ["sign"]
    assert not Timer.objects.exists()


def test_a_wait_without_an_instant_gets_it_later():
    instance = InstanceFactory(key="wait")
    do(instance, "receive")

    running.arm_timer(token_id=token_at(instance, "posting").pk, due_at=NEXT_DAY)

    assert running.fire_due_timers(now=NEXT_DAY) == 1


def test_a_step_that_is_no_wait_gets_no_timer(posting):
    do(posting, "posting")

    with pytest.raises(StepNotWaitedFor):
        running.arm_timer(token_id=token_at(posting, "sign").pk, due_at=NEXT_DAY)


def test_no_timer_fires_while_the_process_stands_still(posting):
    running.suspend(instance_id=posting.pk, now=MONDAY_9AM)

    assert running.fire_due_timers(now=NEXT_DAY) == 0


def test_the_time_of_standing_still_is_added_to_timers(posting):
    running.suspend(instance_id=posting.pk, now=MONDAY_9AM)

    running.resume(instance_id=posting.pk, now=MONDAY_9AM + timedelta(hours=5))

    assert Timer.objects.get().due_at == NEXT_DAY + timedelta(hours=5)


def test_only_a_suspended_process_is_resumed(posting):
    with pytest.raises(NotSuspended):
        running.resume(instance_id=posting.pk, now=MONDAY_9AM)


def test_a_process_is_suspended_once(posting):
    running.suspend(instance_id=posting.pk, now=MONDAY_9AM)

    with pytest.raises(NotRunning):
        running.suspend(instance_id=posting.pk, now=MONDAY_9AM)


def test_a_cancelled_process_waits_for_nothing(posting):
    running.cancel(instance_id=posting.pk, now=MONDAY_9AM)

    assert waits_at(posting) == []
    assert Instance.objects.get(pk=posting.pk).state == InstanceState.CANCELLED
    assert queries.problems(MONDAY_9AM) + queries.problems_of_tokens() == []


def test_a_cancelled_process_is_not_cancelled_again(posting):
    running.cancel(instance_id=posting.pk, now=MONDAY_9AM)

    with pytest.raises(NotRunning):
        running.cancel(instance_id=posting.pk, now=MONDAY_9AM)


def test_a_timer_between_steps_counts_from_its_own_start():
    text = written(
        "pause",
        """<startEvent id="begin"/><intermediateCatchEvent id="sleep"><timerEventDefinition>
        <timeDuration>PT90M</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id="over"/>
        <sequenceFlow id="a" sourceRef="begin" targetRef="sleep"/>
        <sequenceFlow id="b" sourceRef="sleep" targetRef="over"/>""",
    )
    publish("pause", text)
    running.start(key="pause", subject=MATTER, variables={}, now=MONDAY_9AM)

    assert Timer.objects.get().due_at == MONDAY_9AM + timedelta(minutes=90)
