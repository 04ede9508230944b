"""Every process can be worked off by the cast: somebody holds each post, in every agency and both regimes."""

import pytest

from congvu.accounts.queries import first_held
from congvu.dossiers.rules.plans import part_of, specs_of, walk
from congvu.org.queries import committees_for, regime_on
from congvu.org.terms import Level
from congvu.procedures import data
from congvu.procedures.queries import plan_of, published, roles_of_processes
from tests.dossiers.conftest import at

DAYS = [at("2020-04-27T08:00").date(), at("2026-11-25T08:00").date()]
BRANCHES = ("receiving_officer", "returning_officer", "unit_head", "leader", "decider", "records_clerk")


@pytest.mark.django_db
@pytest.mark.parametrize("on", DAYS)
def test_every_post_of_every_process_is_held_in_every_agency(on):
    held, empty = {}, set()
    for code in data.codes():
        version = published(code, on)
        for committee in committees_for(code, on):
            plan = plan_of(version, regime=regime_on(on), data={}, agency_key=committee.key, today=on)
            commune = committee.place.slug if committee.place.level == Level.COMMUNE else ""
            parts = [part_of(plan, step.id, roles=roles_of_processes()) for step, _ in walk(plan)]
            asked = {(part.role, tuple(part.specs)) for part in parts}
            asked |= {(role, tuple(specs_of(plan, role))) for role in BRANCHES if specs_of(plan, role)}
            for role, specs in asked:
                key = (role, specs, commune)
                if key not in held:
                    held[key] = bool(first_held(specs, commune=commune, role=role, on=on))
                if not held[key]:
                    empty.add((code, committee.key, role, specs))

    assert empty == set()


@pytest.mark.django_db
@pytest.mark.parametrize("on", DAYS)
def test_every_procedure_is_handled_somewhere(on):
    nowhere = [code for code in data.codes() if not committees_for(code, on)]

    assert nowhere == []
