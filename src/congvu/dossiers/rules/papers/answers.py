"""The negative answer (văn bản từ chối giải quyết): a letter of the deciding agency, with reason and legal ground."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.dossiers.rules.papers.parts import Check, Letterhead, Signer, day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeAnswer:
    """Why a dossier that was accepted is not granted, and what the applicant may do about it."""

    head: Letterhead
    addressee: str
    content: str
    code: str
    received_on: date
    reason: str
    legal_ground: str
    signer: Signer
    check: Check
    recipients: tuple[str, ...] = ("Như trên;", "Bộ phận Tiếp nhận và Trả kết quả;", "Lưu: VT.")

    def printed(self) -> dict[str, Any]:  # Any: the shapes of JSON
        """Return the data of `letter.typ`."""
        return {
            "title": "",
            "about": f"V/v từ chối giải quyết hồ sơ {self.content[:1].lower()}{self.content[1:]}",
            "head": self.head.printed(),
            "body": self.head.issuer,
            "check": self.check.line(),
            "addressee": self.addressee,
            "paragraphs": [
                f"{self.head.issuer} nhận hồ sơ mã số {self.code} của ông/bà {day_in_words(self.received_on)}, nội dung"
                f" yêu cầu giải quyết: {self.content}.",
                f"Qua thẩm định, hồ sơ chưa đủ điều kiện giải quyết theo quy định. Lý do: {self.reason}",
                f"Căn cứ: {self.legal_ground}",
                "Nếu không đồng ý với nội dung trả lời, ông/bà có quyền khiếu nại hoặc khởi kiện vụ án hành chính theo"
                " quy định của pháp luật.",
            ],
            "lines": [],
            "closing": f"{self.head.issuer} thông báo để ông/bà biết./.",
            "signer": self.signer,
            "recipients": list(self.recipients),
        }
