"""Reads certificates from the two forms in which they come.

Standard: X.509 in DER, or in PEM (RFC 7468).
"""

from asn1crypto import pem, x509


def certificates(text: bytes | str) -> tuple[x509.Certificate, ...]:
    """Return every certificate of a PEM text, or the one of a DER file. Raises ValueError."""
    content = text.encode() if isinstance(text, str) else text
    if not content.strip():
        return ()
    if pem.detect(content):
        found = pem.unarmor(content, multiple=True)
        loaded = [x509.Certificate.load(der) for name, _, der in found if name == "CERTIFICATE"]
    else:
        loaded = [x509.Certificate.load(content)]
    for certificate in loaded:
        _ = certificate.native  # parse now, so that a broken file is known here
    return tuple(loaded)
