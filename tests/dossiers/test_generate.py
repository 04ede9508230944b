from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from congvu.audit.queries import problems as broken_chains
from congvu.audit.rules import START, Ref, chained, line_hash
from congvu.dossiers.models import Dossier, Step
from congvu.dossiers.queries import problems
from congvu.dossiers.rules.made_up import days_for
from congvu.dossiers.terms import Status
from congvu.payments.models import Charge
from congvu.workflow.queries import problems_of_tokens
from tests.dossiers.conftest import at

NOW = at("2026-11-25T08:00")


def generate(*, dossiers: int, seed: int = 1) -> str:
    out = StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("generate", dossiers=dossiers, seed=seed, stdout=out)
    return out.getvalue()


def found_by_doctor() -> list[str]:
    return [
        *problems.wrong_dues(newest=None),
        *problems.wrong_states(),
        *problems.loose_steps(),
        *problems.gaps_in_codes(),
        *problems.numbers_given_twice(),
        *problems.letters_without_file(NOW),
        *problems_of_tokens(),
        *broken_chains(),
    ]


@pytest.mark.django_db
def test_the_doctor_finds_nothing_in_made_up_dossiers():
    generate(dossiers=250)

    assert found_by_doctor() == []


@pytest.mark.django_db
def test_made_up_dossiers_are_in_many_states_and_wait_at_many_posts():
    generate(dossiers=250)

    assert Dossier.objects.count() == 250
    assert {Status.RETURNED, Status.PROCESSING, Status.FINISHED} <= set(
        Dossier.objects.values_list("status", flat=True)
    )
    assert Step.objects.waiting().values("post").distinct().count() > 3


@pytest.mark.parametrize(("count", "days"), [(250, 30), (10_000, 30), (100_000, 175), (1_000_000, 1750)])
def test_many_dossiers_fill_years_and_not_the_desks_of_today(count, days):
    assert days_for(count) == days


@pytest.mark.django_db
def test_the_newest_online_dossiers_are_in_the_names_of_accounts():
    generate(dossiers=60)

    own = Dossier.objects.exclude(submitter=None).select_related("submitter")
    assert own.exists()
    assert {one.channel for one in own} == {"online"}
    assert all(one.submitter_name == one.submitter.full_name for one in own)


@pytest.mark.django_db
def test_fees_of_a_dossier_that_was_handed_over_are_paid():
    generate(dossiers=250)

    returned = [str(pk) for pk in Dossier.objects.filter(status=Status.RETURNED).values_list("pk", flat=True)]
    states = set(Charge.objects.filter(subject_kind="dossier", subject_id__in=returned).values_list("state", flat=True))
    assert states == {"paid"}


@pytest.mark.django_db
def test_equal_seeds_write_equal_dossiers_after_those_that_are_there():
    generate(dossiers=40)
    generate(dossiers=40)

    names = list(Dossier.objects.order_by("pk").values_list("owner_name", "accepted_at", "status"))
    assert names[:40] == names[40:]
    assert found_by_doctor() == []


def test_a_line_written_in_bulk_has_the_hash_of_a_line_written_by_hand():
    subject, actor = Ref("dossier", "7", "H07.90-200427-0001"), Ref("user", "3", "Nguyễn Văn An")
    subject_json = '["dossier","7","H07.90-200427-0001"]'
    when = "2020-04-27T01:00:00.000000+00:00"

    digest = chained(previous=START, number=1, verb="dossier.accept", subject=subject_json,
                     actor='["user","3","Nguyễn Văn An"]', at=when, details='{"from":"submitted"}')  # fmt: skip

    assert digest == line_hash(previous=START, number=1, verb="dossier.accept", subject=subject, actor=actor,
                               at=at("2020-04-27T08:00"), details={"from": "submitted"})  # fmt: skip
