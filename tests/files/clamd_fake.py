"""A scanner that speaks clamd's INSTREAM on a Unix socket and knows one harmless test virus."""

import socket
import struct
import threading
from contextlib import contextmanager

EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _exactly(connection, count):
    found = b""
    while len(found) < count:
        found += connection.recv(count - len(found))
    return found


def _serve(server, says):
    connection, _ = server.accept()
    with connection:
        assert _exactly(connection, 10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", _exactly(connection, 4))[0]:
            content += _exactly(connection, length)
        answer = b"stream: Eicar-Test-Signature FOUND\0" if EICAR.encode() in content else b"stream: OK\0"
        connection.sendall(says or answer)


@contextmanager
def scanner(folder, says=b""):
    """Answer one scan; yields the address."""
    address = str(folder / "clamd.sock")
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(address)
    server.listen(1)
    thread = threading.Thread(target=_serve, args=(server, says))
    thread.start()
    try:
        yield address
    finally:
        thread.join(10)
        server.close()
