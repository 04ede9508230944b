"""Taking the next number of a series."""

from collections.abc import Mapping

from django.db import connection, transaction

from congvu.documents.models import NumberSeries

_TAKE = """
INSERT INTO documents_numberseries (series, owner, period, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (series, owner, period) DO UPDATE SET last = documents_numberseries.last + 1
RETURNING last
"""


@transaction.atomic(savepoint=False)
def take_number(*, series: str, owner: str, period: str) -> int:
    """Take the next number, from 1; others of the same series wait, and a rollback gives the number back."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series, owner, period])
        (number,) = cursor.fetchone()
    return int(number)


@transaction.atomic
def take_to(*, last: Mapping[tuple[str, str, str], int]) -> None:
    """Take every number of (series, owner, period) up to the last one given, for what is loaded in bulk."""
    NumberSeries.objects.bulk_create(
        [NumberSeries(series=s, owner=o, period=p, last=number) for (s, o, p), number in last.items()],
        batch_size=2000,
        update_conflicts=True,
        update_fields=["last"],
        unique_fields=["series", "owner", "period"],
    )
