"""Opens a private key for one signature: an encrypted file, or a device behind PKCS#11.

Standard: PKCS#8 (encrypted) and PKCS#11 (OASIS).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pkcs11
from asn1crypto import keys
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from congvu.signing.refusals import NoKey, TokenUnreachable
from congvu.signing.rules.orders import KeyPlace
from congvu.signing.systems.keys.certificates import certificates
from congvu.signing.systems.keys.vault import Vault
from congvu.signing.terms import KeyStore


@contextmanager
def opened(place: KeyPlace, *, vault: Vault, module: str) -> Iterator[Signer]:
    """Hold the key open for the block. Raises NoKey, TokenUnreachable."""
    if place.store == KeyStore.FILE:
        yield _from_file(place, vault)
        return
    token_label, _, key_label = place.location.partition("/")
    try:
        token = pkcs11.lib(module).get_token(token_label=token_label)
        session = token.open(user_pin=vault.pin(token_label))
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise TokenUnreachable from error
    with session:
        yield PKCS11Signer(
            session,
            signing_cert=certificates(place.certificate)[0],
            ca_chain=set(certificates(place.issuers)),
            key_label=key_label,
        )


def _from_file(place: KeyPlace, vault: Vault) -> SimpleSigner:
    try:
        private = serialization.load_pem_private_key(vault.key(place.location), vault.secret())
    except ValueError as error:
        raise NoKey("Khóa ký không mở được bằng bí mật của máy chủ này.") from error
    der = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SimpleSigner(
        signing_cert=certificates(place.certificate)[0],
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore.from_certs(certificates(place.issuers)),
    )
