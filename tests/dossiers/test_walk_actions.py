"""Processes walked to the end by real actions of the cast; a sample by hash, all with CONGVU_TEST_ALL=1."""

import hashlib
import os

import pytest

from congvu.dossiers.actions import opinions, results, steps
from congvu.dossiers.models import Result
from congvu.dossiers.queries import problems
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.refusals import ResultMissing
from congvu.dossiers.rules.plans import part_of
from congvu.dossiers.terms import ResultKind, Status, StepKind
from congvu.files.actions import store_file
from congvu.org.queries import committees_for
from congvu.procedures import data
from congvu.procedures.queries import roles_of_processes
from tests.dossiers.conftest import at
from tests.dossiers.stories import PDF, accepted, actor_of, run_jobs, waiting

STARTS = {"2020": at("2020-04-27T08:00"), "2025": at("2026-11-25T08:00")}
ALL = [(code, regime) for code in data.codes() for regime in STARTS]
SAMPLE = 6


def sampled():
    if os.environ.get("CONGVU_TEST_ALL"):
        return ALL
    return sorted(ALL, key=lambda one: hashlib.sha256("".join(one).encode()).hexdigest())[:SAMPLE]


def one_step(dossier, *, now):
    """Do whatever waits first; return when it was done."""
    step = dossier.steps.filter(kind=StepKind.SEAL, done_at=None).first() or waiting(dossier)
    officer = actor_of(step, now=now)
    plan = plan_for(dossier, on=now.date())
    result = Result.objects.filter(dossier=dossier).first()
    if step.node == plan.signs:
        digest = result.document.file.sha256
        results.approve_result(step_id=step.pk, officer=officer, digest=digest, method="password", now=now)
        run_jobs(now=now)
        return now
    if step.kind == StepKind.SEAL or (step.role == "records_clerk" and result is not None and not result.number):
        results.seal_result(step_id=step.pk, officer=officer, now=now)
        run_jobs(now=now)
        return now
    if step.outside:
        file = store_file(content=PDF, name="trả lời.pdf", by=officer.ref, now=now)
        opinions.record_outside_answer(
            step_id=step.pk, officer=officer, sender="Cơ quan phối hợp", dated=now.date(), text="", file=file, now=now
        )
    if part_of(plan, step.node, roles=roles_of_processes()).waits and step.due_at is not None:
        now = max(now, step.due_at)
    try:
        steps.complete_step(step_id=step.pk, officer=officer, now=now)
    except ResultMissing:
        refuse(dossier, officer, now=now)
        steps.complete_step(step_id=step.pk, officer=officer, now=now)
    return now


def refuse(dossier, officer, *, now):
    results.draft_result(
        dossier_id=dossier.pk, officer=officer, kind=ResultKind.NEGATIVE, values={}, reason="Không đủ điều kiện",
        legal_ground="Điều 1", now=now,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "regime"), sampled())
def test_a_process_is_walked_to_its_result(code, regime, monkeypatch):
    now = STARTS[regime]
    monkeypatch.setattr("congvu.dossiers.actions.receive.form_errors", lambda dossier, on: [])
    committee = committees_for(code, now.date())[0]
    dossier = accepted(code, now=now, committee=committee.key)

    for _ in range(25):
        now = one_step(dossier, now=now)
        dossier.refresh_from_db()
        if dossier.status == Status.FINISHED:
            break

    assert dossier.status == Status.FINISHED
    assert [*problems.wrong_dues(newest=None), *problems.wrong_states(), *problems.loose_steps()] == []
