"""Sending back: along one line, out of lanes, into lanes, and what may not be."""

import pytest

from congvu.workflow import queries
from congvu.workflow.actions import running
from congvu.workflow.refusals import CannotMoveBack
from tests.workflow.factories import LAN, MONDAY_9AM, InstanceFactory, do, token_at, waits_at

pytestmark = pytest.mark.django_db


def back(instance, node, to):
    return running.move_back(token_id=token_at(instance, node).pk, to_node=to, actor=LAN, now=MONDAY_9AM)


@pytest.fixture
def lanes():
    instance = InstanceFactory(key="lanes")
    do(instance, "receive", asked=["status"])
    return instance


def test_a_step_goes_back_to_one_before():
    instance = InstanceFactory(key="line")
    do(instance, "receive")
    do(instance, "examine")

    back(instance, "sign", "receive")

    assert waits_at(instance) == ["receive"]


def test_after_going_back_the_steps_come_again():
    instance = InstanceFactory(key="line")
    do(instance, "receive")
    back(instance, "examine", "receive")

    do(instance, "receive")

    assert waits_at(instance) == ["examine"]


def test_going_back_from_a_lane_gives_up_all_lanes(lanes):
    do(lanes, "home")

    back(lanes, "papers", "receive")

    assert waits_at(lanes) == ["receive"]
    assert not lanes.tokens.open().filter(kind="join").exists()


def test_lanes_given_up_start_afresh(lanes):
    do(lanes, "home")
    back(lanes, "papers", "receive")

    do(lanes, "receive")

    assert waits_at(lanes) == ["home", "papers", "status"]


def test_going_back_into_a_lane_reopens_that_lane_only(lanes):
    for node in ("home", "papers", "status"):
        do(lanes, node)

    back(lanes, "sign", "papers")

    assert waits_at(lanes) == ["papers"]


def test_a_reopened_lane_leads_on_when_done(lanes):
    for node in ("home", "papers", "status"):
        do(lanes, node)
    back(lanes, "sign", "status")

    do(lanes, "status")

    assert waits_at(lanes) == ["sign"]


def test_a_lane_does_not_go_back_into_the_one_beside_it(lanes):
    do(lanes, "home")

    with pytest.raises(CannotMoveBack):
        back(lanes, "papers", "home")


@pytest.mark.parametrize("to", ["sign", "examine", "start", "nowhere"])
def test_only_steps_that_were_done_are_gone_back_to(to):
    instance = InstanceFactory(key="line")
    do(instance, "receive")

    with pytest.raises(CannotMoveBack):
        back(instance, "examine", to)


def test_the_history_says_who_sent_back():
    instance = InstanceFactory(key="line")
    do(instance, "receive")

    back(instance, "examine", "receive")

    assert instance.history.get(happening="moved_back").actor_name == "Lan"


def test_nothing_is_inconsistent_after_going_back(lanes):
    for node in ("home", "papers", "status"):
        do(lanes, node)

    back(lanes, "sign", "papers")

    assert queries.problems(MONDAY_9AM) + queries.problems_of_tokens() == []
