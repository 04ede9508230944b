"""How long somebody who guesses has to wait: until the tries that count are fewer than may fail."""

from datetime import timedelta

from congvu.dossiers.rules.tries import MOST_FOR_CODE, limits, seconds_to_wait
from tests.dossiers.conftest import at

NOW = at("2020-04-27T08:00")
MOST = limits(address="192.0.2.1", code="H07")
CODE = next(source for source, bound in MOST.items() if bound == MOST_FOR_CODE)


def tries(count):
    """The newest failed a minute ago, each one before it a minute earlier."""
    return [(CODE, NOW - timedelta(minutes=n)) for n in range(1, count + 1)]


def test_who_may_still_try_does_not_wait():
    assert seconds_to_wait(tries(MOST_FOR_CODE - 1), most=MOST, now=NOW) == 0


def test_who_may_not_waits_until_the_oldest_try_that_counts_is_over():
    assert seconds_to_wait(tries(MOST_FOR_CODE), most=MOST, now=NOW) == 5 * 60


def test_tries_beyond_the_bound_lengthen_the_wait():
    assert seconds_to_wait([(CODE, NOW), *tries(MOST_FOR_CODE)], most=MOST, now=NOW) == 6 * 60
