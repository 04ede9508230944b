"""The web server dies in the middle of an upload: nothing half stays, and the upload works again at once."""

import os
import signal
import socket

import psycopg
import pytest
from playwright.sync_api import expect

from congvu.config.postgres import running_socket, url_at
from tests.config.running import until as happens
from tests.journeys.filling import a_scan
from tests.journeys.people import MOTHER
from tests.journeys.steps import attach, begin, key_of

pytestmark = pytest.mark.faults
BOUNDARY = "congvu-boundary"
TEN_MEGABYTES = 10_000_000


def test_a_web_server_killed_during_an_upload_leaves_no_half_of_it(tab, tmp_path):
    page = tab()
    begin(page, "1.001193", who=MOTHER)
    address = f"/dossiers/{key_of(page)}/papers/"
    page.goto(address)
    files, rows = stored(page.house.data), kept(page.house.data)
    victim = page.house.running.pids()["wsgi"]

    with half_an_upload(page, f"{address}birth_proof_file/"):
        os.kill(victim, signal.SIGKILL)

    happens(lambda: page.house.running.pids().get("wsgi") not in (None, victim))
    happens(page.house.running.answers)
    assert (stored(page.house.data), kept(page.house.data)) == (files, rows)
    page.goto(address)
    attach(page, a_scan(tmp_path, "giấy chứng sinh"))
    expect(page.locator("main")).to_contain_text("giấy chứng sinh.pdf")
    assert kept(page.house.data) == rows + 1


def half_an_upload(page, address: str) -> socket.socket:
    """Begin to send ten megabytes as the browser would, and stop halfway."""
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    head = (
        f"POST {address} HTTP/1.1\r\nHost: localhost:{page.house.running.port}\r\n"
        f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {TEN_MEGABYTES}\r\n\r\n"
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="nua.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-1.4\n"
    )
    line = socket.create_connection(("localhost", page.house.running.port), timeout=20)
    line.sendall(head.encode() + b"0" * (TEN_MEGABYTES // 2))
    return line


def stored(data) -> set[str]:
    """Return every file that lies in the store."""
    return {str(one) for one in (data / "files").rglob("*") if one.is_file()}


def kept(data) -> int:
    """Return how many uploads the database knows."""
    with psycopg.connect(url_at(running_socket(data / "postgres"))) as connection:
        return connection.execute("SELECT count(*) FROM files_storedfile").fetchone()[0]
