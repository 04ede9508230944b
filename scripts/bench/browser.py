"""What a browser does, without its costs: one kept connection, cookies, forms, files, following a 303.

It speaks over a bare socket, for it shares the cores of the house that it measures.
"""

import re
import secrets
import socket
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Fields = Sequence[tuple[str, str]]
LENGTH = re.compile(rb"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)
LEADS_TO = re.compile(rb"^(?:location|hx-push-url): *([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
COOKIE = re.compile(rb"^set-cookie: *([^=\r\n]+)=([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, where it leads (a redirection, or the address of a turned page) and the page."""

    status: int
    leads_to: str
    body: bytes


@dataclass(slots=True)
class Browser:
    """One person's browser on one connection that stays open."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    connection: socket.socket | None = None
    page: str = ""  # the last one that was turned to

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form as a browser does, with the token of its page."""
        body = urllib.parse.urlencode([*fields, ("csrfmiddlewaretoken", self._token)])
        return self._ask("POST", path, body.encode(), "application/x-www-form-urlencoded")

    def upload(self, path: str, *, target: str, field: str, name: str, content: bytes) -> Answer:
        """Send one file as the script of the page does, which wants the part `target` anew."""
        mark = secrets.token_hex(16)
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self._token}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        body = b"".join((head.encode(), content, f"\r\n--{mark}--\r\n".encode()))
        headers = {"HX-Request": "true", "HX-Target": target}
        return self._ask("POST", path, body, f"multipart/form-data; boundary={mark}", headers)

    def turn(self, path: str, fields: Fields) -> str:
        """Send the form of a page as its script does; return the address of the page that the answer brought."""
        body = urllib.parse.urlencode([*fields, ("csrfmiddlewaretoken", self._token)])
        kind = "application/x-www-form-urlencoded"
        page = self._ask("POST", path, body.encode(), kind, {"HX-Request": "true", "HX-Target": "noi-dung"})
        assert page.status == 200, (path, page.status, page.body[-3000:].decode())
        self.page = page.body.decode()
        return page.leads_to

    def follow(self, answer: Answer) -> str:
        """Open the page that a form led to, and return its address."""
        assert answer.status in (302, 303), (answer.status, answer.body[-3000:].decode())
        page = self.get(answer.leads_to)
        if page.status in (302, 303):
            return self.follow(page)
        assert page.status == 200, (answer.leads_to, page.status)
        return answer.leads_to

    def sign_in(self, login: str, password: str) -> None:
        """Sign in through the page that people use."""
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", [("login", login), ("password", password)])
        assert answer.status == 302, (login, answer.status)

    def hang_up(self) -> None:
        """Close the connection; the next request opens another."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    @property
    def _token(self) -> str:
        return self.cookies.get("csrftoken", "")

    def _ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", more: Mapping[str, str] | None = None
    ) -> Answer:
        if self.connection is None:
            self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=120)
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": f"localhost:{self.port}", "Accept-Encoding": "gzip", "Cookie": cookies, **(more or {})}
        headers |= {"Content-Type": kind, "Content-Length": str(len(body))} if method == "POST" else {}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.connection.sendall(f"{method} {path.partition('#')[0]} HTTP/1.1\r\n{lines}\r\n".encode())
        self.connection.sendall(body)
        head, page = self._read(self.connection)
        self.requests += 1
        self.cookies |= {name.decode(): value.decode() for name, value in COOKIE.findall(head)}
        leads_to = LEADS_TO.search(head)
        return Answer(int(head[9:12]), leads_to[1].decode() if leads_to else "", page)

    @staticmethod
    def _read(connection: socket.socket) -> tuple[bytes, bytes]:
        """Return head and body of the next answer."""
        found = b""
        while b"\r\n\r\n" not in found:
            found += _some(connection)
        head, _, body = found.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        assert length is not None, head
        while len(body) < int(length[1]):
            body += _some(connection)
        return head, body


def _some(connection: socket.socket) -> bytes:
    """Return what has arrived. Raises ConnectionError when the other side hung up."""
    more = connection.recv(256 * 1024)
    if not more:
        raise ConnectionError("the house hung up")
    return more
