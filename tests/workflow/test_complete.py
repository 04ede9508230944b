"""Finishing steps: the order of steps, skips, lanes, the second person, the news."""

import pytest

from congvu.base import events
from congvu.workflow.actions import running
from congvu.workflow.events import InstanceEnded, StepClosed, StepOpened
from congvu.workflow.models import Instance
from congvu.workflow.refusals import NotRunning, ProcessUnknown, StepAlreadyDone
from congvu.workflow.terms import InstanceState
from tests.workflow.factories import LAN, MATTER, MONDAY_9AM, InstanceFactory, do, token_at, waits_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(monkeypatch):
    heard = []
    for fact in (StepOpened, StepClosed, InstanceEnded):
        monkeypatch.setitem(events._reactions, fact, [heard.append])
    return heard


def test_a_step_follows_the_other_until_the_end():
    instance = InstanceFactory(key="line")

    for node in ("receive", "examine", "sign"):
        assert waits_at(instance) == [node]
        do(instance, node)

    assert Instance.objects.get(pk=instance.pk).state == InstanceState.ENDED


def test_an_optional_step_is_skipped_unless_asked_for():
    instance = InstanceFactory(key="optional")

    do(instance, "receive")

    assert waits_at(instance) == ["sign"]


def test_an_optional_step_waits_when_asked_for():
    instance = InstanceFactory(key="optional")

    do(instance, "receive", asked=["verify"])

    assert waits_at(instance) == ["verify"]


def test_lanes_open_together():
    instance = InstanceFactory(key="lanes")

    do(instance, "receive", asked=["status"])

    assert waits_at(instance) == ["home", "papers", "status"]


def test_the_step_after_lanes_waits_for_the_last_of_them():
    instance = InstanceFactory(key="lanes")
    do(instance, "receive", asked=["status"])

    do(instance, "home")
    do(instance, "status")

    assert waits_at(instance) == ["papers"]


def test_the_step_after_lanes_opens_once():
    instance = InstanceFactory(key="lanes")
    do(instance, "receive")

    do(instance, "home")
    do(instance, "papers")

    assert waits_at(instance) == ["sign"]


def test_the_second_person_at_one_step_is_refused():
    instance = InstanceFactory(key="line")
    token = token_at(instance, "receive")
    do(instance, "receive")

    with pytest.raises(StepAlreadyDone):
        running.complete(token_id=token.pk, variables={}, actor=LAN, now=MONDAY_9AM)


def test_a_step_that_never_was_is_refused():
    with pytest.raises(StepAlreadyDone):
        running.complete(token_id=10**9, variables={}, actor=LAN, now=MONDAY_9AM)


def test_a_step_of_a_suspended_process_is_refused():
    instance = InstanceFactory(key="line")
    running.suspend(instance_id=instance.pk, now=MONDAY_9AM)

    with pytest.raises(NotRunning):
        do(instance, "receive")


def test_an_unknown_process_does_not_start():
    with pytest.raises(ProcessUnknown):
        running.start(key="nowhere", subject=MATTER, variables={}, now=MONDAY_9AM)


def test_the_news_of_a_step_says_closed_then_opened(news):
    instance = InstanceFactory(key="line")
    token = token_at(instance, "receive")
    news.clear()

    do(instance, "receive")

    following = token_at(instance, "examine")
    assert news == [
        StepClosed(instance.pk, token.pk, "receive", "matter", "12", done=True),
        StepOpened(instance.pk, following.pk, "examine", "matter", "12"),
    ]


def test_the_last_step_tells_the_end(news):
    instance = InstanceFactory(key="line")
    for node in ("receive", "examine", "sign"):
        do(instance, node)

    assert news[-1] == InstanceEnded(instance.pk, "matter", "12")


def test_the_history_names_who_finished_a_step():
    instance = InstanceFactory(key="line")

    do(instance, "receive")

    assert instance.history.get(happening="closed").actor_name == "Lan"
