"""The notice that a dossier is stopped (thông báo dừng giải quyết, Mẫu 05): signed by who decides, sealed by the clerk.

Law: TT 03/2025/TT-VPCP Điều 7; number, day and signatures as Nghị định 30/2020/NĐ-CP asks of a notice.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.base.clock import local
from congvu.documents.actions import take_number
from congvu.dossiers.actions.letters import HOUSE, keep_letter
from congvu.dossiers.actions.log import locked
from congvu.dossiers.actions.steps import close_step, held_step, open_step
from congvu.dossiers.models import Dossier, Letter, Step
from congvu.dossiers.queries.notices import notice_of
from congvu.dossiers.queries.plans import plan_for
from congvu.dossiers.queries.results import office_of, sealing_agency, signer_of
from congvu.dossiers.refusals import NotYourStep, ResultMissing, SamePerson
from congvu.dossiers.rules.numbers import notice_rule, prefix_of, written
from congvu.dossiers.rules.papers.forms import stop_notice_pdf
from congvu.dossiers.rules.papers.parts import Check
from congvu.dossiers.rules.plans import specs_of
from congvu.dossiers.rules.results import letter_signer
from congvu.dossiers.terms import LetterKind, StepKind
from congvu.files.actions import store_file
from congvu.org.queries import letterhead
from congvu.signing import actions as signing
from congvu.signing.terms import DocumentState, Field


def write_notice(dossier: Dossier, *, reason: str, papers_returned: str, by: str, now: datetime) -> Letter:
    """Lay the notice before its signer; the caller has ended the dossier and holds its lock. Raises NobodyHolds."""
    office, agency = office_of(dossier, on=local(now).date()), sealing_agency(dossier)
    code = signing.draw_check_code(now=now)
    extra = {
        "reason": reason,
        "papers_returned": papers_returned,
        "head": office.head,
        "signer": letter_signer(office.signer, committee=agency.kind == "committee"),
        "check": Check(code, f"{settings.CONGVU_ADDRESS}/check/"),
    }
    letter = keep_letter(dossier, LetterKind.STOP_NOTICE, number="", content=extra, by=by, now=now)
    printed = stop_notice_pdf(letter.content, at=now)
    assert printed.signer is not None and printed.seal is not None  # the template has both places
    file = store_file(content=printed.content, name=f"{letter.get_kind_display()} {dossier}.pdf", by=HOUSE, now=now)
    letter.document = signing.prepare(
        pdf=file,
        subject=dossier.ref,
        title=letter.get_kind_display(),
        signer_box=printed.signer,
        seal_box=printed.seal,
        stamp_box=printed.stamp,
        seal_place=letterhead(agency).place,
        number_prefix=prefix_of(notice_rule(agency.symbol), layout="letter"),
        check_code=code,
        signer_posts=[signer_of(dossier, on=local(now).date()).post_key],
        seal_agency_key=agency.key,
        now=now,
    )
    letter.save(update_fields=["document"])
    _open(dossier, StepKind.SIGN_LETTER, role="decider", giver=by, now=now)
    return letter


def _open(dossier: Dossier, kind: StepKind, *, role: str, giver: str, now: datetime) -> Step:
    plan = plan_for(dossier, on=local(now).date())
    label = "Ký thông báo dừng giải quyết" if kind == StepKind.SIGN_LETTER else "Cấp số, đóng dấu thông báo dừng"
    return open_step(dossier, kind, role=role, specs=specs_of(plan, role), label=label, now=now, giver=giver)


@transaction.atomic
def approve_notice(*, step_id: int, officer: Acting, digest: str, method: str, now: datetime) -> Letter:
    """Approve the digest that was shown, so that the job may sign. A second call finds the first approval.

    Raises NotYourStep, StepDone and what signing refuses.
    """
    dossier, step = held_step(step_id, officer=officer)
    letter = notice_of(dossier)
    if step.kind != StepKind.SIGN_LETTER or letter is None or letter.document is None:
        raise NotYourStep
    if letter.document.state == DocumentState.APPROVED:
        return letter
    signing.approve(document_id=letter.document.pk, digest=digest, officer=officer, method=method, now=now)
    record("dossier.approve_notice", subject=dossier.ref, actor=officer.ref, at=now, details={"digest": digest})
    return letter


@transaction.atomic
def record_signature(*, dossier_id: int, document_id: int, now: datetime) -> Letter | None:
    """Hand the signed notice to the clerk; None for another paper. May run twice because the step is then done."""
    dossier = locked(dossier_id)
    letter = notice_of(dossier)
    if letter is None or letter.document is None or letter.document_id != document_id:
        return None
    step = dossier.steps.filter(kind=StepKind.SIGN_LETTER, done_at=None).first()
    if step is not None:
        by = signing.latest_approval(letter.document, Field.LEADER).user_name
        close_step(step, by=by, now=now, outcome="Đã ký số")
        _open(dossier, StepKind.SEAL_LETTER, role="records_clerk", giver=by, now=now)
    return letter


@transaction.atomic
def seal_notice(*, step_id: int, officer: Acting, now: datetime) -> Letter:
    """Number, date and seal the signed notice; the job adds the agency's signature. A second call finds it ordered.

    Raises NotYourStep, StepDone, SamePerson, ResultMissing.
    """
    dossier, step = held_step(step_id, officer=officer)
    letter = notice_of(dossier)
    if step.kind != StepKind.SEAL_LETTER or letter is None or letter.document is None:
        raise NotYourStep
    document = letter.document
    if not document.signatures.filter(field=Field.LEADER).exists():
        raise ResultMissing("Thông báo chưa được ký số nên chưa đóng dấu được.")
    if signing.latest_approval(document, Field.LEADER).user_id == officer.user_id:
        raise SamePerson
    if letter.number and document.state in (DocumentState.SEALING, DocumentState.SEALED):
        return letter
    agency, today = sealing_agency(dossier), local(now).date()
    if not letter.number:
        letter.number = _next_number(agency.key, agency.symbol, year=today.year)
        letter.save(update_fields=["number"])
    step.holder_id, step.holder_name = officer.user_id, officer.printed_name
    step.save(update_fields=["holder", "holder_name"])
    signing.seal(
        document_id=document.pk,
        agency_id=agency.pk,
        officer=officer,
        number=letter.number,
        dated=document.dated or today,
        now=now,
    )
    record("dossier.seal_notice", subject=dossier.ref, actor=officer.ref, at=now, details={"number": letter.number})
    return letter


def _next_number(owner: str, symbol: str, *, year: int) -> str:
    rule = notice_rule(symbol)
    seq = take_number(series=rule.series, owner=owner, period=str(year))
    return written(rule, seq=seq, year=year, event="", symbol=symbol, unit="", province="", registration_code="")


@transaction.atomic
def record_seal(*, dossier_id: int, document_id: int, now: datetime) -> Letter | None:
    """Give the finished notice to whoever may read the dossier; None for another paper. May run twice."""
    dossier = locked(dossier_id)
    letter = notice_of(dossier)
    if letter is None or letter.document is None or letter.document_id != document_id:
        return None
    letter.file = letter.document.file
    letter.save(update_fields=["file"])
    step = dossier.steps.filter(kind=StepKind.SEAL_LETTER, done_at=None).first()
    if step is not None:
        close_step(step, by=step.holder_name, now=now, outcome="Đã cấp số, đóng dấu")
    return letter
