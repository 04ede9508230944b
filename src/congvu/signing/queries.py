"""What can be asked about signing: what waits for whom, which key signs, what a code stands for, whom we trust."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from asn1crypto import x509
from django.conf import settings
from django.db.models import Q, QuerySet

from congvu.accounts.models import Appointment, Delegation
from congvu.accounts.rules import Acting
from congvu.base import clock
from congvu.org.models import Agency
from congvu.signing.models import Approval, SignableDocument, Signature, SigningKey
from congvu.signing.refusals import DemonstrationOnly, NoKey
from congvu.signing.rules.boxes import Part
from congvu.signing.rules.findings import Entry, KnownSigner
from congvu.signing.rules.life_cycle import check_digest
from congvu.signing.rules.orders import Claim, Holder, KeyPlace, Services, SigningOrder
from congvu.signing.rules.stamps import LeaderStamp, Seal, date_line, leader_stamp, number_line, seal
from congvu.signing.rules.verdict import Verdict
from congvu.signing.systems.checker.client import verify_apart
from congvu.signing.systems.keys.certificates import certificates
from congvu.signing.systems.keys.vault import Vault
from congvu.signing.terms import DocumentState, Field, Judgement, KeyStore

SIGNER_ROLE = "signer"
WHOLE_HOUSE = frozenset({"leader", "signer", "records_clerk", "procedure_controller"})
REASONS = {Field.LEADER: "Ký duyệt", Field.AGENCY: "Phát hành"}


def waiting_for(officer: Acting) -> QuerySet[SignableDocument]:
    """Return the documents that wait for this person's signature, the longest waiting first."""
    return (
        SignableDocument.objects.filter(
            state__in=[DocumentState.PREPARED, DocumentState.FAILED], signer_posts__contains=[officer.post_key]
        )
        .exclude(signatures__field="ChuKy")
        .select_related("file")
        .order_by("prepared_at", "pk")
    )


def visible_to(officer: Acting) -> QuerySet[SignableDocument]:
    """Return the documents whose file this officer may open: those of the own post; leaders and clerks see the house's.

    Everybody else opens a paper from the dossier it belongs to, where they may see that.
    """
    seen = Q(signer_posts__contains=[officer.post_key])
    if officer.roles & WHOLE_HOUSE:
        seen |= Q(seal_agency_key__in={officer.agency_key, officer.committee_key} - {""})
    return SignableDocument.objects.filter(seen).select_related("file")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to a document, as its page tells it."""

    at: datetime
    words: str
    who: str


def steps_of(document: SignableDocument) -> list[Step]:
    """Return what was done to the document, the first first."""
    approvals = [
        Step(one.at, "Duyệt ký" if one.field == Field.LEADER else "Cho số, đóng dấu", _both_names(one))
        for one in document.approvals.all()
    ]
    signatures = [Step(one.at, one.get_field_display(), one.signer) for one in document.signatures.all()]
    return sorted([Step(document.prepared_at, "Trình ký", ""), *approvals, *signatures], key=lambda step: step.at)


def _both_names(approval: Approval) -> str:
    post = f"{approval.user_name}, {approval.post_title}"
    return f"{post} (được {approval.for_name} ủy quyền)" if approval.for_name else post


def waiting_for_seal(officer: Acting) -> QuerySet[SignableDocument]:
    """Return the signed documents that wait for number and seal of this person's agency or committee."""
    return (
        SignableDocument.objects.filter(
            Q(state=DocumentState.SIGNED) | Q(state=DocumentState.FAILED, signatures__field="ChuKy"),
            seal_agency_key__in={officer.agency_key, officer.committee_key} - {""},
        )
        .select_related("file")
        .order_by("prepared_at", "pk")
    )


def document_of(*, subject_kind: str, subject_id: str) -> SignableDocument | None:
    """Return the newest document of a subject, None when nothing was prepared."""
    return (
        SignableDocument.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
        .select_related("file", "agency")
        .order_by("-prepared_at", "-pk")
        .first()
    )


