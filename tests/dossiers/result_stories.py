"""How a test brings a dossier to its draft, the signer's table, the seal and its end, whatever the procedure."""

import datetime as dt

from congvu.dossiers.actions import opinions, results, steps
from congvu.dossiers.models import Dossier, OutsideAnswer, Step
from congvu.dossiers.queries.certified import further_documents, names_to_certify
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import certifies, fields_for_staff, may_draft
from congvu.dossiers.refusals import WaitNotOver
from congvu.dossiers.terms import ResultKind, StepKind
from congvu.files.actions import store_file
from congvu.org.queries import committees_for
from tests.dossiers.declarations import data_on
from tests.dossiers.result_papers import staff_entries
from tests.dossiers.stories import PDF, accepted, actor_of, run_jobs, waiting

LEGAL_GROUND = "Điều 16 Luật Hộ tịch năm 2014"
REASON = "Giấy tờ chứng minh nơi cư trú không còn giá trị sử dụng"


def committee_for(code: str, *, on: dt.date) -> str:
    """Return the first committee that handles the procedure that day."""
    return committees_for(code, on)[0].key


def draft(dossier: Dossier, *, officer, now: dt.datetime, kind=ResultKind.GRANTED):
    """Draft the result with invented entries, or a refusal."""
    if kind == ResultKind.NEGATIVE:
        more = {"values": {}, "reason": REASON, "legal_ground": LEGAL_GROUND}
    else:
        seen = {"seen_in": "Hệ thống đăng ký hộ kinh doanh", "on": now.date().isoformat()}
        sources = {field.path: seen for field in fields_for_staff(dossier) if field.source_recorded}
        values = staff_entries(dossier.version.procedure.code) | {"sources": sources}
        more = {"values": values, "reason": ""}
        if certifies(dossier):
            names = names_to_certify(dossier, on=now.date())
            files = [store_file(content=PDF, name="bằng tốt nghiệp.pdf", by=officer.ref, now=now) for _ in names]
            more |= {"copy": files[0], "further": files[1:]}
    return results.draft_result(dossier_id=dossier.pk, officer=officer, kind=kind, now=now, **more)


def go_on(dossier: Dossier, step: Step, *, now: dt.datetime) -> dt.datetime:
    """Finish one step by somebody of its post; return the instant after it, later where the law makes people wait."""
    officer = actor_of(step, now=now)
    if step.outside and not OutsideAnswer.objects.filter(step=step).exists():
        file = store_file(content=PDF, name="trả lời.pdf", by=officer.ref, now=now)
        opinions.record_outside_answer(
            step_id=step.pk, officer=officer, sender="Cơ quan phối hợp", dated=now.date(), text="", file=file, now=now
        )
    try:
        steps.complete_step(step_id=step.pk, officer=officer, now=now)
    except WaitNotOver:
        now = step.due_at
        steps.complete_step(step_id=step.pk, officer=officer, now=now)
    return now


def to_signature(
    code: str, *, now: dt.datetime, kind=ResultKind.GRANTED, committee: str = ""
) -> tuple[Dossier, Step, dt.datetime]:
    """Hand in, accept, work on and draft, until the result lies before its signer."""
    committee = committee or committee_for(code, on=now.date())
    dossier = accepted(code, now=now, committee=committee, data=data_on(code, now.date()))
    run_jobs(now=now)
    signs = plan_for(dossier, on=now.date()).signs
    for _ in range(30):
        step = waiting(dossier)
        dossier = Dossier.objects.get(pk=dossier.pk)
        if step.node == signs:
            return dossier, step, now
        officer = actor_of(step, now=now)
        drafts = dossier.status == "processing" and may_draft(dossier, officer=officer, on=now.date())
        if drafts and not hasattr(dossier, "result"):
            draft(dossier, officer=officer, now=now, kind=kind)
        now = go_on(dossier, step, now=now)
    raise AssertionError(f"{code}: {waiting(dossier)} leads nowhere")


def signed(code: str, *, now: dt.datetime, **more) -> tuple[Dossier, dt.datetime]:
    """Go on until the signer's signature is on the paper."""
    dossier, step, now = to_signature(code, now=now, **more)
    document = dossier.result.document
    results.approve_result(
        step_id=step.pk,
        officer=actor_of(step, now=now),
        digest=document.file.sha256,
        further=[one.file.sha256 for one in further_documents(dossier.result)],
        method="password",
        now=now,
    )
    run_jobs(now=now)
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.result.document.state == "signed", dossier.result.document.failure
    return dossier, now


def seal_step(dossier: Dossier) -> Step | None:
    """Return the step at which the clerk numbers and seals."""
    return next((step for step in dossier.steps.filter(done_at=None) if is_clerks(step)), None)


def is_clerks(step: Step) -> bool:
    return step.kind == StepKind.SEAL or (step.kind == StepKind.PROCESS and step.role == "records_clerk")


def sealed(code: str, *, now: dt.datetime, **more) -> tuple[Dossier, dt.datetime]:
    """Go on until number, day and seal are on the paper and the process has ended."""
    dossier, now = signed(code, now=now, **more)
    for _ in range(30):
        if dossier.status == "finished":
            return dossier, now
        step = seal_step(dossier)
        if step is not None and not dossier.result.number:
            results.seal_result(step_id=step.pk, officer=actor_of(step, now=now), now=now)
            run_jobs(now=now)
        else:
            now = go_on(dossier, waiting(dossier), now=now)
        dossier = Dossier.objects.get(pk=dossier.pk)
    raise AssertionError(f"{code}: {waiting(dossier)} leads nowhere")
