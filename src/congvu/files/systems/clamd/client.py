"""Asking the virus scanner clamd about some bytes, over its socket (command INSTREAM)."""

import socket
import struct
from collections.abc import Iterator

from django.conf import settings

TIMEOUT_SECONDS = 30
CHUNK = 64 * 1024


class NoAnswer(OSError):
    """The scanner cannot be reached or says something that is no verdict."""


def found_in(content: bytes, *, address: str) -> str | None:
    """Return the name of what the scanner found, None when the bytes are clean. Raises NoAnswer.

    `address` is the path of a Unix socket or "host:port".
    """
    try:
        with _connect(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            for chunk in _chunks(content):
                connection.sendall(chunk)
            answer = _read(connection)
    except OSError as error:
        raise NoAnswer(str(error)) from error
    return _verdict(answer)


def scan(content: bytes) -> str | None:
    """Ask the configured scanner; None when the bytes are clean or no scanner is configured. Raises NoAnswer."""
    return found_in(content, address=settings.CONGVU_CLAMD) if settings.CONGVU_CLAMD else None


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise NoAnswer("the address is no socket path and no host:port")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def _chunks(content: bytes) -> Iterator[bytes]:
    """Yield the bytes as clamd wants them: each piece after its length, a length of zero at the end."""
    for start in range(0, len(content), CHUNK):
        piece = content[start : start + CHUNK]
        yield struct.pack("!L", len(piece)) + piece
    yield struct.pack("!L", 0)


def _read(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        piece = connection.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> str | None:
    """Read "stream: OK" or "stream: Name FOUND". Raises NoAnswer for anything else."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise NoAnswer(answer or "no answer")
