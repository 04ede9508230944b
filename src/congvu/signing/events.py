"""What happened in signing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentApproved:
    """The competent person has approved the digest; who hears it may still refuse, before anything is signed."""

    document_id: int
    subject_kind: str
    subject_id: str
    user_id: int
    by: str


@dataclass(frozen=True, slots=True)
class DocumentSigned:
    """The competent person's signature is on the document; it waits for number and seal."""

    document_id: int
    subject_kind: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class DocumentSealed:
    """Number, date and the agency's signature are on the document; it can be handed out."""

    document_id: int
    subject_kind: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class SigningFailed:
    """A signature could not be made and somebody has to look."""

    document_id: int
    subject_kind: str
    subject_id: str
    field: str
    code: str
