"""Every procedure under both regimes, granted and refused: drafted, signed and sealed through the actions.

Some are taken by the hash of their name; `CONGVU_TEST_ALL=1` takes all.
"""

import hashlib
import os

import pytest

from congvu.procedures import data
from congvu.signing.terms import DocumentState
from tests.dossiers.conftest import at
from tests.dossiers.result_stories import sealed

MORNINGS = {"2020": "2020-04-27T08:00", "2025": "2026-11-25T08:00"}
EVERY = 1 if os.environ.get("CONGVU_TEST_ALL") == "1" else 12
ALL = [(code, regime, kind) for code in data.codes() for regime in MORNINGS for kind in ("granted", "negative")]
CHOSEN = [one for one in ALL if hashlib.sha256(repr(one).encode()).digest()[0] % EVERY == 0]


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "regime", "kind"), CHOSEN)
def test_a_result_is_drafted_signed_and_sealed(code, regime, kind):
    dossier, _ = sealed(code, now=at(MORNINGS[regime]), kind=kind)

    result = dossier.result
    assert result.document.state == DocumentState.SEALED
    assert result.number and result.dated