def entry_by_code(code: str) -> Entry | None:
    """Return the sealed document with that code, None when there is none."""
    document = (
        SignableDocument.objects.filter(check_code=code, state=DocumentState.SEALED)
        .select_related("agency", "file")
        .first()
    )
    return _entry(document) if document else None


def entry_by_sha256(sha256: str) -> Entry | None:
    """Return the sealed document whose final file has that hash, None when there is none."""
    document = (
        SignableDocument.objects.filter(file__sha256=sha256, state=DocumentState.SEALED)
        .select_related("agency", "file")
        .first()
    )
    return _entry(document) if document else None


def _entry(document: SignableDocument) -> Entry:
    signatures = Signature.objects.filter(document=document).order_by("at", "pk")
    return Entry(
        title=document.title,
        check_code=document.check_code,
        agency=document.agency.name if document.agency else "",
        number=document.number,
        dated=document.dated,
        sha256=document.file.sha256,
        signers=tuple((signature.signer, signature.at) for signature in signatures),
    )


def known_signer(*, serial: str, at: datetime | None) -> KnownSigner | None:
    """Return the holder of one of our certificates and whether the post was held on that day; None for strangers."""
    key = (
        SigningKey.objects.filter(serial=serial)
        .select_related("user", "appointment__user", "appointment__post__agency", "agency")
        .first()
    )
    if key is None:
        return None
    if key.appointment is None or key.user is None:
        return KnownSigner(key.holder_name, "", key.holder_name, competent=True)
    appointment = key.appointment
    day = clock.local(at).date() if at else clock.today()
    held = Appointment.objects.filter(pk=appointment.pk).valid_on(day).exists()
    if key.user_id != appointment.user_id:
        held = held and Delegation.objects.in_force_on(day).filter(appointment=appointment, to_user=key.user).exists()
    post = appointment.title or appointment.post.title
    return KnownSigner(key.holder_name, post, appointment.post.agency.name, held)


def vault() -> Vault:
    """Return the key folder of this installation."""
    return Vault(Path(settings.CONGVU_KEYS_FOLDER))


def known_signers(verdict: Verdict) -> dict[str, KnownSigner]:
    """Return those signers of a file whose certificates are in our register, by serial."""
    found = {
        signature.serial: known_signer(serial=signature.serial, at=signature.signed_at)
        for signature in verdict.signatures
        if signature.serial and signature.trusted
    }
    return {serial: signer for serial, signer in found.items() if signer is not None}


def services() -> Services:
    """Return the outside services of this installation."""
    return Services(tsa_url=settings.CONGVU_TSA_URL, roots=trusted_roots())


def key_in_use(holder: Holder, *, now: datetime) -> SigningKey | None:
    """Return the key of one holder that is in force now, None when there is none."""
    return SigningKey.objects.filter(
        **holder.whose,
        retired_at=None,
        valid_from__lte=now,
        valid_until__gte=now,
    ).first()


def signing_holders(*, on: date) -> list[Holder]:
    """Return who signs on that day: officers with the role in their posts, and the agencies of those posts."""
    rows = (
        Appointment.objects.valid_on(on)
        .filter(roles__contains=[SIGNER_ROLE])
        .select_related("user", "post__agency")
        .order_by("pk")
    )
    agencies = {row.post.agency_id: row.post.agency for row in rows}
    people = [
        Holder(row.user.full_name, row.post.agency.name, user_id=row.user_id, appointment_id=row.pk) for row in rows
    ]
    return [*people, *(Holder(agency.name, agency.name, agency_id=agency.pk) for agency in agencies.values())]


def signing_holder(*, officer: str, agency: str, on: date) -> Holder | None:
    """Return the holder by login name of an officer who signs that day, or by key of an agency; None when unknown."""
    if agency:
        found = Agency.objects.valid_on(on).filter(key=agency).first()
        return Holder(found.name, found.name, agency_id=found.pk) if found else None
    row = (
        Appointment.objects.valid_on(on)
        .filter(roles__contains=[SIGNER_ROLE], user__username=officer)
        .select_related("user", "post__agency")
        .order_by("-valid_from")
        .first()
    )
    if row is None:
        return None
    return Holder(row.user.full_name, row.post.agency.name, user_id=row.user_id, appointment_id=row.pk)


