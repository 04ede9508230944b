"""Loading many rows at once: PostgreSQL's COPY, for measuring at a size that no one types in."""

from collections.abc import Sequence

from django.db import connection


def load_rows(table: str, columns: str, rows: Sequence[str]) -> None:
    """Write rows, each as COPY reads it (tabs between cells, \\N for NULL, a line break at its end)."""
    if not rows:
        return
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        copy.write("".join(rows))


def look_again() -> None:
    """Let the database count its tables again, as it would by itself a while after so many rows came in."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("ANALYZE")
        cursor.execute("RESET statement_timeout")


def take_keys(table: str, count: int) -> int:
    """Set aside that many keys of a table and return the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count])
    return int(first)


def trust_references() -> None:
    """Leave out the check of every single reference until the transaction ends, where we may: what loads is sound."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone()[0] == "on":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL statement_timeout = 0")
