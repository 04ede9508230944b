"""Steps that wait because the law says so: nobody shortens them, and they close by themselves when the time is over."""

import pytest
import time_machine

from congvu.accounts.models import User
from congvu.dossiers.actions import steps
from congvu.dossiers.queries import problems
from congvu.dossiers.refusals import WaitNotOver
from congvu.workflow.actions.running import fire_due_timers
from congvu.workflow.models import Timer
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import draft, go_on
from tests.dossiers.stories import actor_of, examined, pass_on, waiting

NOW = at("2026-11-25T08:00")
CODE = "2.001263"  # adoption: the persons concerned may reconsider for 15 days

pytestmark = pytest.mark.django_db


@pytest.fixture
def reflecting():
    dossier, step = examined(CODE, now=NOW)
    draft(dossier, officer=actor_of(step, now=NOW), now=NOW)
    pass_on(dossier, now=NOW)
    return dossier, waiting(dossier)


def test_a_wait_has_a_timer_that_ends_with_the_step(reflecting):
    _, step = reflecting

    assert step.node == "reflect"
    assert Timer.objects.get(token=step.token).due_at == step.due_at > at("2026-12-09T00:00")


def test_a_wait_is_not_shortened(reflecting):
    _, step = reflecting

    with pytest.raises(WaitNotOver):
        steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), now=at("2026-12-01T08:00"))


def test_a_timer_that_is_not_due_moves_nothing(reflecting):
    dossier, step = reflecting

    fire_due_timers(now=at("2026-12-01T08:00"))

    assert waiting(dossier) == step


def test_the_timer_closes_the_step_and_opens_the_next(reflecting):
    dossier, step = reflecting

    fired = fire_due_timers(now=step.due_at)

    step.refresh_from_db()
    assert fired == 1
    assert (step.done_at, step.outcome) == (step.due_at, "Hết thời gian chờ")
    assert waiting(dossier).node == "sign"
    assert [*problems.wrong_states(), *problems.loose_steps(), *problems.wrong_dues(newest=None)] == []


def test_a_timer_that_fires_again_changes_nothing(reflecting):
    dossier, step = reflecting
    fire_due_timers(now=step.due_at)

    assert fire_due_timers(now=step.due_at) == 0
    assert dossier.steps.filter(node="sign").count() == 1


def test_somebody_ends_the_wait_once_its_time_is_over(reflecting):
    dossier, step = reflecting

    steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), now=step.due_at)

    assert waiting(dossier).node == "sign"
    assert not Timer.objects.filter(token=step.token).exists()


@pytest.fixture
def posted():
    """A list of households is posted in the hamlet for three days; the hamlet is outside the system."""
    dossier, step = examined("1.011607", now=NOW)
    moment = NOW
    while step.node != "posting":
        moment = go_on(dossier, step, now=moment)
        step = waiting(dossier)
    return dossier, step


def test_a_posting_that_nobody_answered_says_so_when_its_time_is_over(posted):
    _, step = posted

    fire_due_timers(now=step.due_at)

    step.refresh_from_db()
    assert step.outcome == "Hết thời gian chờ, chưa ghi nhận trả lời của cơ quan ngoài"


def test_the_page_of_the_dossier_tells_how_the_posting_ended(posted, client):
    dossier, step = posted
    fire_due_timers(now=step.due_at)
    officer = actor_of(waiting(dossier), now=NOW)
    client.force_login(User.objects.get(pk=officer.user_id))

    with time_machine.travel(step.due_at, tick=False):
        page = client.get(f"/desk/dossiers/{dossier.key}/").text

    told = "Hết thời gian chờ, chưa ghi nhận trả lời của cơ quan ngoài"
    assert page.count(told) == 2  # among the answers, and in the log
    assert "hết thời gian chờ" in page  # in the drawing


def test_what_was_said_at_a_step_stands_in_the_log(reflecting, client):
    dossier, _ = reflecting
    step = dossier.steps.filter(kind="process", done_at__isnull=False).order_by("done_at").last()
    dossier.steps.filter(pk=step.pk).update(outcome="Đủ điều kiện, đề nghị duyệt")
    client.force_login(User.objects.get(pk=actor_of(waiting(dossier), now=NOW).user_id))

    with time_machine.travel(NOW, tick=False):
        page = client.get(f"/desk/dossiers/{dossier.key}/").text

    assert f"{step.label}. Đủ điều kiện, đề nghị duyệt" in page
