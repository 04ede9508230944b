"""How far the result of a dossier has come on its way from draft to sealed paper."""

from congvu.signing.models import SignableDocument
from congvu.signing.terms import DocumentState

_APPROVED = {DocumentState.APPROVED, DocumentState.SIGNED, DocumentState.SEALING, DocumentState.SEALED}
_SIGNED = {DocumentState.SIGNED, DocumentState.SEALING, DocumentState.SEALED}


def is_approved(document: SignableDocument | None) -> bool:
    """Tell whether the signer has approved the paper, signed by the job or not yet."""
    return document is not None and document.state in _APPROVED


def is_signed(document: SignableDocument | None) -> bool:
    """Tell whether the signer's signature is on the paper."""
    return document is not None and document.state in _SIGNED


def is_sealed(document: SignableDocument | None) -> bool:
    """Tell whether number, day and the agency's signature are on the paper too."""
    return document is not None and document.state == DocumentState.SEALED
