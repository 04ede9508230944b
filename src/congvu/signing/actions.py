"""Every change in signing: prepare, approve, seal, and what the jobs record about keys and signatures."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from congvu.accounts.rules import Acting
from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Ref
from congvu.base.background import defer
from congvu.base.events import publish
from congvu.base.refusals import Refusal
from congvu.base.typeset import Place
from congvu.files.actions import store_file
from congvu.files.models import StoredFile
from congvu.org import queries as org
from congvu.org.models import Agency
from congvu.signing.events import DocumentApproved, DocumentSealed, DocumentSigned, SigningFailed
from congvu.signing.models import Approval, SignableDocument, Signature, SigningKey
from congvu.signing.refusals import NumberMissing, StaleFile
from congvu.signing.rules.boxes import Box, joined
from congvu.signing.rules.codes import LENGTH, code_from, typed_code
from congvu.signing.rules.life_cycle import (
    MADE_BY,
    Move,
    check_digest,
    check_sealer,
    check_signer,
    is_usable,
    next_state,
)
from congvu.signing.rules.orders import Claim, Holder, Issued, Signed
from congvu.signing.terms import DocumentState, Field, Method

LARGEST_BYTES = 60 * 1024 * 1024


def draw_check_code(*, now: datetime) -> str:
    """Draw a code that no document has yet; print it (with its QR) before `prepare` and hand it over there."""
    while True:
        code = code_from(secrets.randbits(5 * LENGTH), year=now.year)
        if not SignableDocument.objects.filter(check_code=code).exists():
            return code


@transaction.atomic
def prepare(
    *,
    pdf: StoredFile,
    subject: Ref,
    title: str,
    signer_box: Box | Place,
    seal_box: Box | Place,
    now: datetime,
    stamp_box: Box | Place | None = None,
    signer_posts: Sequence[str] = (),
    seal_agency_key: str = "",
    seal_place: str = "",
    number_prefix: str = "Số: ",
    check_code: str = "",
    by: Ref = SYSTEM,
) -> SignableDocument:
    """Give a paper its two signature fields and lay it before the signer. Raises NotSignable, BoxOutsidePage.

    `signer_posts` may sign it; `seal_place` is the place of the date line ("" = none); `title` must name no person.
    """
    signer = Box.of(signer_box)
    whole, strip, stamp = joined(Box.of(seal_box), Box.of(stamp_box) if stamp_box else None)
    from congvu.signing.rules.fields import with_fields  # pyHanko takes a second to import: not in every process

    content = with_fields(pdf.read(), signer_box=signer, seal_box=whole)
    stored = store_file(content=content, name=pdf.name, by=by, now=now, limit_bytes=LARGEST_BYTES)
    document = SignableDocument.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        title=title,
        file=stored,
        check_code=typed_code(check_code) or draw_check_code(now=now),
        signer_posts=list(signer_posts),
        seal_agency_key=seal_agency_key,
        seal_place=seal_place,
        number_prefix=number_prefix,
        layout={
            "signer": asdict(signer),
            "seal": asdict(whole),
            "strip": asdict(strip),
            "stamp": asdict(stamp) if stamp else None,
        },
        prepared_at=now,
    )
    record("signing.prepare", subject=document.ref, actor=by, at=now, details={"sha256": stored.sha256})
    return document


@transaction.atomic
def approve(*, document_id: int, digest: str, officer: Acting, method: str, now: datetime) -> Approval:
    """Approve exactly the file with this digest; a job signs it. Raises WrongState, DigestChanged, NotYourSignature."""
    document = _locked(document_id)
    check_signer(officer, signer_posts=document.signer_posts)
    target = next_state(Move.APPROVE, state=document.state, signed=_signed_fields(document))
    check_digest(digest, current=document.file.sha256)
    approval = _approved(document, Field.LEADER, officer, Method(method), now)

    document.state, document.failure = target, ""
    document.save(update_fields=["state", "failure"])
    details = {"sha256": approval.digest, "method": approval.method, "post": officer.post_key, "for": officer.for_name}
    record("signing.approve", subject=document.ref, actor=officer.ref, at=now, details=details)
    defer("signing.sign", lock=f"signing.document.{document_id}", document_id=document_id)
    subject = (document.subject_kind, document.subject_id)
    publish(DocumentApproved(document.pk, *subject, officer.user_id, officer.printed_name))
    return approval


@transaction.atomic
def seal(*, document_id: int, agency_id: int, officer: Acting, number: str, dated: date, now: datetime) -> Approval:
    """Give a signed paper number and day and order the seal. Raises WrongState, NotYourSeal, NumberMissing."""
    document = _locked(document_id)
    agency = Agency.objects.get(pk=agency_id)
    check_sealer(
        officer,
        agency_key=agency.key,
        committee_key=org.committee_of(agency).key,
        expected_key=document.seal_agency_key,
    )
    target = next_state(Move.ORDER_SEAL, state=document.state, signed=_signed_fields(document))
    if not number.strip():
        raise NumberMissing
    approval = _approved(document, Field.AGENCY, officer, Method.SESSION, now)

    document.state, document.failure = target, ""
    document.number, document.dated, document.agency = number.strip(), dated, agency
    document.save(update_fields=["state", "failure", "number", "dated", "agency"])
    details = {"number": document.number, "dated": dated, "agency": agency.key, "sha256": approval.digest}
    record("signing.order_seal", subject=document.ref, actor=officer.ref, at=now, details=details)
    defer("signing.seal", lock=f"signing.document.{document_id}", document_id=document_id)
    return approval


@transaction.atomic
def withdraw(*, document_id: int, by: Ref, now: datetime) -> SignableDocument:
    """Take a paper back before anybody signed it (returned for changes). Raises WrongState."""
    document = _locked(document_id)
    document.state = next_state(Move.WITHDRAW, state=document.state, signed=_signed_fields(document))
    document.save(update_fields=["state"])
    record("signing.withdraw", subject=document.ref, actor=by, at=now)
    return document


@transaction.atomic
def register_key(issued: Issued, *, holder: Holder, now: datetime) -> SigningKey:
    """Enter a key of one person in a post or of one agency; a key in force stays, an expired one is retired."""
    in_use = SigningKey.objects.select_for_update().filter(**holder.whose, retired_at=None)
    found = in_use.first()
    if found is not None and is_usable(valid_from=found.valid_from, valid_until=found.valid_until, now=now):
        return found
    in_use.update(retired_at=now)
    key = SigningKey.objects.create(
        **holder.whose,
        holder_name=issued.holder_name,
        certificate=issued.place.certificate,
        issuers=issued.place.issuers,
        serial=issued.serial,
        store=issued.place.store,
        location=issued.place.location,
        valid_from=issued.valid_from,
        valid_until=issued.valid_until,
        for_trial=issued.for_trial,
    )
    record("signing.register_key", subject=key.ref, actor=SYSTEM, at=now, details={"serial": key.serial})
    return key


@transaction.atomic
def record_signature(*, claim: Claim, signed: Signed, now: datetime) -> Signature:
    """Keep a finished signature and its file; a second run gets the first one back. Raises StaleFile."""
    document = _locked(claim.document_id)
    found = document.signatures.filter(field=claim.field).first()
    if found is not None:
        return found
    if document.file.sha256 != claim.base_sha256:
        raise StaleFile
    approval = latest_approval(document, claim.field)
    actor = Ref("user", str(approval.user_id), approval.user_name)
    key = SigningKey.objects.get(pk=claim.key_id)
    stored = store_file(content=signed.content, name=document.file.name, by=actor, now=now, limit_bytes=LARGEST_BYTES)
    signature = Signature.objects.create(
        document=document,
        field=claim.field,
        key=key,
        signer=key.holder_name,
        certificate_serial=key.serial,
        level=signed.level,
        at=claim.order.at,
        file=stored,
        sha256=stored.sha256,
    )
    move = MADE_BY[claim.field]
    document.state = next_state(move, state=document.state, signed=_signed_fields(document))
    document.file = stored
    document.save(update_fields=["state", "file"])
    details = {"field": claim.field, "serial": key.serial, "level": signed.level, "sha256": stored.sha256}
    record(f"signing.{move}", subject=document.ref, actor=actor, at=now, details=details)
    event = DocumentSigned if move is Move.SIGN else DocumentSealed
    publish(event(document.pk, document.subject_kind, document.subject_id))
    return signature


@transaction.atomic
def record_failure(*, document_id: int, field: Field, refusal: Refusal, now: datetime) -> None:
    """Say why a signature could not be made, so that a person can order it again; a finished one is left alone."""
    document = _locked(document_id)
    if field in _signed_fields(document) or document.state not in (DocumentState.APPROVED, DocumentState.SEALING):
        return
    document.state = next_state(Move.FAIL, state=document.state, signed=_signed_fields(document))
    document.failure = refusal.sentence
    document.save(update_fields=["state", "failure"])
    record("signing.fail", subject=document.ref, actor=SYSTEM, at=now, details={"field": field, "code": refusal.code})
    publish(SigningFailed(document.pk, document.subject_kind, document.subject_id, str(field), refusal.code))


def latest_approval(document: SignableDocument, field: Field) -> Approval:
    """Return the newest approval of a field. Raises Approval.DoesNotExist."""
    return document.approvals.filter(field=field).latest("at", "pk")


def _approved(document: SignableDocument, field: Field, officer: Acting, method: Method, now: datetime) -> Approval:
    return Approval.objects.create(
        document=document,
        field=field,
        digest=document.file.sha256,
        user_id=officer.user_id,
        user_name=officer.user_name,
        appointment_id=officer.appointment_id,
        post_key=officer.post_key,
        post_title=officer.post_title,
        for_name=officer.for_name,
        method=method,
        at=now,
    )


def _locked(document_id: int) -> SignableDocument:
    return SignableDocument.objects.select_for_update(of=("self",)).select_related("file").get(pk=document_id)


def _signed_fields(document: SignableDocument) -> list[str]:
    return list(document.signatures.values_list("field", flat=True))
