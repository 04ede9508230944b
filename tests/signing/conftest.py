"""Signing happens on the day of the tests: jobs read the clock."""

import pytest
import time_machine

from tests.signing.authority import running
from tests.signing.factories import NOW


@pytest.fixture
def on_the_day():
    """Freeze the clock at the day of the tests."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """The test authority with its OCSP, CRL and time stamp services on loopback."""
    with running(tmp_path_factory.mktemp("authority")) as found:
        yield found
