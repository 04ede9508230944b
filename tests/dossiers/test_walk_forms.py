"""Every form can be filled under both regimes without an error, from its example alone."""

import datetime as dt

import pytest

from congvu.procedures import data
from tests.dossiers.declarations import data_on
from tests.dossiers.result_papers import form_of

DAYS = {"2020": dt.date(2020, 4, 27), "2025": dt.date(2026, 11, 25)}


@pytest.mark.parametrize("regime", DAYS)
@pytest.mark.parametrize("code", data.codes())
def test_the_example_moved_to_the_day_has_no_errors(code, regime):
    day = DAYS[regime]

    assert form_of(code).check(data_on(code, day), today=day, regime=regime) == []
