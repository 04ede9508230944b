"""Every procedure can be finished by the people of the demonstration: each agency, both regimes, every role."""

from datetime import date
from pathlib import Path

import pytest
import yaml

import congvu.procedures
from congvu.accounts.queries import first_held
from congvu.org import queries as org

pytestmark = pytest.mark.django_db
DATA = Path(congvu.procedures.__file__).parent / "data"
PROCESSES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("processes/?.??????.yaml"))
}
SHAPES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in DATA.glob("shapes/*.yaml")}
ROLES = yaml.safe_load((DATA / "processes/roles.yaml").read_text(encoding="utf-8"))
DAYS = [date(2020, 4, 27), date(2026, 11, 25)]


@pytest.fixture(scope="module")
def first_of():
    """Remember who holds what: hundreds of procedures ask for the same posts."""
    known = {}

    def ask(specs, commune, role, day):
        specs = (specs,) if isinstance(specs, str) else tuple(specs)
        key = (specs, commune, role, day)
        if key not in known:
            known[key] = {acting.user_id for acting in first_held(specs, commune=commune, role=role, on=day)}
        return known[key]

    return ask


def people(process, shape, commune, day, ask):
    """Return who plays each role of the shape, and each step."""
    posts, who = process["posts"], {role: ask(specs, commune, role, day) for role, specs in process["posts"].items()}
    for step in [part for whole in shape["steps"] for part in [whole, *whole.get("lanes", [])]]:
        role = "decider" if step["id"] == shape["signs"] else step["role"]
        role = role if role in posts else ROLES[role].get("done_by", role)
        who[step["id"]] = ask(posts.get(role, []), commune, role, day)
    return who


def test_there_are_36_procedures():
    assert len(PROCESSES) == 36


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("code", PROCESSES)
def test_somebody_can_act_in_every_role(seeded, first_of, code, day):
    regime = org.regime_on(day)
    process = PROCESSES[code][regime]
    committees = org.committees_for(code, day)

    assert committees
    for committee in committees:
        who = people(process, SHAPES[process["shape"]], org.commune_of(committee), day, first_of)
        assert [role for role, found in who.items() if not found and role != "applicant"] == [], committee.key
        clerks = who.get("records_clerk", who["decider"])
        assert len(who["specialist"] | clerks) > 1, committee.key


def test_a_case_that_goes_to_another_agency_can_be_finished_there(seeded, first_of):
    case = PROCESSES["1.004859"]["2020"]["case_shape"]["commune"]

    for place in org.communes_on(DAYS[0]):
        who = people(case, SHAPES[case["shape"]], place.slug, DAYS[0], first_of)
        assert all(found for role, found in who.items() if role != "applicant"), place.slug
