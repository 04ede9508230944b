"""A house of its own for measuring: `congvu run` over a new data folder, as `make run` starts it."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from congvu.config import children
from congvu.config.postgres import running_socket, url_at
from tests.config.running import Running

CLOCK = "2020-04-27T07:30"
PATIENCE_SECONDS = 1800


class House(Running):
    """One running house: its port, its database, its worker."""

    def __init__(self, data: Path) -> None:
        cores = str(len(os.sched_getaffinity(0)))
        settings = "congvu.config.settings.demo"
        super().__init__(data, DJANGO_SETTINGS_MODULE=settings, CONGVU_CLOCK=CLOCK, CONGVU_WEB_WORKERS=cores)

    def start(self) -> None:
        """Start it and wait, with more patience than a test has. Raises TimeoutError."""
        self.begin()
        began = time.monotonic()
        while not self.answers():
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise TimeoutError(self.said.read_text())
            time.sleep(0.2)

    @property
    def password(self) -> str:
        """The one password of the fictional people."""
        return (self.data / "demo-password").read_text()

    @property
    def database(self) -> str:
        """The address of the database."""
        return url_at(running_socket(self.data / "postgres"))

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Return the rows of one statement."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    def run(self, sql: str) -> None:
        """Run one statement that returns nothing."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute(sql)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a command over this house."""
        return {**os.environ, "CONGVU_DATA": str(self.data), **self.variables}

    def drain(self) -> float:
        """Wait until the worker has done all its jobs; return the seconds it took."""
        began = time.monotonic()
        waiting = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL"
        while self.ask(waiting)[0][0]:
            assert time.monotonic() - began < PATIENCE_SECONDS, "the worker does not get done"
            time.sleep(0.5)
        return time.monotonic() - began

    @contextmanager
    def without_worker(self) -> Iterator[None]:
        """Hold the worker still for the block."""
        pid = self.pids()["congvu.config.main worker"]
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def running(below: Path | None = None) -> Iterator[House]:
    """Run a house for the block over a new folder (below the given one), and remove all of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="cv-bench-", dir=below))
    house = House(folder / "data")
    try:
        house.start()
        yield house
        house.stop()
    finally:
        house.wipe()
        children.clear(house.data / "postgres", patience_seconds=20)
        shutil.rmtree(folder, ignore_errors=True)
