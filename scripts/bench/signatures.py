"""Signatures and verifications a second on one core, each beside bare pyHanko doing the same in the same run.

Run: .venv/bin/python scripts/bench/signatures.py; prints the rows of benchmarks.json.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.test")
django.setup()

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: E402
from pyhanko.sign.fields import SigSeedSubFilter  # noqa: E402
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: E402
from pyhanko.sign.validation import validate_pdf_signature  # noqa: E402
from pyhanko.stamp import TextStampStyle  # noqa: E402
from pyhanko_certvalidator import ValidationContext  # noqa: E402

from congvu.signing.rules.verify import verify_pdf  # noqa: E402
from congvu.signing.systems.keys.client import opened  # noqa: E402
from congvu.signing.terms import Field  # noqa: E402
from tests.signing import papers  # noqa: E402
from tests.signing.factories import NOW  # noqa: E402

TARGET = 0.5


def rows() -> list[dict[str, object]]:
    """Return signatures and verifications a second with their floors (aim: at least half of bare pyHanko)."""
    return [
        _row("signing: sign", "signatures/s", _signed, _signed_bare),
        _row("signing: verify", "files/s", _verified, _verified_bare),
    ]


def _signed() -> None:
    papers.sign(papers.prepared(), Field.LEADER)


def _signed_bare() -> None:
    """Sign as the manual of pyHanko shows it: a text stamp, the size of the signature found by a dry run."""
    with opened(papers.trial_key().place, vault=papers.vault(), module="") as signer:
        metadata = PdfSignatureMetadata(field_name=str(Field.LEADER), subfilter=SigSeedSubFilter.PADES)
        style = TextStampStyle(stamp_text="Signed by: %(signer)s")
        PdfSigner(metadata, signer=signer, stamp_style=style).sign_pdf(
            IncrementalPdfFileWriter(BytesIO(papers.prepared())), output=BytesIO()
        )


def _verified() -> None:
    verify_pdf(papers.sealed(), roots=papers.roots(), now=NOW)


def _verified_bare() -> None:
    for signature in PdfFileReader(BytesIO(papers.sealed())).embedded_regular_signatures:
        validate_pdf_signature(signature, ValidationContext(trust_roots=list(papers.roots()), moment=NOW))


def _row(name: str, unit: str, ours: Callable[[], None], bare: Callable[[], None]) -> dict[str, object]:
    value, floor = _per_second(ours), _per_second(bare)
    ratio = value / floor
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "floor": round(floor, 1),
        "ratio": round(ratio, 2),
        "target": TARGET,
        "reached": ratio >= TARGET,
    }


def _per_second(work: Callable[[], None], *, seconds: float = 2.0) -> float:
    work()
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        work()
        done += 1
    return done / (time.perf_counter() - start)


if __name__ == "__main__":
    print(json.dumps(rows(), indent=2))
