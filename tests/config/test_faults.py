"""The house is killed on purpose, in every way a machine knows; it must come back with everything it had."""

import os
import signal
import socket
from contextlib import suppress

import pytest

from tests.config.running import KINDS, PATIENCE_SECONDS, Running, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]


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
