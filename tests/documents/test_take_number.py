from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from congvu.documents.actions import take_number
from congvu.documents.models import NumberSeries

DECISIONS = {"series": "QĐ", "owner": "bd20-ubnd", "period": "2020"}


@pytest.mark.django_db
def test_a_series_starts_at_one_and_counts_on():
    assert [take_number(**DECISIONS) for _ in range(3)] == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"series": "TB"}, {"owner": "bd20-tp"}, {"period": "2021"}])
def test_another_series_owner_or_period_counts_by_itself(other):
    take_number(**DECISIONS)

    assert take_number(**{**DECISIONS, **other}) == 1


@pytest.mark.django_db
def test_a_rollback_gives_the_number_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        take_number(**DECISIONS)
        raise RuntimeError

    assert take_number(**DECISIONS) == 1


def take_or_give_back(turn):
    """Take a number; every fifth transaction rolls back and returns None."""
    try:
        with transaction.atomic():
            number = take_number(**DECISIONS)
            if turn % 5 == 0:
                transaction.set_rollback(True)
                return None
            return number
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_twenty_transactions_at_once_leave_no_gap_and_no_duplicate():
    with ThreadPoolExecutor(20) as pool:
        taken = [number for number in pool.map(take_or_give_back, range(100)) if number is not None]

    assert sorted(taken) == list(range(1, 81))
    assert NumberSeries.objects.get().last == 80
