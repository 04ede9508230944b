"""PostgreSQL dies while receipts are written, the worker while it signs: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from congvu.config.postgres import running_socket, url_at
from tests.config.running import Running, until
from tests.journeys.visiting import House

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("killed at work")]
PREFIX = "H07.90.34-"  # the committee of Long Hòa
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a demonstration of its own, for what is killed here would keep the stories waiting."""
    running = Running(
        tmp_path_factory.mktemp("office") / "data",
        DJANGO_SETTINGS_MODULE="congvu.config.settings.demo",
        CONGVU_CLOCK="2020-04-27T07:30",
    )
    try:
        running.start()
        yield House(running)
        running.stop()
    finally:
        running.wipe()


def test_a_database_killed_while_receipts_are_written_keeps_every_answered_one(office, tmp_path):
    said = tmp_path / "codes.txt"
    people = at_work(office, "receipts", said=said)
    try:
        until(lambda: len(lines(said)) >= 5)
        victim = office.running.pids()["postgres -D"]
        os.kill(victim, signal.SIGKILL)
        until(lambda: office.running.pids().get("postgres -D") not in (None, victim))
        before = len(lines(said))
        until(lambda: len(lines(said)) >= before + 5)
    finally:
        people.kill()
        people.wait()

    codes = [code for (code,) in ask(office, "SELECT code FROM dossiers_dossier WHERE code LIKE %s", f"{PREFIX}%")]
    numbers = sorted(int(code.rpartition("-")[2]) for code in codes)
    assert set(lines(said)) <= set(codes)
    assert numbers == list(range(1, len(numbers) + 1))
    assert congvu(office, "doctor").returncode == 0


def test_a_worker_killed_while_it_signs_signs_every_paper_once(office, tmp_path):
    said = tmp_path / "documents.txt"
    people = at_work(office, "approvals", "12", said=said)
    until(lambda: signatures(office, lines(said)) >= 2)

    os.kill(office.running.pids()["congvu.config.main worker"], signal.SIGKILL)

    assert people.wait() == 0
    documents = lines(said)
    until(lambda: signatures(office, documents) >= len(documents))
    time.sleep(2)
    assert len(documents) == 12 == signatures(office, documents)
    assert congvu(office, "doctor").returncode == 0


def environment(house) -> dict[str, str]:
    """Return the environment of a program that works on the house."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "CONGVU_DATA": str(house.data),
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings.demo",
        "PYTHONPATH": str(PROJECT),
    }


def at_work(house, *words: str, said: Path) -> subprocess.Popen[bytes]:
    """Start the office beside the house; what it is answered goes into the file."""
    url = url_at(running_socket(house.data / "postgres"))
    with said.open("wb") as out:
        command = [sys.executable, "-m", "tests.journeys.at_work", *words]
        return subprocess.Popen(command, env=environment(house) | {"DATABASE_URL": url}, stdout=out, cwd=PROJECT)


def congvu(house, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the house."""
    command = [sys.executable, "-m", "congvu.config.main", *words]
    return subprocess.run(command, env=environment(house), capture_output=True, timeout=120)


def lines(said: Path) -> list[str]:
    """Return what was answered so far, whole lines only."""
    return said.read_text().split("\n")[:-1]


def ask(house, question: str, *values: object) -> list[tuple]:
    """Ask the database of the house."""
    with psycopg.connect(url_at(running_socket(house.data / "postgres"))) as connection:
        return connection.execute(question, values).fetchall()


def signatures(house, documents: list[str]) -> int:
    """Return how many signatures these documents bear."""
    numbers = [int(one) for one in documents]
    ((count,),) = ask(house, "SELECT count(*) FROM signing_signature WHERE document_id = ANY(%s)", numbers)
    return count
