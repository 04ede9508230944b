"""How the database plans questions that differ much from one asking to the next."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def planned_for_its_values() -> Iterator[None]:
    """Let each question of the block be planned for the values it is asked with, and not once for all values.

    A filter that keeps nearly everything and one that keeps nearly nothing need different ways through a large table.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        yield
