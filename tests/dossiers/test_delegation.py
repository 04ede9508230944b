"""Who stands in for somebody keeps both names on steps, letters, approvals and lines of the audit."""

import pytest

from congvu.accounts.actions import delegate, revoke_delegation
from congvu.accounts.models import Appointment, User
from congvu.accounts.queries import holders_of
from congvu.audit.models import Line
from congvu.dossiers.actions import receive, results
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries import inbox
from congvu.dossiers.terms import LetterKind
from congvu.signing.terms import Field
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import to_signature
from tests.dossiers.stories import holder, run_jobs, submitted, waiting

NOW = at("2026-11-25T08:00")
CODE = "1.001193"
DESK = "vl25-binh-dai-hcc/tiep-nhan"
CHAIRMAN = "vl25-binh-dai-ubnd/chu-tich"
DEPUTY = "vl25-binh-dai-ubnd/pho-chu-tich"
CLERK = "vl25-binh-dai-vp/van-thu"

pytestmark = pytest.mark.django_db


def standing_in(post, *, by):
    """Let the holder of `by` stand in at the post for a week; return both."""
    principal, deputy = holder(post, now=NOW), holder(by, now=NOW)
    appointment = Appointment.objects.get(pk=principal.appointment_id)
    until = at("2026-12-02T08:00").date()
    delegate(
        appointment_id=appointment.pk, to_user_id=deputy.user_id, valid_from=NOW.date(), valid_to=until,
        reason="Đi công tác", holder=appointment.user, now=NOW,
    )  # fmt: skip
    acting = next(one for one in holders_of(post, NOW.date()) if one.user_id == deputy.user_id)
    return acting, f"{deputy.user_name} (được {principal.user_name} ủy quyền)"


def test_step_receipt_and_line_name_both_when_somebody_stands_in_at_the_desk():
    dossier = submitted(CODE, now=NOW)
    acting, both = standing_in(DESK, by=CLERK)
    step = waiting(dossier)

    dossier = receive.accept_dossier(step_id=step.pk, officer=acting, now=NOW)

    step.refresh_from_db()
    assert [step.done_by, step.holder_name, dossier.accepted_by] == [both] * 3
    assert dossier.letters.get(kind=LetterKind.RECEIPT).by == both
    assert Line.objects.get(subject_id=str(dossier.pk), verb="dossier.accept").actor_name == both
    assert waiting(dossier).giver_name == both


def test_approval_and_signed_step_name_both_when_somebody_stands_in_for_the_signer():
    acting, both = standing_in(CHAIRMAN, by=DEPUTY)
    dossier, step, now = to_signature(CODE, now=NOW)
    digest = dossier.result.document.file.sha256

    results.approve_result(step_id=step.pk, officer=acting, digest=digest, method="password", now=now)
    run_jobs(now=now)

    approval = Dossier.objects.get(pk=dossier.pk).result.document.approvals.get(field=Field.LEADER)
    step.refresh_from_db()
    assert [approval.user_name, approval.for_name] == [acting.user_name, acting.for_name]
    assert step.done_by == both
    assert Line.objects.get(subject_id=str(dossier.pk), verb="dossier.approve_result").actor_name == both


def test_nobody_stands_in_once_the_delegation_is_over():
    standing_in(CHAIRMAN, by=DEPUTY)
    names = [one.for_name for one in holders_of(CHAIRMAN, at("2026-12-03T08:00").date())]

    assert names == [""]


def test_a_delegation_that_was_taken_back_leaves_the_names_on_what_was_done():
    acting, both = standing_in(DESK, by=CLERK)
    dossier = submitted(CODE, now=NOW)
    receive.accept_dossier(step_id=waiting(dossier).pk, officer=acting, now=NOW)
    principal = User.objects.get(full_name=acting.for_name)
    delegation = principal.appointments.get(post__key=DESK).delegations.get()

    revoke_delegation(delegation_id=delegation.pk, holder=principal, now=NOW)

    assert acting not in holders_of(DESK, NOW.date())
    assert Dossier.objects.get(pk=dossier.pk).accepted_by == both


def test_what_waits_at_the_post_waits_for_who_stands_in():
    acting, _ = standing_in(DESK, by=CLERK)

    dossier = submitted(CODE, now=NOW)

    assert list(inbox.waiting_for(acting)) == [waiting(dossier)]
