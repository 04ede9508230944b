import subprocess

import pytest

from congvu.dossiers.actions import results, returns, steps
from congvu.dossiers.models import Letter
from congvu.dossiers.terms import LetterKind, ResultKind, Status, StepKind
from congvu.procedures.queries import form_of
from congvu.signing.terms import DocumentState
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, actor_of, run_jobs, submitted, waiting

MORNING = at("2026-11-25T08:00")


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["1.001193", "1.001612"])
def test_the_paper_of_a_declaration_prints_the_words_that_were_agreed_to(code):
    dossier = submitted(code, now=MORNING)
    run_jobs(now=MORNING)

    paper = dossier.letters.get(kind=LetterKind.DECLARATION).file.read()

    run = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True)
    assert form_of(dossier.version).declaration in " ".join(run.stdout.decode().split())


@pytest.mark.django_db
def test_a_birth_registration_becomes_a_sealed_result_that_the_citizen_receives():
    dossier = accepted("1.001193", now=MORNING)
    run_jobs(now=MORNING)
    for node in ("receive", "examine"):
        step = waiting(dossier)
        assert step.node == node
        officer = actor_of(step, now=MORNING)
        if node == "examine":
            results.draft_result(
                dossier_id=dossier.pk, officer=officer, kind=ResultKind.GRANTED, values={}, reason="", now=MORNING
            )
        steps.complete_step(step_id=step.pk, officer=officer, now=MORNING)
    sign = waiting(dossier)
    leader = actor_of(sign, now=MORNING)
    dossier.refresh_from_db()
    digest = dossier.result.document.file.sha256

    results.approve_result(step_id=sign.pk, officer=leader, digest=digest, method="password", now=MORNING)
    run_jobs(now=MORNING)
    seal = waiting(dossier)
    results.seal_result(step_id=seal.pk, officer=actor_of(seal, now=MORNING), now=MORNING)
    run_jobs(now=MORNING)

    dossier.refresh_from_db()
    assert dossier.status == Status.FINISHED
    assert dossier.result.document.state == DocumentState.SEALED
    returns.receive_online(dossier_id=dossier.pk, submitter=dossier.submitter, now=MORNING)
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
    assert not dossier.steps.filter(done_at=None).exists()
    assert not Letter.objects.filter(dossier=dossier, file=None).exists()
    kinds = set(dossier.letters.values_list("kind", flat=True))
    assert kinds == {LetterKind.DECLARATION, LetterKind.RECEIPT, LetterKind.CONTROL_SHEET}
    assert not dossier.steps.filter(kind=StepKind.SEAL).exists()
