"""The demonstration's world, made once a module and rolled back after it: organisation, cast, calendar, catalogue."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from congvu.base.clock import LOCAL

COMMANDS = ["import_holidays", "import_org", "import_cast", "import_catalogue", "import_templates", "publish_processes"]


def make_world() -> None:
    """Import everything that a demonstration begins with."""
    for command in COMMANDS:
        call_command(command, stdout=StringIO())


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        make_world()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_world(request):
    """Give every test that touches the database the world to stand in."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("world")
        request.getfixturevalue("db")


def at(text: str) -> dt.datetime:
    """Return an instant of Viet Nam written as 2020-04-27T08:00."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LOCAL)
