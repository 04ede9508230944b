"""One PostgreSQL for the whole run: the server of `DATABASE_URL`, or an embedded one in a temporary folder."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

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
