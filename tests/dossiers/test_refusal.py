"""Refusal at the desk (T6): with its reason, on its own slip, once, and without any clock."""

import pytest

from congvu.audit.models import Line
from congvu.dossiers.actions import receive
from congvu.dossiers.refusals import NotYourStep, ReasonNeeded, StepDone, WrongStatus
from congvu.dossiers.terms import LetterKind, Status
from tests.dossiers.conftest import at
from tests.dossiers.stories import accepted, actor_of, holder, run_jobs, submitted, waiting

NOW = at("2026-11-25T08:00")
CODE = "1.001193"
REASON = "Không thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã"

pytestmark = pytest.mark.django_db


def refused(dossier, *, reason=REASON):
    step = waiting(dossier)
    return receive.refuse_dossier(step_id=step.pk, officer=actor_of(step, now=NOW), reason=reason, now=NOW)


def test_a_refused_dossier_has_ended_without_code_clock_or_step():
    dossier = refused(submitted(CODE, now=NOW))

    assert dossier.status == Status.REFUSED and dossier.ended_at == NOW
    assert dossier.code is None and not dossier.clock.exists()
    assert not dossier.steps.filter(done_at=None).exists()


def test_the_slip_of_refusal_says_why_and_is_set():
    dossier = refused(submitted(CODE, now=NOW))
    run_jobs(now=NOW)

    slip = dossier.letters.get(kind=LetterKind.REFUSAL_SLIP)
    assert slip.content["reason"] == REASON
    assert slip.file.read().startswith(b"%PDF")


def test_a_refusal_leaves_its_line():
    dossier = submitted(CODE, now=NOW)
    officer = actor_of(waiting(dossier), now=NOW)
    refused(dossier)

    assert Line.objects.get(subject_id=str(dossier.pk), verb="dossier.refuse").actor_name == officer.user_name


def test_a_refusal_needs_a_reason():
    dossier = submitted(CODE, now=NOW)

    with pytest.raises(ReasonNeeded):
        refused(dossier, reason="")


def test_only_the_desk_refuses():
    step = waiting(submitted(CODE, now=NOW))
    leader = holder("vl25-binh-dai-ubnd/chu-tich", now=NOW)

    with pytest.raises(NotYourStep):
        receive.refuse_dossier(step_id=step.pk, officer=leader, reason=REASON, now=NOW)


def test_a_dossier_is_refused_once():
    dossier = submitted(CODE, now=NOW)
    step = waiting(dossier)
    refused(dossier)

    with pytest.raises(StepDone):
        receive.refuse_dossier(step_id=step.pk, officer=actor_of(step, now=NOW), reason=REASON, now=NOW)


def test_what_is_accepted_is_not_refused():
    dossier = accepted(CODE, now=NOW)

    with pytest.raises(WrongStatus):
        refused(dossier)
