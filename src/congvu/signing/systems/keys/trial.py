"""Issues trial certificates into the vault, one per person or agency, when a demonstration first needs them."""

from datetime import datetime

from congvu.signing.rules.orders import Issued, KeyPlace
from congvu.signing.systems.keys.certificates import certificates
from congvu.signing.systems.keys.demo import issue
from congvu.signing.systems.keys.vault import Vault
from congvu.signing.terms import KeyStore


def issue_into(vault: Vault, *, name: str, agency: str, now: datetime) -> Issued:
    """Make a key and its trial certificate; the key stays in the vault, encrypted."""
    authority = vault.trial_authority()
    pair = issue(authority=authority, secret=vault.secret(), name=name, agency=agency, now=now)
    certificate = certificates(pair.certificate)[0]
    serial = f"{certificate.serial_number:x}"
    vault.keep(serial, pair.key)
    return Issued(
        holder_name=name,
        place=KeyPlace(KeyStore.FILE, serial, pair.certificate.decode(), authority.certificate.decode()),
        serial=serial,
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        for_trial=True,
    )
