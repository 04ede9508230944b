"""The result of a dossier: drafted by the specialist, signed by the leader, numbered and sealed by the clerk (T18)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.base.clock import local
from congvu.documents.actions import take_number
from congvu.dossiers.actions.letters import HOUSE
from congvu.dossiers.actions.log import locked
from congvu.dossiers.actions.steps import advance, close_step, held_step, open_step
from congvu.dossiers.models import Dossier, Result, Step
from congvu.dossiers.queries.letters import letterhead_of
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import (
    may_draft,
    missing_fields,
    result_spec,
    sealing_agency,
    signer_of,
    typeset_result,
)
from congvu.dossiers.refusals import FieldsMissing, NotYourStep, ReasonNeeded, ResultMissing, SamePerson, WrongStatus
from congvu.dossiers.rules.numbers import needs_sequence, number_rule, written
from congvu.dossiers.rules.plans import is_last, specs_of
from congvu.dossiers.rules.results import is_approved, is_signed
from congvu.dossiers.terms import ResultKind, Status, StepKind
from congvu.files.actions import store_file
from congvu.signing import actions as signing


@transaction.atomic
def draft_result(
    *, dossier_id: int, officer: Acting, kind: ResultKind, values: Mapping[str, Any], reason: str, now: datetime
) -> Result:
    """Draft the result, or the refusal with its reason, and set its PDF. A new draft takes the place of the old one.

    Raises NotYourStep, WrongStatus, FieldsMissing, ReasonNeeded.
    """
    dossier = locked(dossier_id)
    if dossier.status != Status.PROCESSING:
        raise WrongStatus
    if not may_draft(dossier, officer=officer, on=local(now).date()):
        raise NotYourStep
    if kind == ResultKind.NEGATIVE and not reason:
        raise ReasonNeeded
    result = Result.objects.select_for_update(of=("self",)).filter(dossier=dossier).first() or Result(dossier=dossier)
    if is_approved(result.document):
        raise NotYourStep("Kết quả đã được ký, không sửa được nữa.")
    result.kind, result.values, result.reason = kind, dict(values), reason
    if kind == ResultKind.GRANTED:
        missing = missing_fields(dossier, result, on=local(now).date())
        if missing:
            raise FieldsMissing(f"Còn ô chưa điền: {'; '.join(missing)}.")
    result.drafted_by, result.drafted_by_user, result.drafted_at = officer.printed_name, officer.user_id, now
    _set_document(dossier, result, now=now)
    record("dossier.draft_result", subject=dossier.ref, actor=officer.ref, at=now, details={"kind": kind})
    return result


def _set_document(dossier: Dossier, result: Result, *, now: datetime) -> None:
    """Set the PDF and prepare it for the two signatures; an older draft that nobody approved is dropped."""
    code = signing.draw_check_code(now=now)
    paper = typeset_result(dossier, result, check_code=code, at=now)
    spec = result_spec(dossier)
    if result.document_id is not None:
        signing.withdraw(document_id=result.document_id, by=HOUSE, now=now)
        result.document = None
        result.save()
    title = spec["name"] if result.kind == ResultKind.GRANTED else ResultKind.NEGATIVE.label
    result.file = store_file(content=paper.content, name=f"{title} {dossier}.pdf", by=HOUSE, now=now)
    signers = [signer_of(dossier, on=local(now).date()).post_key]
    result.document = signing.prepare(
        pdf=result.file,
        subject=dossier.ref,
        title=title,
        signer_box=paper.signer_box,
        seal_box=paper.seal_box,
        stamp_box=paper.stamp_box,
        seal_place=letterhead_of(dossier).place,
        check_code=code,
        signer_posts=signers,
        seal_agency_key=sealing_agency(dossier).key,
        now=now,
    )
    result.save()


@transaction.atomic
def approve_result(*, step_id: int, officer: Acting, digest: str, method: str, now: datetime) -> Result:
    """Approve the digest that was shown, so that the job may sign (ký số). A second call finds the first approval.

    Raises NotYourStep, StepDone, ResultMissing and what signing refuses.
    """
    dossier, step = held_step(step_id, officer=officer)
    plan = plan_for(dossier, on=local(now).date())
    result = Result.objects.select_related("document").filter(dossier=dossier).first()
    if step.node != plan.signs:
        raise NotYourStep
    if result is None or result.document is None:
        raise ResultMissing
    if is_approved(result.document):
        return result
    step.holder_id, step.holder_name = officer.user_id, officer.printed_name
    step.taken_at = step.taken_at or now
    step.save(update_fields=["holder", "holder_name", "taken_at"])
    signing.approve(document_id=result.document.pk, digest=digest, officer=officer, method=method, now=now)
    record("dossier.approve_result", subject=dossier.ref, actor=officer.ref, at=now, details={"digest": digest})
    return result


@transaction.atomic
def record_signature(*, dossier_id: int, now: datetime) -> Dossier:
    """Let the process go on once the signature is on the paper; may run twice because the step is then done."""
    dossier = locked(dossier_id)
    plan = plan_for(dossier, on=local(now).date())
    step = dossier.steps.select_for_update(of=("self",)).filter(node=plan.signs, done_at=None).first()
    if step is None:
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


def province_code(dossier: Dossier) -> str:
    """Return the catalogue code of the province, which some numbers begin with."""
    place = dossier.committee.place
    while place is not None and place.parent is not None:
        place = place.parent
    return place.code if place is not None else ""


def _clerk_step(dossier: Dossier) -> Step | None:
    """Return the open step at which the clerk numbers and seals."""
    waiting = dossier.steps.filter(done_at=None)
    return (
        waiting.filter(kind=StepKind.SEAL).first()
        or waiting.filter(kind=StepKind.PROCESS, role="records_clerk").first()
    )


@transaction.atomic
def seal_result(*, step_id: int, officer: Acting, now: datetime) -> Result:
    """Number, date and seal the signed result; the job adds the agency's signature. A second call finds the number.

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
    if result.number:
        return result
    today = local(now).date()
    agency = sealing_agency(dossier)
    if result.kind == ResultKind.NEGATIVE:
        seq = take_number(series="Sổ văn bản đi", owner=agency.key, period=str(today.year))
        result.number = f"{seq:02d}/{agency.symbol}"
    else:
        rule = number_rule(result_spec(dossier))
        period = str(today.year) if rule.yearly else "luôn"
        seq = take_number(series=rule.series, owner=agency.key, period=period) if needs_sequence(rule) else 0
        result.number = written(
            rule,
            seq=seq,
            year=today.year,
            event=str(dossier.data.get("event", "")),
            symbol=agency.symbol,
            province=province_code(dossier),
            registration_code=str(result.values.get("system", {}).get("registration_code", "")),
        )
    result.dated = today
    result.save(update_fields=["number", "dated"])
    step.holder_id, step.holder_name = officer.user_id, officer.printed_name
    step.save(update_fields=["holder", "holder_name"])
    signing.seal(
        document_id=result.document.pk, agency_id=agency.pk, officer=officer, number=result.number, dated=today, now=now
    )
    record("dossier.seal_result", subject=dossier.ref, actor=officer.ref, at=now, details={"number": result.number})
    return result


@transaction.atomic
def record_seal(*, dossier_id: int, now: datetime) -> Dossier:
    """Close the clerk's step once the seal is on the paper; may run twice because the step is then done."""
    dossier = locked(dossier_id)
    step = _clerk_step(dossier)
    if step is None:
        return dossier
    if step.kind == StepKind.SEAL:
        close_step(step, by=step.holder_name, now=now, outcome="Đã cấp số, đóng dấu")
    elif is_last(plan_for(dossier, on=local(now).date()), step.node):
        advance(dossier, step, by=HOUSE, by_name=step.holder_name, now=now, outcome="Đã cấp số, đóng dấu")
    return dossier
