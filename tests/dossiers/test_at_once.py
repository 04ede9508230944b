"""Two people at the same time: codes without gaps, one winner a step, one dossier a submission, jobs run again."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.accounts.queries import holders_of
from congvu.base.refusals import Refusal
from congvu.documents.models import NumberSeries
from congvu.dossiers.actions import receive, results, steps
from congvu.dossiers.models import Dossier, Letter
from congvu.dossiers.queries import problems
from congvu.dossiers.refusals import StepDone, TakenByOther
from congvu.dossiers.terms import ResultKind, Status
from congvu.signing.models import Signature
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, actor_of, draft_of, run_jobs, submitted, waiting

NOW = at("2026-11-25T08:00")
CODE = "1.001193"
DESK = "vl25-binh-dai-hcc/tiep-nhan"  # two officers hold it
RECEIPTS = 20


def at_once(*calls):
    """Run the calls in threads that start together; return what each gave, or the refusal it met."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait()
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def won_and_lost(answers):
    """Count who won, then who was refused with what."""
    found = Counter(type(one) if isinstance(one, Refusal) else "won" for one in answers)
    return sorted(found.items(), key=lambda pair: pair[0] != "won")


@pytest.fixture
def committed(own_world, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def test_people_at_once_get_codes_without_gaps_one_acceptance_and_one_dossier(committed):
    dossiers = [submitted(CODE, now=NOW) for _ in range(RECEIPTS)]
    waits = [(waiting(one), actor_of(waiting(one), now=NOW)) for one in dossiers]

    at_once(*(lambda s=s, o=o: receive.accept_dossier(step_id=s.pk, officer=o, now=NOW) for s, o in waits))

    codes = sorted(Dossier.objects.values_list("code", flat=True))
    assert [int(code.rsplit("-", 1)[1]) for code in codes] == list(range(1, RECEIPTS + 1))

    one = submitted(CODE, now=NOW)
    step = waiting(one)
    two = holders_of(DESK, NOW.date())
    assert len(two) == 2
    both = at_once(*(lambda o=o: receive.accept_dossier(step_id=step.pk, officer=o, now=NOW) for o in two))
    assert won_and_lost(both) == [("won", 1), (StepDone, 1)]
    assert one.moves.filter(after=Status.ACCEPTED).count() == 1

    first = waiting(one)
    both = at_once(*(lambda o=o: steps.complete_step(step_id=first.pk, officer=o, now=NOW) for o in two))
    assert won_and_lost(both) == [("won", 1), (StepDone, 1)]
    assert one.steps.filter(node="examine").count() == 1

    other = waiting(submitted(CODE, now=NOW))
    both = at_once(*(lambda o=o: steps.take_step(step_id=other.pk, officer=o, now=NOW) for o in two))
    assert won_and_lost(both) == [("won", 1), (TakenByOther, 1)]

    draft = draft_of(CODE, now=NOW)
    at_once(*[lambda: receive.submit_dossier(dossier_id=draft.pk, submitter=draft.submitter, now=NOW)] * 2)
    assert draft.moves.count() == 1 and draft.steps.count() == 1

    assert list(problems.gaps_in_codes()) == []
    assert [*problems.wrong_states(), *problems.loose_steps()] == []


@pytest.mark.django_db
def test_a_receipt_that_fails_gives_its_number_back():
    dossier = submitted(CODE, now=NOW)
    step = waiting(dossier)
    officer = actor_of(step, now=NOW)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        receive.accept_dossier(step_id=step.pk, officer=officer, now=NOW)
        raise ZeroDivisionError

    assert not NumberSeries.objects.filter(series="dossier").exists()
    assert not ProcrastinateJob.objects.filter(task_name="dossiers.set_letter", args__letter_id__isnull=True).exists()
    assert receive.accept_dossier(step_id=step.pk, officer=officer, now=NOW).code.endswith("-0001")


def run_again(*, now):
    """Run every job once more, the last one first."""
    import time_machine

    with time_machine.travel(now, tick=False):
        for job in ProcrastinateJob.objects.order_by("-id"):
            app.tasks[job.task_name].func(**job.args)


@pytest.mark.django_db
def test_jobs_that_run_again_and_in_another_order_change_nothing():
    dossier = accepted(CODE, now=NOW)
    for node in ("receive", "examine"):
        step = waiting(dossier)
        officer = actor_of(step, now=NOW)
        if node == "examine":
            results.draft_result(
                dossier_id=dossier.pk, officer=officer, kind=ResultKind.GRANTED, values={}, reason="", now=NOW
            )
        steps.complete_step(step_id=step.pk, officer=officer, now=NOW)
    sign = waiting(dossier)
    dossier.refresh_from_db()
    results.approve_result(
        step_id=sign.pk, officer=actor_of(sign, now=NOW), digest=dossier.result.document.file.sha256,
        method="password", now=NOW,
    )  # fmt: skip
    run_jobs(now=NOW)
    run_again(now=NOW)
    seal = waiting(dossier)
    clerk = actor_of(seal, now=NOW)
    results.seal_result(step_id=seal.pk, officer=clerk, now=NOW)

    run_jobs(now=NOW)
    run_again(now=NOW)
    run_again(now=NOW)

    dossier.refresh_from_db()
    assert dossier.status == Status.FINISHED
    assert Signature.objects.filter(document=dossier.result.document).count() == 2
    assert dossier.moves.filter(after=Status.FINISHED).count() == 1
    assert not Letter.objects.filter(dossier=dossier, file=None).exists()
    assert [*problems.wrong_states(), *problems.loose_steps(), *problems.numbers_given_twice()] == []
