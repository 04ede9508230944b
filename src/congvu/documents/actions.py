"""Taking the next number of a series."""

from django.db import connection, transaction

_TAKE = """
INSERT INTO documents_numberseries (series, owner, period, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (series, owner, period) DO UPDATE SET last = documents_numberseries.last + 1
RETURNING last
"""


@transaction.atomic
def take_number(*, series: str, owner: str, period: str) -> int:
    """Take the next number, from 1; others of the same series wait, and a rollback gives the number back."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series, owner, period])
        (number,) = cursor.fetchone()
    return int(number)
