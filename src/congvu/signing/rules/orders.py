"""What travels between an action and a key: the order to sign, the place of the key, the services, the signed file."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509

from congvu.signing.terms import Field, KeyStore, Level


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a key is found and which certificates go with it (PEM)."""

    store: KeyStore
    location: str
    certificate: str
    issuers: str


@dataclass(frozen=True, slots=True)
class SigningOrder:
    """What is to be signed: the file, its field, what the widget shows, whose name and reason it carries."""

    content: bytes
    field: str
    appearance: bytes
    signer_name: str
    reason: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Services:
    """The outside services of an installation: address of the time stamp authority ("" = none), trusted roots."""

    tsa_url: str = ""
    roots: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """The file after signing and the level that was reached."""

    content: bytes
    level: Level


@dataclass(frozen=True, slots=True)
class Claim:
    """One signature that is to be made now, on exactly this file."""

    document_id: int
    field: Field
    base_sha256: str
    key_id: int
    place: KeyPlace
    order: SigningOrder


@dataclass(frozen=True, slots=True)
class Issued:
    """A key that was made or brought, as it enters the register."""

    holder_name: str
    place: KeyPlace
    serial: str
    valid_from: datetime
    valid_until: datetime
    for_trial: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key it is: a person in a post, or an agency; with the names that its certificate carries."""

    name: str
    agency_name: str
    user_id: int | None = None
    appointment_id: int | None = None
    agency_id: int | None = None

    @property
    def whose(self) -> dict[str, int | None]:
        """Return the three columns that name the holder in the register of keys."""
        return {"user_id": self.user_id, "appointment_id": self.appointment_id, "agency_id": self.agency_id}
