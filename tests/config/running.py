"""One house as a person starts it (`congvu run`), for the tests that kill it and for those that visit it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from congvu.config import children
from congvu.config.postgres import running_socket, url_at

PATIENCE_SECONDS = 300
KINDS = ("wsgi", "asginl", "congvu.config.main worker", "postgres -D")


def free_port() -> int:
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            with suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port


class Running:
    """One house over one data folder, under the settings of tests unless told otherwise."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data, self.port, self.variables = data, free_port(), variables
        self.process: subprocess.Popen[bytes] | None = None
        self.said = data.with_name(f"said-{self.port}.txt")

    def begin(self) -> subprocess.Popen[bytes]:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"CONGVU_DATA": str(self.data), "PORT": str(self.port), "CONGVU_WEB_WORKERS": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "congvu.config.settings.test", **self.variables}
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "congvu.config.main", "run"],
                env=environment, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        return self.process

    def start(self) -> None:
        self.begin()
        until(self.answers)

    def answers(self) -> bool:
        if self.process and self.process.poll() is not None:
            pytest.fail(self.said.read_text())
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
            return running_socket(self.data / "postgres") is not None
        return False

    def pids(self) -> dict[str, int]:
        found = {}
        for pid in [*children.working_in(self.data / "run"), *children.working_in(self.data / "postgres")]:
            with suppress(FileNotFoundError, ProcessLookupError):  # it may end between being listed and being read
                line = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
                found |= {kind: pid for kind in KINDS if kind in line and os.getpgid(pid) == pid}
        return found

    def everyone(self) -> list[int]:
        return [*children.working_in(self.data / "run"), *children.working_in(self.data / "postgres")]

    def rows(self) -> int:
        with psycopg.connect(url_at(running_socket(self.data / "postgres"))) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz)")
            connection.execute("INSERT INTO kept VALUES (now())")
            return connection.execute("SELECT count(*) FROM kept").fetchone()[0]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_SECONDS)

    def wipe(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pid in self.everyone():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def until(claim) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not claim():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)
