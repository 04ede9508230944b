"""A longer limit by verification: a line in the clock, a new due time, the promised one kept."""

import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import steps
from congvu.dossiers.queries import problems
from congvu.dossiers.refusals import NotOffered, ResultMissing
from congvu.dossiers.terms import ClockKind
from congvu.workdays.queries import calendar_of
from congvu.workdays.rules.deadlines import deadline
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, actor_of, examined, pass_on, waiting

NOW = at("2026-11-25T08:00")
WITH = "1.000894"  # marriage: 5 working days once something must be verified
WITHOUT = "1.001193"  # birth: the law knows no longer limit

pytestmark = pytest.mark.django_db


def verified():
    dossier, step = examined(WITH, now=NOW)
    steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), asked=["verify"], now=NOW)
    dossier.refresh_from_db()
    return dossier


def test_the_clock_has_a_line_of_the_extension_with_its_limit_and_source():
    line = verified().clock.last()

    assert (line.kind, line.amount, line.unit) == (ClockKind.EXTEND, 5, "working_days")
    assert line.reason == "Luật Hộ tịch Điều 18"


def test_the_new_due_time_is_counted_from_acceptance_and_the_promised_one_is_kept():
    dossier = verified()

    calendar = calendar_of(dossier.committee.calendar_id)
    longer = deadline(
        dossier.accepted_at, amount=5, unit="working_days", mode=dossier.limit_mode, calendar=calendar,
        cut_off=dossier.limit_cut_off,
    )  # fmt: skip
    assert dossier.due_at == longer.due_at > dossier.original_due_at
    assert list(problems.wrong_dues(newest=None)) == []


def test_the_step_that_was_asked_for_opens():
    dossier = verified()

    assert waiting(dossier).node == "verify"
    assert dossier.steps.get(node="examine").asked == ["verify"]


def test_the_audit_shows_the_step_that_was_passed_on():
    dossier = verified()

    assert Line.objects.filter(subject_id=str(dossier.pk), verb="dossier.work").exists()


def test_the_draft_is_asked_for_only_after_the_verification():
    dossier = verified()
    step = waiting(dossier)

    with pytest.raises(ResultMissing):
        steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), now=NOW)


def test_without_verification_the_limit_stays():
    dossier, _ = examined(WITH, now=NOW)

    assert dossier.due_at == dossier.original_due_at
    assert list(dossier.clock.values_list("kind", flat=True)) == [ClockKind.START]


def test_a_procedure_without_extension_offers_no_verification():
    _, step = examined(WITHOUT, now=NOW)

    with pytest.raises(NotOffered):
        steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), asked=["verify"], now=NOW)


def test_the_desk_cannot_ask_for_verification():
    dossier = accepted(WITH, now=NOW)
    step = waiting(dossier)

    with pytest.raises(NotOffered):
        steps.complete_step(step_id=step.pk, officer=actor_of(step, now=NOW), asked=["verify"], now=NOW)
    pass_on(dossier, now=NOW)
    assert waiting(dossier).node == "examine"
