from datetime import date
from functools import cache

import pytest

from congvu.dossiers.refusals import NotOffered
from congvu.dossiers.rules.plans import (
    check_asked,
    extended_limit,
    is_last,
    optional_after,
    part_of,
    signs_next,
    walk,
)
from congvu.procedures import data
from congvu.procedures.rules.plans import Limit, plan
from congvu.procedures.rules.supplements import shared_terms
from congvu.workflow.rules.shapes import process_of
from congvu.workflow.terms import NodeKind

REGIMES = {"2020": "bd20-ubnd", "2025": "vl25-binh-dai-ubnd"}
TERMS = data.process_terms()
ROLES, SUPPLEMENT = TERMS["roles"], shared_terms(branches=TERMS["branches"], timers=TERMS["timers"])
EXTRA = {"foreign_marriage_district": "examine", "foreign_marriage_commune": "examine",
         "building_permit_district": "examine", "building_permit_commune": "examine",
         "residence_police": "verify_residence"}  # fmt: skip


@cache
def plan_of(code, regime):
    process = {**data.process(code), "shapes": data.shapes(), "supplement": SUPPLEMENT}
    return plan(process, regime=regime, data={}, committee=REGIMES[regime], today=date(2020, 4, 27), cut_off=None)


@cache
def nodes_of(shape):
    labels = {key: role["label"] for key, role in ROLES.items()}
    return process_of(shape, data.shapes()[shape], role_labels=labels).nodes


ALL = [(code, regime) for code in data.codes() for regime in REGIMES]
every_plan = pytest.mark.parametrize(("code", "regime"), ALL)


@every_plan
def test_the_walk_names_exactly_the_steps_of_the_process(code, regime):
    how = plan_of(code, regime)

    walked = [step.id for step, _ in walk(how)]

    assert walked == [node.id for node in nodes_of(how.shape).values() if node.kind is NodeKind.STEP]


@every_plan
def test_every_step_has_words_a_role_and_somebody_to_act(code, regime):
    how = plan_of(code, regime)

    parts = [part_of(how, step.id, roles=ROLES) for step, _ in walk(how)]

    assert all(part.label and part.role and part.specs for part in parts)


@every_plan
def test_what_may_be_asked_for_is_offered_at_exactly_one_step(code, regime):
    how = plan_of(code, regime)

    offered = [choice for step, _ in walk(how) for choice, _ in optional_after(how, step.id)]

    wanted = {step.id for step, _ in walk(how) if step.when and (step.hours or step.lanes or how.extension)}
    wanted |= {lane.id for lane, of in walk(how) if of and lane.when}
    assert sorted(offered) == sorted(wanted)


@every_plan
def test_only_who_plays_the_role_of_the_choice_ticks_it(code, regime):
    how = plan_of(code, regime)
    roles = {step.id: step.role for step in how.steps}
    lanes = {lane.id: of for lane, of in walk(how) if of}

    for step, _ in walk(how):
        for choice, _ in optional_after(how, step.id):
            assert roles[lanes.get(choice, choice)] == step.role


@every_plan
def test_the_signer_comes_after_some_step_and_never_after_a_step_whose_lanes_wait(code, regime):
    how = plan_of(code, regime)
    before = [step.id for step, _ in walk(how) if signs_next(how, step.id)]

    assert before
    assert EXTRA.get(how.shape) not in before


@every_plan
def test_one_step_is_the_last_and_it_is_no_lane(code, regime):
    how = plan_of(code, regime)

    assert [step.id for step, of in walk(how) if is_last(how, step.id) and not of] == [how.steps[-1].id]


@pytest.mark.parametrize(("shape", "node"), EXTRA.items())
def test_the_holder_of_a_parallel_step_takes_it_first_where_somebody_else_was_before(shape, node):
    assert nodes_of(shape)[node].kind is NodeKind.STEP
    code, regime = next((c, r) for c, r in ALL if plan_of(c, r).shape == shape)

    assert optional_after(plan_of(code, regime), node)


def test_what_is_not_offered_at_a_step_is_refused():
    how = plan_of("1.001193", "2025")

    check_asked(how, "examine", asked=[])
    with pytest.raises(NotOffered):
        check_asked(how, "receive", asked=["verify"])


@pytest.mark.parametrize(
    ("code", "asked", "limit"),
    [
        ("1.000894", ["verify"], Limit(5, "working_days")),
        ("1.000894", [], None),
        ("2.000815", ["verify"], Limit(2, "working_days")),
        ("1.004873", ["verify"], None),  # calendar days beside working days make no one limit
        ("1.001193", ["verify"], None),
    ],
)
def test_an_extension_replaces_or_lengthens_the_limit(code, asked, limit):
    assert extended_limit(plan_of(code, "2020"), asked=asked) == limit
