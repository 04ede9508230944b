"""The certificate authority of a demonstration: made at the first run, marked as a trial, never for real papers."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

MARK = "CHỮ KÝ THỬ NGHIỆM"
CA_NAME = "CA THỬ NGHIỆM Công Vụ"
CA_FROM = datetime(2019, 1, 1, tzinfo=UTC)
CA_UNTIL = datetime(2049, 1, 1, tzinfo=UTC)
# NĐ 68/2024/NĐ-CP, Điều 9: a subscriber's certificate lives at most 5 years.
LEAF_DAYS = 5 * 365
# RFC 5280 allows 64 characters; the library that builds certificates counts bytes of UTF-8.
LONGEST_NAME_BYTES = 64


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its private key, both PEM; the key is encrypted."""

    certificate: bytes
    key: bytes


def make_authority(*, secret: bytes) -> Pair:
    """Make the root of a demonstration."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, CA_NAME),
        ]
    )
    usage = _usage(sign_documents=False)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), _serial(), CA_FROM, CA_UNTIL)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Pair(certificate.public_bytes(serialization.Encoding.PEM), _sealed(key, secret))


def issue(*, authority: Pair, secret: bytes, name: str, agency: str, now: datetime) -> Pair:
    """Issue a certificate of five years to a person or agency; its start lies a year back so that it is never young."""
    ca_key = serialization.load_pem_private_key(authority.key, secret)
    assert isinstance(ca_key, rsa.RSAPrivateKey)
    ca = x509.load_pem_x509_certificate(authority.certificate)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    start = max(CA_FROM, datetime(now.year - 1, 1, 1, tzinfo=UTC))
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fitting(agency or name)),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, _fitting(name)),
        ]
    )
    certificate = (
        x509.CertificateBuilder(ca.subject, subject, key.public_key(), _serial(), start, start + timedelta(LEAF_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign_documents=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    return Pair(certificate.public_bytes(serialization.Encoding.PEM), _sealed(key, secret))


def _fitting(name: str) -> str:
    """A name cut to whole words where a certificate has no room for all of it."""
    if len(name.encode()) <= LONGEST_NAME_BYTES:
        return name
    cut = name.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")
    return cut.rsplit(" ", 1)[0].rstrip(" ,-") if " " in cut else cut


def _serial() -> int:
    return secrets.randbits(120) | 1 << 119


def _sealed(key: rsa.RSAPrivateKey, secret: bytes) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(secret),
    )


def _usage(*, sign_documents: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign_documents,
        content_commitment=sign_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not sign_documents,
        crl_sign=not sign_documents,
        encipher_only=False,
        decipher_only=False,
    )
