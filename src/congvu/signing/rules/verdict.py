"""What a check of a signed PDF says: per signature and for the whole file, for machines and for people."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from congvu.signing.terms import Judgement, TimeSource

# The keys of `congvu verify --json`, in their order; outsiders rely on them.
PUBLISHED = (
    "field",
    "signer",
    "signed_at",
    "time_source",
    "intact",
    "covers_whole_file",
    "trusted",
    "verdict",
    "reasons",
)


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What is known about one signature; reasons are Vietnamese sentences, the weightiest first."""

    field: str
    signer: str
    signed_at: datetime | None
    time_source: TimeSource
    intact: bool
    covers_whole_file: bool
    trusted: bool
    verdict: Judgement
    reasons: tuple[str, ...] = ()
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    for_trial: bool = False
    method: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known about a file; `problem` says why nothing could be read, pages is 0 then."""

    signatures: tuple[SignatureVerdict, ...]
    verdict: Judgement
    problem: str = ""
    pages: int = 0

    @property
    def last_signed_at(self) -> datetime | None:
        """Return the latest time that any signature states."""
        return max((s.signed_at for s in self.signatures if s.signed_at), default=None)


def unreadable(problem: str) -> Verdict:
    """Return the verdict about a file in which no signature could be looked at."""
    return Verdict((), Judgement.UNKNOWN, problem)


def together(signatures: Sequence[SignatureVerdict]) -> Judgement:
    """Return the verdict about the file: as good as its worst signature, unknown without any."""
    found = {signature.verdict for signature in signatures}
    for judgement in (Judgement.INVALID, Judgement.UNKNOWN):
        if judgement in found:
            return judgement
    return Judgement.VALID if found else Judgement.UNKNOWN


def published(verdict: Verdict) -> dict[str, object]:
    """Return the document that `congvu verify --json` prints."""
    full = as_document(verdict)
    signatures = full["signatures"]
    assert isinstance(signatures, list)
    return {
        "signatures": [{key: signature[key] for key in PUBLISHED} for signature in signatures],
        "verdict": full["verdict"],
    }


def as_document(verdict: Verdict) -> dict[str, object]:
    """Return everything as plain JSON values."""
    signatures = []
    for signature in verdict.signatures:
        row = asdict(signature)
        for key in ("signed_at", "valid_from", "valid_until"):
            row[key] = row[key].isoformat() if row[key] else None
        signatures.append({**row, "time_source": str(signature.time_source), "verdict": str(signature.verdict)})
    return {
        "signatures": [{**row, "reasons": list(row["reasons"])} for row in signatures],
        "verdict": str(verdict.verdict),
        "problem": verdict.problem,
        "pages": verdict.pages,
    }


def from_document(document: Mapping[str, object]) -> Verdict:
    """Read what `as_document` wrote. Raises KeyError, TypeError, ValueError."""
    rows = document["signatures"]
    if not isinstance(rows, list):
        raise TypeError("signatures")
    return Verdict(
        signatures=tuple(_signature(row) for row in rows),
        verdict=Judgement(str(document["verdict"])),
        problem=str(document["problem"]),
        pages=int(str(document["pages"])),
    )


def _signature(row: dict[str, object]) -> SignatureVerdict:
    reasons = row["reasons"]
    if not isinstance(reasons, list):
        raise TypeError("reasons")
    return SignatureVerdict(
        field=str(row["field"]),
        signer=str(row["signer"]),
        signed_at=_moment(row["signed_at"]),
        intact=row["intact"] is True,
        covers_whole_file=row["covers_whole_file"] is True,
        trusted=row["trusted"] is True,
        organisation=str(row["organisation"]),
        issuer=str(row["issuer"]),
        serial=str(row["serial"]),
        valid_from=_moment(row["valid_from"]),
        valid_until=_moment(row["valid_until"]),
        for_trial=row["for_trial"] is True,
        method=str(row["method"]),
        time_source=TimeSource(str(row["time_source"])),
        verdict=Judgement(str(row["verdict"])),
        reasons=tuple(str(reason) for reason in reasons),
    )


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value else None
