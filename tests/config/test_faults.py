"""The house is killed on purpose, in every way a machine knows; it must come back with everything it had."""

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

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]
PATIENCE_SECONDS = 120
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
    """One house as a person starts it, in a folder with a difficult name."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.said = data.with_name(f"said-{self.port}.txt")

    def begin(self) -> subprocess.Popen[bytes]:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"CONGVU_DATA": str(self.data), "PORT": str(self.port), "CONGVU_WEB_WORKERS": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "congvu.config.settings.test"
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


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    running = Running(tmp_path_factory.mktemp("nhà của Đỗ") / "dữ liệu")
    yield running
    running.wipe()


@pytest.fixture
def house(shared):
    """One house for the whole file, started again by whoever finds it stopped."""
    if shared.process is None or shared.process.poll() is not None:
        shared.start()
    until(shared.answers)
    return shared


def test_ctrl_c_stops_every_child(house):
    status = house.stop()

    assert (status, house.everyone()) == (0, [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_child_comes_back_and_nothing_is_lost(house, kind):
    before = house.rows()
    until(lambda: kind in house.pids())
    victim = house.pids()[kind]

    os.kill(victim, signal.SIGKILL)

    until(lambda: house.pids().get(kind) not in (None, victim))
    until(house.answers)
    assert house.rows() == before + 1


def test_no_child_outlives_a_killed_house(house):
    house.process.kill()
    house.process.wait()

    until(lambda: house.everyone() == [])


def test_a_house_starts_at_once_after_its_supervisor_was_killed(house):
    before = house.rows()
    house.process.kill()
    house.process.wait()

    house.start()

    assert house.rows() == before + 1


def test_a_house_starts_after_everything_was_killed_together(house):
    before = house.rows()
    for pid in [house.process.pid, *house.everyone()]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    house.process.wait()

    house.start()

    assert house.rows() == before + 1


def test_a_second_house_over_the_same_data_says_who_is_there(house):
    second = Running(house.data)

    status = second.begin().wait(PATIENCE_SECONDS)

    assert status == 1
    assert (
        second.said.read_text().strip()
        == f"Công Vụ đang chạy rồi với dữ liệu ở {house.data} (http://localhost:{house.port})."
    )


def test_a_taken_port_gets_one_sentence(tmp_path):
    running = Running(tmp_path / "dữ liệu")
    with socket.socket() as other:
        other.bind(("127.0.0.1", running.port))
        other.listen()

        status = running.begin().wait(PATIENCE_SECONDS)

    assert status == 1
    assert running.said.read_text().startswith(f"Cổng {running.port} đã có chương trình khác dùng; hãy chọn cổng khác")
    assert running.said.read_text().count("\n") == 1
