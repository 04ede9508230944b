"""How far the result of a dossier has come, and small words that its paper needs."""

from dataclasses import replace

from congvu.dossiers.rules.papers.parts import Signer
from congvu.dossiers.rules.papers.resolving import Resolved
from congvu.signing.models import SignableDocument
from congvu.signing.terms import DocumentState

CERTIFICATION = "certification_words"
COMMITTEE = "TM. ỦY BAN NHÂN DÂN"
_NAMES = {"2.001035": "Văn bản giao dịch", "2.001016": "Văn bản từ chối nhận di sản"}


def is_sealed(document: SignableDocument | None) -> bool:
    """Tell whether number, day and the agency's signature are on the paper too."""
    return document is not None and document.state == DocumentState.SEALED


def letter_signer(signer: Signer, *, committee: bool) -> Signer:
    """Return the signer of a letter: of a committee its head signs for it (TM.), a council's head as its chairman."""
    lines = tuple(line.removesuffix(" HỘI ĐỒNG") for line in signer.lines)
    if committee and not lines[0].startswith("TM."):
        lines = (COMMITTEE, *lines)
    return replace(signer, lines=lines)


def names_of_copies(resolved: Resolved, code: str) -> list[str]:
    """Return the papers that are certified, each of which gets a number and a sheet of its own."""
    tables = [line.table for line in resolved.lines if line.key == "paper_names" and line.table is not None]
    return [row[1] for row in tables[0].rows] if tables else [name_of_copy(resolved, code)]


def name_of_copy(resolved: Resolved, code: str) -> str:
    """Return the name of the only paper that words of certification are bound to."""
    for line in resolved.lines:
        if line.key in ("document_name", "paper_names") and line.value:
            return line.value
    return _NAMES.get(code, "Giấy tờ, văn bản")
