"""The process of its own in which one file is checked: bounded in memory and time, so a hostile file harms nobody.

Reads one JSON line (roots, now, fetch) and then the file; writes the verdict as JSON. Started by `client.py` only.
"""

import json
import logging
import resource
import sys
import warnings
from datetime import datetime

MEMORY_BYTES = 1536 * 1024 * 1024


def main() -> None:
    """Check the file on standard input."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    from congvu.signing.rules.verdict import as_document
    from congvu.signing.rules.verify import verify_pdf
    from congvu.signing.systems.keys.certificates import certificates

    verdict = verify_pdf(
        content,
        roots=certificates(order["roots"]),
        now=datetime.fromisoformat(order["now"]),
        fetch=order["fetch"] is True,
    )
    sys.stdout.write(json.dumps(as_document(verdict)))


if __name__ == "__main__":
    main()