def holder_of(*, document_id: int, field: Field) -> Holder | None:
    """Return whose key makes this signature, None before anybody ordered it."""
    document = SignableDocument.objects.select_related("agency").get(pk=document_id)
    if field is Field.AGENCY:
        agency = document.agency
        return Holder(agency.name, agency.name, agency_id=agency.pk) if agency else None
    approval = _approval(document, field)
    if approval is None:
        return None
    agency_name = approval.appointment.post.agency.name
    return Holder(approval.user_name, agency_name, user_id=approval.user_id, appointment_id=approval.appointment_id)


def _approval(document: SignableDocument, field: Field) -> Approval | None:
    return (
        document.approvals.filter(field=field)
        .select_related("appointment__post__agency")
        .order_by("-at", "-pk")
        .first()
    )


def claim(*, document_id: int, field: Field, now: datetime) -> Claim | None:
    """Return the signature that is to be made now, None when it is made already or nobody ordered it.

    Raises NoKey, DemonstrationOnly, DigestChanged.
    """
    document = SignableDocument.objects.select_related("file", "agency").get(pk=document_id)
    approval = _approval(document, field)
    wanted = DocumentState.APPROVED if field is Field.LEADER else DocumentState.SEALING
    if approval is None or document.state != wanted or document.signatures.filter(field=field).exists():
        return None
    check_digest(approval.digest, current=document.file.sha256)
    holder = holder_of(document_id=document_id, field=field)
    key = key_in_use(holder, now=now) if holder else None
    if key is None:
        raise NoKey
    if key.for_trial and settings.CONGVU_MODE == "prod":
        raise DemonstrationOnly
    order = SigningOrder(
        content=document.file.read(),
        field=field.value,
        appearance=_seal(document, key) if field is Field.AGENCY else _stamp(document, approval, key),
        signer_name=key.holder_name,
        reason=REASONS[field],
        place=document.seal_place,
        at=now,
    )
    place = KeyPlace(KeyStore(key.store), key.location, key.certificate, key.issuers)
    return Claim(document.pk, field, document.file.sha256, key.pk, place, order)


def _stamp(document: SignableDocument, approval: Approval, key: SigningKey) -> bytes:
    box = document.layout["signer"]
    words = LeaderStamp(
        approval.user_name, approval.post_title, approval.for_name, key.for_trial, box["width"], box["height"]
    )
    return leader_stamp(words)


def _seal(document: SignableDocument, key: SigningKey) -> bytes:
    box, stamp = document.layout["seal"], document.layout["stamp"]
    assert document.dated is not None  # a constraint holds number and day together
    return seal(
        Seal(
            agency=key.holder_name,
            number_line=number_line(document.number, prefix=document.number_prefix),
            date_line=date_line(document.dated, place=document.seal_place),
            trial=key.for_trial,
            width=box["width"],
            height=box["height"],
            strip=Part(**document.layout["strip"]),
            stamp=Part(**stamp) if stamp else None,
        )
    )


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """Return the roots this installation trusts: files of its folder, and the trial root outside real service."""
    found: list[x509.Certificate] = []
    folder = Path(settings.CONGVU_ROOTS_FOLDER)
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in (".pem", ".crt", ".cer", ".der"):
            found.extend(certificates(path.read_bytes()))
    if settings.CONGVU_MODE != "prod":
        found.extend(certificates(vault().trial_root()))
    return tuple(found)


def judged_here(content: bytes, *, roots: tuple[x509.Certificate, ...], now: datetime, fetch: bool = False) -> Verdict:
    """Judge a file by the clock of this installation.

    In a demonstration a file from outside may be younger than the demonstration's day: the real day judges it then.
    """
    verdict = verify_apart(content, roots=roots, now=now, fetch=fetch)
    last = verdict.last_signed_at
    if clock.offset() and verdict.verdict is not Judgement.VALID and last and last > now:
        return verify_apart(content, roots=roots, now=now - clock.offset(), fetch=fetch)
    return verdict
