"""The statutory slips of the one-stop desk (bộ phận một cửa): exactly what each of them prints.

Law: Thông tư 01/2018/TT-VPCP, Mẫu 01 đến 06; Thông tư 03/2025/TT-VPCP, Phụ lục I, Mẫu 01 đến 07. The number of a form
depends on the regime, so a form is asked for by its key. Field lists are [likely] until checked against the annexes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from congvu.base.formats import moment, place_and_day
from congvu.dossiers.rules.papers.parts import (
    ChargeLine,
    Check,
    Letterhead,
    PaperLine,
    Person,
    Signer,
    day_in_words,
    moment_in_words,
    two_digits,
)
from congvu.procedures.terms import Regime

_CIRCULARS = {Regime.THREE_TIER: "Thông tư số 01/2018/TT-VPCP", Regime.TWO_TIER: "Thông tư số 03/2025/TT-VPCP"}
_NUMBERS: dict[str, dict[Regime, str]] = {
    "receipt": {Regime.THREE_TIER: "01", Regime.TWO_TIER: "01"},
    "supplement_slip": {Regime.THREE_TIER: "02", Regime.TWO_TIER: "02"},
    "refusal_slip": {Regime.THREE_TIER: "03", Regime.TWO_TIER: "03"},
    "apology": {Regime.THREE_TIER: "04", Regime.TWO_TIER: "04"},
    "stop_notice": {Regime.TWO_TIER: "05"},
    "control_sheet": {Regime.THREE_TIER: "05", Regime.TWO_TIER: "06"},
    "tracking_book": {Regime.THREE_TIER: "06", Regime.TWO_TIER: "07"},
}

_WITH_QR = frozenset({"receipt"})


def form_number(key: str, *, regime: Regime) -> str:
    """Return "Mẫu số 01 (Thông tư số 01/2018/TT-VPCP)"; "" where the regime has no such form."""
    number = _NUMBERS[key].get(regime)
    return f"Mẫu số {number} ({_CIRCULARS[regime]})" if number else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What every slip has at its head: regime, letterhead, the code of the dossier and the check code."""

    regime: Regime
    head: Letterhead
    code: str
    check: Check

    def printed_head(self, key: str) -> dict[str, Any]:  # Any: the shapes of JSON
        """Return the data that every template of a slip reads."""
        return {
            "form": form_number(key, regime=self.regime),
            "head": self.head.printed(),
            "body": self.head.issuer,
            "code": self.code,
            "check": self.check.picture() if key in _WITH_QR else self.check.line(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedSlip(Slip):
    """A slip of the desk itself, with its number, symbol and day; letters get theirs from the agency's signature."""

    number: str
    dated: date

    def numbered_head(self, key: str) -> dict[str, Any]:
        """Return the head with number, place and day."""
        return self.printed_head(key) | {
            "number": f"Số: {self.number}",
            "dated": place_and_day(self.head.place, self.dated),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(NumberedSlip):
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả. `due_at` None: the result is given without an appointment.

    `secret` opens the tracking page together with the code; empty where it is not to be printed.
    """

    desk: str
    owner: Person
    submitter: Person | None = None
    content: str
    papers: tuple[PaperLine, ...]
    sets: int = 1
    term: str
    received_at: datetime
    due_at: datetime | None
    delivery: str
    charges: tuple[ChargeLine, ...] = ()
    book: str = ""
    book_number: str = ""
    secret: str = ""
    submitter_name: str
    receiver_name: str

    def printed(self) -> dict[str, Any]:
        """Return the data of `receipt.typ`."""
        return self.numbered_head("receipt") | {
            "desk": self.desk,
            "owner": self.owner,
            "submitter": self.submitter,
            "content": self.content,
            "papers": [
                [str(n), line.name, _count(line.originals), _count(line.copies), line.note]
                for n, line in enumerate(self.papers, start=1)
            ],
            "sets": two_digits(self.sets),
            "term": self.term,
            "received": moment_in_words(self.received_at),
            "due": moment_in_words(self.due_at),
            "delivery": self.delivery,
            "charges": [f"{line.label}: {line.amount} ({line.state})" for line in self.charges],
            "book": self.book,
            "book_number": self.book_number,
            "secret": self.secret,
            "submitter_name": self.submitter_name,
            "receiver_name": self.receiver_name,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSlip(NumberedSlip):
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""

    desk: str
    owner: Person
    content: str
    items: tuple[str, ...]
    reason: str
    respond_by: datetime | None = None
    secret: str = ""
    contact_name: str
    contact_phone: str
    guide_name: str

    def printed(self) -> dict[str, Any]:
        """Return the data of `supplement_slip.typ`."""
        return self.numbered_head("supplement_slip") | {
            "desk": self.desk,
            "owner": self.owner,
            "content": self.content,
            "items": list(self.items),
            "reason": self.reason,
            "respond_by": moment_in_words(self.respond_by),
            "secret": self.secret,
            "contact_name": self.contact_name,
            "contact_phone": self.contact_phone,
            "guide_name": self.guide_name,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalSlip(NumberedSlip):
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ."""

    desk: str
    owner: Person
    content: str
    reason: str
    legal_ground: str
    secret: str = ""
    submitter_name: str
    receiver_name: str

    def printed(self) -> dict[str, Any]:
        """Return the data of `refusal_slip.typ`."""
        return self.numbered_head("refusal_slip") | {
            "desk": self.desk,
            "owner": self.owner,
            "content": self.content,
            "reason": self.reason,
            "legal_ground": self.legal_ground,
            "secret": self.secret,
            "submitter_name": self.submitter_name,
            "receiver_name": self.receiver_name,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNotice(Slip):
    """Thông báo dừng giải quyết hồ sơ: `ground` is the request (day and channel) or the legal ground."""

    addressee: str
    content: str
    ground: str
    stage: str
    returned: tuple[str, ...]
    effective_at: datetime
    signer: Signer
    recipients: tuple[str, ...] = ()

    def printed(self) -> dict[str, Any]:
        """Return the data of `stop_notice.typ`."""
        return self.printed_head("stop_notice") | {
            "addressee": self.addressee,
            "content": self.content,
            "ground": self.ground,
            "stage": self.stage,
            "returned": list(self.returned),
            "effective": moment_in_words(self.effective_at),
            "signer": self.signer,
            "recipients": list(self.recipients),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology(Slip):
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả (2020), văn bản xin lỗi và đề nghị gia hạn (2025)."""

    addressee: str
    desk: str
    content: str
    received_on: date
    promised_at: datetime
    reason: str
    new_due_at: datetime
    ordinal: int = 1
    signer: Signer
    recipients: tuple[str, ...] = ()

    def printed(self) -> dict[str, Any]:
        """Return the data of `apology.typ`."""
        old = self.regime is Regime.THREE_TIER
        return self.printed_head("apology") | {
            "title": "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" if old else "VĂN BẢN XIN LỖI",
            "about": "" if old else "và đề nghị gia hạn thời gian giải quyết hồ sơ",
            "addressee": self.addressee,
            "desk": self.desk,
            "content": self.content,
            "received": day_in_words(self.received_on),
            "promised": moment_in_words(self.promised_at),
            "reason": self.reason,
            "new_due": moment_in_words(self.new_due_at),
            "ordinal": two_digits(self.ordinal),
            "signer": self.signer,
            "recipients": list(self.recipients),
        }


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over of the control sheet: from whom to whom, when, and how the giver's step ended."""

    given_by_unit: str
    received_by_unit: str
    at: datetime
    giver: str
    receiver: str
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSheet(NumberedSlip):
    """Phiếu kiểm soát quá trình giải quyết hồ sơ, made from the log of steps."""

    agency: str
    partners: tuple[str, ...] = ()
    content: str = ""
    moves: tuple[HandOver, ...]

    def printed(self) -> dict[str, Any]:
        """Return the data of `control_sheet.typ`."""
        return self.numbered_head("control_sheet") | {
            "agency": self.agency,
            "partners": "; ".join(self.partners),
            "content": self.content,
            "moves": [
                {
                    "from": move.given_by_unit,
                    "to": move.received_by_unit,
                    "at": moment_in_words(move.at),
                    "giver": move.giver,
                    "receiver": move.receiver,
                    "outcome": move.outcome,
                    "note": move.note,
                }
                for move in self.moves
            ],
        }


@dataclass(frozen=True, slots=True)
class BookLine:
    """One dossier in the tracking book; its running number is never given twice."""

    number: int
    code: str
    procedure: str
    sets: int
    owner: str
    contact: str
    agency: str
    received_at: datetime
    due_at: datetime | None = None
    returned_at: datetime | None = None
    delivery: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingBook:
    """Sổ theo dõi hồ sơ: one book per desk and year."""

    regime: Regime
    head: Letterhead
    book: str
    year: int
    check: Check
    lines: tuple[BookLine, ...] = field(default=())

    def printed(self) -> dict[str, Any]:
        """Return the data of `tracking_book.typ`."""
        return {
            "form": form_number("tracking_book", regime=self.regime),
            "head": self.head.printed(),
            "book": self.book,
            "year": str(self.year),
            "check": self.check.line(),
            "rows": [
                [
                    str(line.number),
                    line.code,
                    line.procedure,
                    two_digits(line.sets),
                    line.owner,
                    line.contact,
                    line.agency,
                    moment(line.received_at),
                    moment(line.due_at) if line.due_at else "",
                    moment(line.returned_at) if line.returned_at else "",
                    line.delivery,
                    "",
                    line.note,
                ]
                for line in self.lines
            ],
        }


def _count(value: int) -> str:
    return two_digits(value) if value else ""
