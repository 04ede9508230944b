"""A kept connection that the server closed is noticed before a request uses it, and another one is taken."""

import time

import psycopg
import pytest
from django.db import close_old_connections, connection


@pytest.fixture
def _kept(transactional_db):
    connection.close()
    connection.ensure_connection()
    connection.health_check_enabled = True
    yield
    connection.close()


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("_kept")
def test_a_connection_with_last_words_of_the_server_is_not_used_again():
    before = backend()
    settings = connection.get_connection_params()
    with psycopg.connect(
        **{key: settings[key] for key in ("dbname", "user", "host", "port") if key in settings}
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [before])
    time.sleep(0.2)

    close_old_connections()

    assert backend() != before


@pytest.mark.usefixtures("_kept")
def test_a_living_connection_is_kept():
    before = backend()

    close_old_connections()

    assert backend() == before
