"""Checks a file in a process of its own, so that neither its size nor its malice reaches the server."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import pem, x509

from congvu.signing.rules import reasons
from congvu.signing.rules.verdict import Verdict, from_document, unreadable

log = logging.getLogger(__name__)

SECONDS = 20
START_SECONDS = 10  # what the process may take to load its libraries, beside the seconds of the check


def verify_apart(
    content: bytes, *, roots: Sequence[x509.Certificate], now: datetime, fetch: bool = False, seconds: int = SECONDS
) -> Verdict:
    """Return what `verify_pdf` says about the file, or `unknown` when it takes too much time or memory."""
    bundle = b"".join(pem.armor("CERTIFICATE", root.dump()) for root in roots).decode()
    order = {"roots": bundle, "now": now.isoformat(), "fetch": fetch, "seconds": seconds}
    command = [sys.executable, "-X", "utf8", "-m", "congvu.signing.systems.checker.child"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(order).encode() + b"\n" + content,
            capture_output=True,
            timeout=seconds + START_SECONDS,
            check=True,
        )
        return from_document(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        log.warning("signing.check_stopped", extra={"reason": type(error).__name__, "bytes": len(content)})
        return unreadable(reasons.TOO_COSTLY)
