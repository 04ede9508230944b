"""Taking and assigning a step: one holder at a time, by a head or within the post, never to an outsider."""

import pytest

from congvu.accounts.queries import holders_of
from congvu.audit.models import Line
from congvu.dossiers.actions import receive, steps
from congvu.dossiers.queries import inbox
from congvu.dossiers.refusals import NobodyHolds, NotYourStep, StepDone, TakenByOther
from tests.dossiers.conftest import at
from tests.dossiers.stories import holder, submitted, waiting

NOW = at("2026-11-25T08:00")
CODE = "1.001193"
DESK = "vl25-binh-dai-hcc/tiep-nhan"  # two officers hold it
HEAD = "vl25-binh-dai-hcc/giam-doc-hcc"
OTHER = "vl25-binh-dai-vp/tu-phap"

pytestmark = pytest.mark.django_db


@pytest.fixture
def step():
    return waiting(submitted(CODE, now=NOW))


@pytest.fixture
def two():
    return holders_of(DESK, NOW.date())[:2]


def take(step, officer):
    return steps.take_step(step_id=step.pk, officer=officer, now=NOW)


def assign(step, officer, *, to):
    return steps.assign_step(step_id=step.pk, officer=officer, user_id=to.user_id, now=NOW)


def test_who_takes_a_step_holds_it(step, two):
    taken = take(step, two[0])

    assert (taken.holder_id, taken.holder_name, taken.taken_at) == (two[0].user_id, two[0].user_name, NOW)


def test_a_taken_step_leaves_the_inbox_of_the_colleague(step, two):
    take(step, two[0])

    assert step in inbox.waiting_for(two[0])
    assert step not in inbox.waiting_for(two[1])


def test_a_taken_step_is_neither_taken_nor_worked_on_by_the_colleague(step, two):
    take(step, two[0])

    with pytest.raises(TakenByOther):
        take(step, two[1])
    with pytest.raises(TakenByOther):
        receive.accept_dossier(step_id=step.pk, officer=two[1], now=NOW)


def test_another_post_takes_nothing(step):
    with pytest.raises(NotYourStep):
        take(step, holder(OTHER, now=NOW))


def test_a_step_that_is_done_is_neither_taken_nor_assigned(step, two):
    receive.accept_dossier(step_id=step.pk, officer=two[0], now=NOW)

    with pytest.raises(StepDone):
        take(step, two[0])
    with pytest.raises(StepDone):
        assign(step, two[0], to=two[1])


@pytest.mark.parametrize("by", [HEAD, DESK])
def test_the_head_or_a_colleague_gives_the_step_to_one_of_them(step, two, by):
    giver = holder(by, now=NOW)

    given = assign(step, giver, to=two[1])

    assert (given.holder_id, given.giver_name) == (two[1].user_id, giver.user_name)
    assert given.taken_at is None


def test_a_step_is_given_on_to_somebody_else_by_the_head(step, two):
    take(step, two[0])

    assign(step, holder(HEAD, now=NOW), to=two[1])

    assert receive.accept_dossier(step_id=step.pk, officer=two[1], now=NOW).accepted_by == two[1].user_name


def test_a_step_is_not_given_to_somebody_of_another_post(step):
    with pytest.raises(NobodyHolds):
        assign(step, holder(HEAD, now=NOW), to=holder(OTHER, now=NOW))


@pytest.mark.parametrize("by", [OTHER, "vl25-thanh-phuoc-ubnd/chu-tich"])
def test_a_stranger_and_a_head_of_another_unit_assign_nothing(step, two, by):
    with pytest.raises(NotYourStep):
        assign(step, holder(by, now=NOW), to=two[0])


def test_taking_and_assigning_leave_a_line_each(step, two):
    take(step, two[0])
    assign(step, two[0], to=two[1])

    lines = Line.objects.filter(subject_id=str(step.dossier_id)).values_list("verb", "actor_name", "details")
    assert ("dossier.take_step", two[0].user_name, {"step": step.label}) in lines
    assert ("dossier.assign_step", two[0].user_name, {"to": two[1].user_name}) in lines
