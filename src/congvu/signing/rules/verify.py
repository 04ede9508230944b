"""Judges a signed PDF from its bytes alone: who signed, when and who says so, changed or not, trusted or not.

Standard: PAdES (ETSI EN 319 142); validity is judged at the time of the time stamp. Never raises, whatever the file.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    PdfSignatureStatus,
    SignatureCoverageLevel,
    SignatureStatus,
    TimestampSignatureStatus,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

from congvu.signing.rules import reasons
from congvu.signing.rules.verdict import SignatureVerdict, Verdict, together, unreadable
from congvu.signing.terms import Judgement, TimeSource

_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
# More signatures than this no paper of an authority carries; a hostile file may.
MOST_SIGNATURES = 40
TRIAL = "THỬ NGHIỆM"
TIMEOUT_SECONDS = 5
TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a file is measured with: trusted roots, the present, and whether revocation may be asked outside."""

    roots: tuple[x509.Certificate, ...]
    now: datetime
    fetch: bool


def verify_pdf(content: bytes, *, roots: Sequence[x509.Certificate], now: datetime, fetch: bool = False) -> Verdict:
    """Return what can be said about the file; an unreadable one is `unknown` with the problem in words."""
    if b"%PDF-" not in content[:1024]:
        return unreadable(reasons.NOT_PDF)
    yardstick = Yardstick(tuple(roots), now, fetch)
    try:
        return _judge_file(content, yardstick, strict=True)
    except Exception:  # pyHanko raises many kinds on hostile files; the second reading decides
        try:
            return _judge_file(content, yardstick, strict=False)
        except Exception:
            return unreadable(reasons.BROKEN)


def _judge_file(content: bytes, yardstick: Yardstick, *, strict: bool) -> Verdict:
    reader = PdfFileReader(BytesIO(content), strict=strict)
    if reader.encrypted and reader.decrypt(b"").status.name == "FAILED":
        return unreadable(reasons.ENCRYPTED)
    pages = int(reader.root["/Pages"]["/Count"])
    found: list[EmbeddedPdfSignature] = []
    for signature in reader.embedded_regular_signatures:
        found.append(signature)
        if len(found) > MOST_SIGNATURES:
            return unreadable(reasons.TOO_MANY)
    judged = [_judge(signature, reader, yardstick, last=signature is found[-1], strict=strict) for signature in found]
    problem = "" if judged else reasons.UNSIGNED
    return Verdict(tuple(judged), together(judged), problem, pages)


