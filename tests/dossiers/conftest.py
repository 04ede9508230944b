"""The demonstration's world in a database of its own, made once a run: organisation, cast, calendar, catalogue."""

import datetime as dt
from contextlib import contextmanager
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections

from congvu.base.clock import LOCAL

COMMANDS = ["import_holidays", "import_org", "import_cast", "import_catalogue", "import_templates", "publish_processes"]
# Caches remember rows by their keys, so no row of this world has the key of a row elsewhere.
APART = """
DO $$ DECLARE one record; BEGIN
FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'
LOOP EXECUTE format('ALTER SEQUENCE %I RESTART 5000000', one.sequencename); END LOOP; END $$
"""


def make_world() -> None:
    """Import everything that a demonstration begins with."""
    for command in COMMANDS:
        call_command(command, stdout=StringIO())


def copy_database(source: str, target: str) -> None:
    """Make a database from another one; what still hangs on the source is cut off."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')


def drop_database(name: str) -> None:
    """Drop a database with whatever hangs on it."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def standing_in(name: str):
    """Let every connection of this process, of whatever thread, lead to the database of that name."""
    settings = connection.settings_dict
    before = settings["NAME"]
    connection.close()
    settings["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = before


@pytest.fixture(scope="module", autouse=True)
def world(request, django_db_blocker):
    """Give every module whose tests touch the database the world to stand in."""
    here = [item for item in request.session.items if item.path == request.path]
    if not any(item.get_closest_marker("django_db") for item in here):
        yield
        return
    name = request.getfixturevalue("world_database")
    with django_db_blocker.unblock():
        room = standing_in(name)
        room.__enter__()
    yield
    with django_db_blocker.unblock():
        room.__exit__(None, None, None)


@pytest.fixture
def own_world(world_database, django_db_blocker):
    """A copy of the world for one test that commits; everything in it is gone afterwards."""
    with django_db_blocker.unblock():
        name = f"{world_database}_copy"
        copy_database(world_database, name)
        with standing_in(name):
            yield
        drop_database(name)


def at(text: str) -> dt.datetime:
    """Return an instant of Viet Nam written as 2020-04-27T08:00."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LOCAL)


MORNING = at("2026-11-25T08:00")


@pytest.fixture
def frozen():
    """Hold the clock at that morning."""
    with time_machine.travel(MORNING, tick=False):
        yield
