"""Turns the verdict about a file into what the public page says, in words that need no knowledge of signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from congvu.base import formats
from congvu.signing.rules.verdict import SignatureVerdict, Verdict
from congvu.signing.terms import Field, Judgement, TimeSource


class Weight(StrEnum):
    """How a finding counts."""

    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class KnownSigner:
    """Whom a certificate of ours belongs to, and whether the post was held on the day of signing."""

    name: str
    post: str
    agency: str
    competent: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register lets everybody know about a sealed paper; nothing of its content."""

    title: str
    check_code: str
    agency: str
    number: str
    dated: date | None
    sha256: str
    signers: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    weight: Weight
    title: str
    detail: str


HEADLINES = {
    Judgement.VALID: "Văn bản này là thật và chưa bị sửa",
    Judgement.UNKNOWN: "Chưa xác định được văn bản này",
    Judgement.INVALID: "Đừng dùng văn bản này",
}


def headline(verdict: Verdict) -> str:
    """Return the one sentence that people came for; a trial signature is never called real."""
    if verdict.verdict is Judgement.VALID and any(signature.for_trial for signature in verdict.signatures):
        return "Chữ ký thử nghiệm, nguyên vẹn"
    return HEADLINES[verdict.verdict]


def story(verdict: Verdict, *, known: Mapping[str, KnownSigner]) -> str:
    """Return who did what and when, or why nothing can be said."""
    if not verdict.signatures:
        return verdict.problem
    worst = next((s for s in verdict.signatures if s.verdict == verdict.verdict), verdict.signatures[-1])
    if verdict.verdict is not Judgement.VALID:
        return worst.reasons[0] if worst.reasons else ""
    told = [_deed(signature, known.get(signature.serial)) for signature in verdict.signatures]
    when = formats.weekday_and_day(_day(verdict.last_signed_at)) if verdict.last_signed_at else ""
    return f"{', '.join(told)}{', ' + when if when else ''}. Từ đó đến nay không có chữ nào trong tệp thay đổi."


def _deed(signature: SignatureVerdict, known: KnownSigner | None) -> str:
    if signature.field == Field.AGENCY:
        return f"{signature.signer} đã đóng dấu điện tử"
    post = f"{known.post} " if known and known.post else ""
    return f"{post}{signature.signer or 'Người không rõ tên'} đã ký"


def _day(moment: datetime) -> date:
    return formats.local(moment).date()


def findings(verdict: Verdict, *, known: Mapping[str, KnownSigner], entry: Entry | None) -> list[Finding]:
    """Return what was looked at, in the order in which people ask."""
    if not verdict.signatures:
        return []
    found = [_wholeness(verdict)]
    for signature in verdict.signatures:
        found.append(_competence(signature, known.get(signature.serial)))
        found.append(_certificate(signature))
    found.append(_time(verdict.signatures))
    found.append(_register(entry))
    return found


def _wholeness(verdict: Verdict) -> Finding:
    count = len(verdict.signatures)
    bad = [s for s in verdict.signatures if s.verdict is Judgement.INVALID]
    if bad:
        return Finding(Weight.BAD, "Tệp không còn nguyên như lúc ký", bad[0].reasons[0] if bad[0].reasons else "")
    return Finding(
        Weight.GOOD, "Tệp còn nguyên như lúc ký", f"{count} chữ ký, tính trên mọi chữ của {verdict.pages} trang."
    )


def _competence(signature: SignatureVerdict, known: KnownSigner | None) -> Finding:
    if known is None:
        return Finding(
            Weight.DOUBT,
            f"{signature.signer or 'Người ký'}: chưa rõ thẩm quyền",
            "Chứng thư này không có trong sổ của cơ quan.",
        )
    detail = ", ".join(part for part in (known.name, known.post, known.agency) if part and part != known.name)
    detail = f"{known.name}, {detail}." if detail else f"{known.name}."
    if known.competent:
        return Finding(Weight.GOOD, "Người ký có thẩm quyền vào ngày ký", detail)
    return Finding(Weight.BAD, "Người ký không giữ chức vụ vào ngày ký", detail)


def _certificate(signature: SignatureVerdict) -> Finding:
    until = f", hiệu lực đến {formats.day(_day(signature.valid_until))}" if signature.valid_until else ""
    detail = f"{signature.signer}: do {signature.issuer or 'nơi không rõ tên'} cấp{until}."
    if signature.trusted:
        return Finding(Weight.GOOD, "Chứng thư số còn hiệu lực khi ký", detail)
    return Finding(Weight.DOUBT, "Chưa tin được chứng thư số", detail)


def _time(signatures: Sequence[SignatureVerdict]) -> Finding:
    last = signatures[-1]
    when = f"{formats.moment(last.signed_at)}, {last.time_source.label}." if last.signed_at else "Tệp không ghi giờ ký."
    if last.time_source is TimeSource.TIMESTAMP:
        return Finding(Weight.GOOD, "Giờ ký do bên thứ ba xác nhận", when)
    return Finding(Weight.DOUBT, "Giờ ký theo máy của người ký", when)


def _register(entry: Entry | None) -> Finding:
    if entry is None:
        return Finding(Weight.DOUBT, "Không có trong sổ của cơ quan này", "Văn bản có thể do cơ quan khác ban hành.")
    return Finding(Weight.GOOD, "Khớp với sổ của cơ quan ban hành", f"{entry.number}, {entry.title}, {entry.agency}.")