def _judge(
    signature: EmbeddedPdfSignature, reader: PdfFileReader, yardstick: Yardstick, *, last: bool, strict: bool
) -> SignatureVerdict:
    try:
        status, moment = _status(signature, reader, yardstick)
    except Exception:  # a signature that cannot be computed is not a good one
        return _uncomputable(signature)
    source = _time_source(status, yardstick)
    covers = last and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    broken = _broken(status, last=last)
    doubts = () if broken else _doubts(status, moment, yardstick, source)
    if not strict:
        doubts = (*doubts, reasons.LOOSE)
    verdict = Judgement.INVALID if broken else Judgement.UNKNOWN if doubts else Judgement.VALID
    certificate = status.signing_cert
    return SignatureVerdict(
        field=str(signature.field_name or ""),
        signer=_name(certificate, "common_name"),
        signed_at=_signed_at(status, source),
        time_source=source,
        intact=bool(status.intact and status.valid),
        covers_whole_file=covers,
        trusted=bool(status.trusted),
        verdict=verdict,
        reasons=(*broken, *doubts, *_notes(status, source, certificate, last=last)),
        organisation=_name(certificate, "organization_name"),
        issuer=str(certificate.issuer.native.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        for_trial=_for_trial(certificate),
        method=f"{status.pkcs7_signature_mechanism} · {status.md_algorithm}".upper().replace("_", " "),
    )


def _status(
    signature: EmbeddedPdfSignature, reader: PdfFileReader, yardstick: Yardstick
) -> tuple[PdfSignatureStatus, datetime]:
    """Return pyHanko's findings and the instant at which the signer's certificate was judged."""

    def at(moment: datetime, stamp_moment: datetime) -> PdfSignatureStatus:
        return asyncio.run(
            async_validate_pdf_signature(
                signature,
                signer_validation_context=_context(signature, reader, yardstick, moment),
                ts_validation_context=_context(signature, reader, yardstick, stamp_moment),
                key_usage_settings=_USAGE,
            )
        )

    now = yardstick.now
    status, stamp_moment = at(now, now), now
    stamp = status.timestamp_validity
    if stamp and not stamp.trusted and _in_force(stamp, now) and stamp.timestamp <= now:
        # The answers about revocation in the file are of its day, too old for today: ask them as of that day.
        status, stamp_moment = at(now, stamp.timestamp), stamp.timestamp
        stamp = status.timestamp_validity
    if stamp and _holds(stamp) and stamp.timestamp <= now + TOLERANCE:
        return at(stamp.timestamp, stamp_moment), stamp.timestamp
    claimed = _aware(status.signer_reported_dt)
    if claimed and not status.trusted and _in_force(status, now) and claimed <= now:
        then = at(claimed, stamp_moment)
        status = then if then.trusted else status
    return status, now


def _in_force(status: SignatureStatus, now: datetime) -> bool:
    """Tell whether the mathematics are right and the certificate neither revoked nor over."""
    return status.valid and status.intact and not status.revoked and now <= status.signing_cert.not_valid_after


def _holds(stamp: TimestampSignatureStatus) -> bool:
    return bool(stamp.valid and stamp.intact and stamp.trusted)


def _aware(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.astimezone()


def _context(
    signature: EmbeddedPdfSignature, reader: PdfFileReader, yardstick: Yardstick, moment: datetime
) -> ValidationContext:
    """Return what pyHanko needs; the certificates in the signature also help to trust its time stamp."""
    settings: dict[str, Any] = {  # Any: pyHanko's own keyword arguments
        "trust_roots": list(yardstick.roots),
        "allow_fetching": yardstick.fetch,
        "revocation_mode": "soft-fail",
        "moment": moment,
        "retroactive_revinfo": True,
        "other_certs": list(signature.other_embedded_certs),
        "fetcher_backend": RequestsFetcherBackend(per_request_timeout=TIMEOUT_SECONDS),
    }
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
    except (NoDSSFoundError, PdfReadError):
        return ValidationContext(**settings)


def _time_source(status: PdfSignatureStatus, yardstick: Yardstick) -> TimeSource:
    stamp = status.timestamp_validity
    if stamp and _holds(stamp) and stamp.timestamp <= yardstick.now + TOLERANCE:
        return TimeSource.TIMESTAMP
    return TimeSource.CLAIMED if status.signer_reported_dt else TimeSource.UNSTATED


def _signed_at(status: PdfSignatureStatus, source: TimeSource) -> datetime | None:
    stamp = status.timestamp_validity
    if stamp is not None and source is TimeSource.TIMESTAMP:
        return stamp.timestamp
    return _aware(status.signer_reported_dt)


def _broken(status: PdfSignatureStatus, *, last: bool) -> tuple[str, ...]:
    """Return why this signature does not hold; empty when it holds."""
    if not status.intact:
        return (reasons.CHANGED,)
    if not status.valid:
        return (reasons.WRONG_MATHEMATICS,)
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return (reasons.PARTIAL,)
    later = status.modification_level
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        if later is None or later > ModificationLevel.FORM_FILLING or not status.docmdp_ok:
            return (reasons.CHANGED_LATER,)
        if last and later != ModificationLevel.LTA_UPDATES:
            # Level NONE behind the last signature is no update at all: loose bytes, or a later revision cut off.
            return (reasons.ADDED_LATER,)
    if not status.seed_value_ok:
        return (reasons.FIELD_RULES,)
    if status.revoked:
        return (reasons.REVOKED,)
    return ()


def _doubts(status: PdfSignatureStatus, moment: datetime, yardstick: Yardstick, source: TimeSource) -> tuple[str, ...]:
    """Return why nobody can say whether the signer is who the certificate names; empty when it is sure."""
    doubts = []
    certificate = status.signing_cert
    claimed = _signed_at(status, source)
    if moment > certificate.not_valid_after:
        doubts.append(reasons.EXPIRED)
    elif moment < certificate.not_valid_before:
        doubts.append(reasons.NOT_YET)
    elif not status.trusted:
        doubts.append(reasons.UNTRUSTED if yardstick.roots else reasons.NO_ROOTS)
    if source is TimeSource.CLAIMED and claimed and not doubts:
        if not certificate.not_valid_before <= claimed <= certificate.not_valid_after:
            doubts.append(reasons.CLAIMED_OUTSIDE)
        elif claimed > yardstick.now + TOLERANCE:
            doubts.append(reasons.FUTURE)
    return tuple(doubts)


def _notes(
    status: PdfSignatureStatus, source: TimeSource, certificate: x509.Certificate, *, last: bool
) -> tuple[str, ...]:
    """Return what a reader should know besides, without harm to the verdict."""
    notes = []
    if source is TimeSource.CLAIMED:
        notes.append(reasons.CLAIMED_TIME if status.timestamp_validity is None else reasons.STAMP_UNTRUSTED)
    if source is TimeSource.UNSTATED:
        notes.append(reasons.UNSTATED_TIME)
    later = status.modification_level
    if last and status.coverage != SignatureCoverageLevel.ENTIRE_FILE and later == ModificationLevel.LTA_UPDATES:
        notes.append(reasons.EVIDENCE_ADDED)
    if _for_trial(certificate):
        notes.append(reasons.TRIAL)
    return tuple(notes)


def _uncomputable(signature: EmbeddedPdfSignature) -> SignatureVerdict:
    try:
        field, signer = str(signature.field_name or ""), _name(signature.signer_cert, "common_name")
    except Exception:  # the certificate itself may be what is broken
        field, signer = "", ""
    return SignatureVerdict(
        field=field,
        signer=signer,
        signed_at=None,
        time_source=TimeSource.UNSTATED,
        intact=False,
        covers_whole_file=False,
        trusted=False,
        verdict=Judgement.INVALID,
        reasons=(reasons.UNCOMPUTABLE,),
    )


def _name(certificate: x509.Certificate, part: str) -> str:
    value = certificate.subject.native.get(part, "")
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _for_trial(certificate: x509.Certificate) -> bool:
    return TRIAL in certificate.issuer.human_friendly.upper()
