"""The result of a dossier: drafted by the specialist, signed by the leader, numbered and sealed by the clerk (T18)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.audit.rules import Ref
from congvu.base.clock import local
from congvu.documents.actions import take_number
from congvu.dossiers.actions.certified import approve_further, keep_further, seal_further, set_further_drafts
from congvu.dossiers.actions.log import locked
from congvu.dossiers.actions.presenting import HOUSE, LARGEST_BYTES, present_result, set_draft, take_back, title_of
from congvu.dossiers.actions.steps import advance, close_step, held_step, open_step
from congvu.dossiers.models import Dossier, Result, Step
from congvu.dossiers.queries.certified import all_have, first_copy_given, further_documents
from congvu.dossiers.queries.numbers import numbering_of
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import (
    certifies,
    fields_for_staff,
    is_approved,
    is_signed,
    may_draft,
    resolved_result,
    sealing_agency,
)
from congvu.dossiers.refusals import (
    CopyMissing,
    NotYourStep,
    ResultMissing,
    SamePerson,
    SignerChanged,
    WrongStatus,
)
from congvu.dossiers.rules.drafts import check_filled, check_reasons
from congvu.dossiers.rules.papers.copies import as_pdf, joined, pages_of
from congvu.dossiers.rules.plans import is_last, specs_of
from congvu.dossiers.terms import ResultKind, Status, StepKind
from congvu.files.actions import store_file
from congvu.files.models import StoredFile
from congvu.signing import actions as signing
from congvu.signing.terms import DocumentState, Field


@transaction.atomic
def draft_result(
    *,
    dossier_id: int,
    officer: Acting,
    kind: ResultKind,
    values: Mapping[str, Any],
    reason: str,
    now: datetime,
    legal_ground: str = "",
    copy: StoredFile | None = None,
    further: Sequence[StoredFile | None] = (),
) -> Result:
    """Draft the result, or the refusal with reason and legal ground. A new draft takes the place of the old one.

    `values` holds `officer` and `system` and, for what was seen in another system, `sources` by path; `copy` is the
    electronic copy that words of certification are bound to, `further` those of the second paper and so on; the
    applicant's own when None.
    Raises NotYourStep, WrongStatus, FieldsMissing, ReasonNeeded, CopyMissing, NotACopy.
    """
    dossier = locked(dossier_id)
    if dossier.status != Status.PROCESSING:
        raise WrongStatus
    today = local(now).date()
    if not may_draft(dossier, officer=officer, on=today):
        raise NotYourStep
    result = Result.objects.select_for_update(of=("self",)).filter(dossier=dossier).first() or Result(dossier=dossier)
    if is_approved(result.document):
        raise WrongStatus("Kết quả đã được duyệt ký, không sửa được nữa.")
    result.kind, result.values, result.reason, result.legal_ground = kind, dict(values), reason, legal_ground
    if kind == ResultKind.NEGATIVE:
        check_reasons(reason, legal_ground)
    else:
        check_filled(resolved_result(dossier, values, on=today).missing, values, fields=fields_for_staff(dossier))
        if certifies(dossier):
            _keep_copy(dossier, result, copy=copy, by=officer.ref, now=now)
    result.drafted_by, result.drafted_by_user, result.drafted_at = officer.printed_name, officer.user_id, now
    set_draft(dossier, result, now=now)
    take_back(dossier, now=now)
    if kind == ResultKind.GRANTED and certifies(dossier):
        keep_further(dossier, result, copies=further, by=officer.ref, now=now)
        set_further_drafts(dossier, result, title=title_of(dossier, result), now=now)
    if dossier.steps.filter(node=plan_for(dossier, on=today).signs, done_at=None).exists():
        present_result(dossier, now=now)
    record("dossier.draft_result", subject=dossier.ref, actor=officer.ref, at=now, details={"kind": kind})
    return Result.objects.select_related("document", "file").get(pk=result.pk)


def _keep_copy(dossier: Dossier, result: Result, *, copy: StoredFile | None, by: Ref, now: datetime) -> None:
    """Keep the very bytes whose digest the sheet of certification names."""
    kept = copy or result.copy
    given = [kept] if kept else first_copy_given(dossier, on=local(now).date())
    if not given:
        raise CopyMissing
    plain = joined([as_pdf(file.read()) for file in given])
    name = given[0].name if given[0].name.lower().endswith(".pdf") else f"{given[0].name}.pdf"
    result.copy_pages = pages_of(plain)
    result.copy = store_file(content=plain, name=name, by=by, now=now, limit_bytes=LARGEST_BYTES)


@transaction.atomic
def approve_result(
    *, step_id: int, officer: Acting, digest: str, method: str, now: datetime, further: Sequence[str] = ()
) -> Result:
    """Approve the digest that was shown, so that the job may sign (ký số). A second call finds the first approval.

    `further` are the digests of the further papers of a certification, in their order.

    Raises NotYourStep, StepDone, ResultMissing, SignerChanged and what signing refuses.
    """
    dossier, step = held_step(step_id, officer=officer)
    plan = plan_for(dossier, on=local(now).date())
    result = Result.objects.select_related("document").filter(dossier=dossier).first()
    if step.node != plan.signs:
        raise NotYourStep
    if result is None or result.document is None:
        raise ResultMissing
    if is_approved(result.document):
        approve_further(result, digests=further, officer=officer, method=method, now=now)
        return result
    if result.signer_name not in (officer.user_name, officer.for_name):
        raise SignerChanged(f"Dự thảo in tên người ký là {result.signer_name}. Hãy trả lại để lập dự thảo mới.")
    signing.approve(document_id=result.document.pk, digest=digest, officer=officer, method=method, now=now)
    approve_further(result, digests=further, officer=officer, method=method, now=now)
    record("dossier.approve_result", subject=dossier.ref, actor=officer.ref, at=now, details={"digest": digest})
    return result


@transaction.atomic
def record_approval(*, dossier_id: int, document_id: int, user_id: int, by: str, now: datetime) -> Step | None:
    """Note who signs the result while it lies at the signer's step; None for another paper of the dossier.

    Raises WrongStatus when the result does not wait for its signature.
    """
    dossier = locked(dossier_id)
    result = Result.objects.filter(dossier=dossier, document_id=document_id).first()
    if result is None:
        return None
    plan = plan_for(dossier, on=local(now).date())
    waiting = dossier.steps.select_for_update(of=("self",)).filter(node=plan.signs, done_at=None, suspended=False)
    step = waiting.first()
    if step is None:
        raise WrongStatus("Kết quả không còn chờ ký: hồ sơ đang tạm dừng hoặc đã được trả lại.")
    step.holder_id, step.holder_name, step.taken_at = user_id, by, step.taken_at or now
    step.save(update_fields=["holder", "holder_name", "taken_at"])
    return step


@transaction.atomic
def record_signature(*, dossier_id: int, now: datetime) -> Dossier:
    """Let the process go on once the signature is on the paper; may run twice because the step is then done."""
    dossier = locked(dossier_id)
    plan = plan_for(dossier, on=local(now).date())
    step = dossier.steps.select_for_update(of=("self",)).filter(node=plan.signs, done_at=None).first()
    if step is None or not _all_have(dossier, Field.LEADER):
        return dossier
    advance(dossier, step, by=HOUSE, by_name=step.holder_name, now=now, outcome="Đã ký số")
    if not _clerk_step(dossier):
        open_step(
            dossier,
            StepKind.SEAL,
            role="records_clerk",
            specs=specs_of(plan, "records_clerk"),
            label="Cấp số, ghi ngày, đóng dấu kết quả",
            now=now,
            giver=step.holder_name,
        )
    return dossier


def _all_have(dossier: Dossier, field: Field) -> bool:
    """Tell whether the result and every further paper of a certification bear this signature."""
    result = Result.objects.select_related("document").filter(dossier=dossier).first()
    if result is None or result.copy_id is None or result.document is None:
        return True
    return all_have([result.document, *further_documents(result)], field)


def _clerk_step(dossier: Dossier) -> Step | None:
    """Return the open step at which the clerk numbers and seals."""
    waiting = dossier.steps.filter(done_at=None)
    return (
        waiting.filter(kind=StepKind.SEAL).first()
        or waiting.filter(kind=StepKind.PROCESS, role="records_clerk").first()
    )


@transaction.atomic
def seal_result(*, step_id: int, officer: Acting, now: datetime) -> Result:
    """Number, date and seal the signed result; the job adds the agency's signature. A second call finds it ordered.

    Raises NotYourStep, StepDone, SamePerson, ResultMissing, FieldsMissing.
    """
    dossier, step = held_step(step_id, officer=officer)
    result = Result.objects.select_for_update(of=("self",)).filter(dossier=dossier).first()
    if step.kind != StepKind.SEAL and step.role != "records_clerk":
        raise NotYourStep
    if result is None or result.document is None or not is_signed(result.document):
        raise ResultMissing("Kết quả chưa được ký số nên chưa đóng dấu được.")
    if result.drafted_by_user == officer.user_id:
        raise SamePerson
    if result.number and result.document.state in (DocumentState.SEALING, DocumentState.SEALED):
        seal_further(dossier, result, officer=officer, now=now)
        return result
    agency = sealing_agency(dossier)
    if not result.number:
        _give_number(dossier, result, now=now)
    step.holder_id, step.holder_name = officer.user_id, officer.printed_name
    step.save(update_fields=["holder", "holder_name"])
    signing.seal(
        document_id=result.document.pk,
        agency_id=agency.pk,
        officer=officer,
        number=result.number,
        dated=result.dated or local(now).date(),
        now=now,
    )
    seal_further(dossier, result, officer=officer, now=now)
    record("dossier.seal_result", subject=dossier.ref, actor=officer.ref, at=now, details={"number": result.number})
    return result


def _give_number(dossier: Dossier, result: Result, *, now: datetime) -> None:
    """Take the next number of the series; a seal that failed keeps its number. Raises FieldsMissing."""
    today = local(now).date()
    numbering = numbering_of(dossier, result, on=today)
    seq = 0
    if numbering.counted:
        seq = take_number(series=numbering.rule.series, owner=numbering.owner, period=numbering.period)
    result.number, result.dated = numbering.number(seq), today
    result.save(update_fields=["number", "dated"])


@transaction.atomic
def record_seal(*, dossier_id: int, now: datetime) -> Dossier:
    """Close the clerk's step once the seal is on the paper; may run twice because the step is then done."""
    dossier = locked(dossier_id)
    step = _clerk_step(dossier)
    if step is None or not _all_have(dossier, Field.AGENCY):
        return dossier
    if step.kind == StepKind.SEAL:
        close_step(step, by=step.holder_name, now=now, outcome="Đã cấp số, đóng dấu")
    elif is_last(plan_for(dossier, on=local(now).date()), step.node):
        advance(dossier, step, by=HOUSE, by_name=step.holder_name, now=now, outcome="Đã cấp số, đóng dấu")
    return dossier
