"""One PostgreSQL for the whole run: the server of `DATABASE_URL`, or an embedded one in a temporary folder."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as searching

searching.register_profile("house", deadline=None)  # a busy machine is no failure
searching.load_profile("house")

_SERVER = pytest.StashKey()
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or os.environ.get("DATABASE_URL"):
        return
    from django.conf import settings

    from congvu.config import env
    from congvu.config.postgres import Server

    folder = Path(tempfile.mkdtemp(prefix="cv-test-"))
    server = Server(folder / "pg", settings=QUICK)
    server.start()
    os.environ["DATABASE_URL"] = server.url  # for the workers of xdist, which read the settings after this
    settings.DATABASES["default"].update(env.database())
    config.stash[_SERVER] = (server, folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _SERVER in config.stash:
        server, folder = config.stash[_SERVER]
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("DATABASE_URL", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Where everything must run (`CI=true`), a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The organisation and the fictional people, for all tests of a module; every password is `seeded`."""
    from django.db import transaction

    from congvu.accounts.actions import import_cast
    from congvu.accounts.management.commands.import_cast import DATA as CAST
    from congvu.accounts.management.commands.import_cast import read_cast
    from congvu.audit.rules import SYSTEM
    from congvu.org.actions import import_organisation
    from congvu.org.management.commands.import_org import DATA
    from congvu.org.rules.chart import FILES, build

    now = datetime(2020, 4, 27, 1, tzinfo=UTC)
    with django_db_blocker.unblock(), transaction.atomic():
        chart = build({name: (DATA / name).read_text(encoding="utf-8") for name in FILES})
        import_organisation(chart=chart, by=SYSTEM, now=now)
        import_cast(
            officers=read_cast(CAST, "officers*.yaml"),
            citizens=read_cast(CAST, "citizens*.yaml"),
            businesses=read_cast(CAST, "businesses*.yaml"),
            password="seeded",
            by=SYSTEM,
            now=now,
        )
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def world_database(django_db_setup, django_db_blocker):
    """The name of a database that holds the demonstration's world, made once a run for whoever asks."""
    from django.db import connection

    from tests.dossiers.conftest import APART, copy_database, drop_database, make_world, standing_in

    with django_db_blocker.unblock():
        plain = connection.settings_dict["NAME"]
        name = f"{plain}_world"
        copy_database(plain, name)
        with standing_in(name):
            with connection.cursor() as cursor:
                cursor.execute(APART)
            make_world()
    yield name
    with django_db_blocker.unblock():
        drop_database(name)
