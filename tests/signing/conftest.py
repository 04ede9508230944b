"""Signing happens on the day of the tests: jobs read the clock."""

import pytest
import time_machine

from tests.signing.factories import NOW


@pytest.fixture
def on_the_day():
    """Freeze the clock at the day of the tests."""
    with time_machine.travel(NOW, tick=False):
        yield NOW
