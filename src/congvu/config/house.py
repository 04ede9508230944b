"""`congvu run`: the whole house from one command — database, pages, events and worker under one supervisor.

A child that dies is started again; Ctrl-C stops every child; a house that was killed is cleared away by the next start.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from congvu.config import children, env
from congvu.config.postgres import DatabaseDown, Server

SETTINGS = {
    "shared_buffers": "128MB",
    "max_connections": "80",
    "log_min_messages": "warning",
    "lc_messages": "C",
    "idle_in_transaction_session_timeout": "60s",
}
MANY_DEATHS, WITHIN_SECONDS = 5, 60
MEGABYTE = 1024 * 1024
NAMES = {"web": "các trang", "events": "sự kiện trực tiếp", "worker": "việc nền"}  # as people are told of the children


class CannotRun(Exception):
    """The house cannot start or go on; the message is the one sentence that people read."""


@dataclass(slots=True)
class Child:
    """One kind of process of the house and how it is stopped."""

    name: str
    command: list[str]
    stop_with: signal.Signals
    patience_seconds: float
    when_orphaned: signal.Signals
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=MANY_DEATHS))


class House:
    """The processes of one installation, over one data folder and two ports."""

    def __init__(self, *, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.run_folder, self.logs = data / "run", data / "log"
        self.server: Server | None = None
        self.server_deaths: deque[float] = deque(maxlen=MANY_DEATHS)
        self.children: list[Child] = []
        self.stopping = False

    def start(self) -> None:
        """Start everything in order and wait until the pages answer. Raises CannotRun, DatabaseDown."""
        for folder in (self.run_folder, self.logs, self.run_folder / "metrics"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        children.clear(self.run_folder, patience_seconds=8)
        for old in (self.run_folder / "metrics").glob("*.db"):
            old.unlink()
        for port in (self.port, self.port + 1):
            check_free(port)
        if not env.text("DATABASE_URL"):
            tell("Khởi động cơ sở dữ liệu")
            self.server = Server(self.data / "postgres", settings=SETTINGS)
            self.server.start()
        self._prepare()
        web, *others = self._plan()
        tell("Mở các trang")
        for child in (web, *others):
            self._start(child)
            self.children.append(child)
            if child is web:
                self._wait_for_pages()

    def watch(self) -> None:
        """Start again what dies, until the house is told to stop. Raises CannotRun when one thing keeps dying."""
        while not self.stopping:
            if self.server and self.server.process and self.server.process.poll() is not None:
                note_death("cơ sở dữ liệu", self.server_deaths, log=self.server.log)
                children.end_group(self.server.process.pid)
                self.server.start()
            for child in self.children:
                if child.process and child.process.poll() is not None and not self.stopping:
                    note_death(NAMES[child.name], child.deaths, log=self.logs / f"{child.name}.log")
                    children.end_group(child.process.pid)
                    self._start(child)
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop the children in the reverse of their order, the database last."""
        self.stopping = True
        for child in reversed(self.children):
            if child.process:
                children.stop(child.process, sign=child.stop_with, patience_seconds=child.patience_seconds)
        if self.server:
            self.server.stop()

    @property
    def environment(self) -> dict[str, str]:
        """The variables of every child."""
        given = dict(os.environ)  # noqa: TID251  # children inherit what the house was started with
        given["CONGVU_DATA"], given["PORT"] = str(self.data), str(self.port)
        given["CONGVU_EVENTS_PORT"] = str(self.port + 1)
        given["PROMETHEUS_MULTIPROC_DIR"] = str(self.run_folder / "metrics")
        given.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.demo")
        given["PYTHONUTF8"] = "1"
        # Papers of some megabytes come and go: their memory stays with the process and is not asked for each time.
        given |= {"MALLOC_MMAP_THRESHOLD_": str(32 * MEGABYTE), "MALLOC_TRIM_THRESHOLD_": str(64 * MEGABYTE)}
        if self.server:
            given["DATABASE_URL"] = self.server.url
        return given

    def _prepare(self) -> None:
        """Bring the tables, the pages' files and the demonstration up to date, unless nothing has changed since."""
        stamp = self.data / "postgres" / "congvu-prepared"  # lies with the database, goes with it
        wanted = fingerprint(self.environment["DJANGO_SETTINGS_MODULE"])
        if self.server and stamp.exists() and stamp.read_text() == wanted:
            return
        if self._run_once(["prepare"]):
            raise CannotRun("Chưa chuẩn bị xong dữ liệu; dòng ở trên nói lý do.")
        if self.server and not self.stopping:
            stamp.write_text(wanted)

    def _run_once(self, arguments: list[str]) -> int:
        process = children.start(
            [sys.executable, "-m", "congvu.config.main", *arguments],
            log=None,
            folder=self.run_folder,
            environment=self.environment,
            when_orphaned=signal.SIGKILL,
        )
        while process.poll() is None:
            if self.stopping:
                children.stop(process, sign=signal.SIGTERM, patience_seconds=5)
            time.sleep(0.05)
        return process.returncode

    def _plan(self) -> list[Child]:
        granian = [sys.executable, "-m", "granian", "--host", "127.0.0.1", "--no-ws", "--log-level", "warning"]
        granian += ["--workers-kill-timeout", "3", "--respawn-failed-workers"]
        workers = env.number("CONGVU_WEB_WORKERS", min(os.cpu_count() or 1, 4))
        pages = [*granian, "--interface", "wsgi", "--port", str(self.port), "--workers", str(workers)]
        pages += ["--blocking-threads", "4", "--backpressure", "64", "congvu.config.wsgi:application"]
        events = [*granian, "--interface", "asginl", "--port", str(self.port + 1), "congvu.config.asgi:application"]
        worker = [sys.executable, "-m", "congvu.config.main", "worker"]
        return [
            Child("web", pages, signal.SIGTERM, 10, signal.SIGTERM),
            Child("events", events, signal.SIGTERM, 6, signal.SIGTERM),
            Child("worker", worker, signal.SIGTERM, 6, signal.SIGKILL),
        ]

    def _start(self, child: Child) -> None:
        log = self.logs / f"{child.name}.log"
        if log.exists() and log.stat().st_size > 20 * MEGABYTE:
            log.replace(log.with_suffix(".log.1"))
        child.process = children.start(
            child.command,
            log=log,
            folder=self.run_folder,
            environment=self.environment,
            when_orphaned=child.when_orphaned,
        )

    def _wait_for_pages(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not self.stopping:
            web = self.children[0]
            if web.process and web.process.poll() is not None:
                break
            with suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
                return
            time.sleep(0.05)
        if not self.stopping:
            last = tail(self.logs / "web.log")
            raise CannotRun(f"Các trang không mở được. Dòng cuối của {self.logs / 'web.log'}:\n{last}")


def fingerprint(settings: str) -> str:
    """Return one hash over the names, sizes and times of everything that preparing reads."""
    total = hashlib.sha256(f"{settings} {env.text('CONGVU_CLOCK')}".encode())
    for folder in (env.PROJECT / "build" / "static", Path(__file__).resolve().parents[1]):
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            status = path.stat()
            total.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return total.hexdigest()


def run() -> int:
    """Run the house until Ctrl-C; return the exit status."""
    try:
        data, port = env.data_folder(), port_number()
        check_choices()
    except CannotRun as error:
        sys.stderr.write(f"{error}\n")
        return 2
    house = House(data=data, port=port)

    def ask_to_stop(_sign: int, _frame: object) -> None:
        house.stopping = True

    try:
        lock = hold(data, note=f"http://localhost:{port}")
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, ask_to_stop)
        house.start()
        if not house.stopping:
            show_addresses(data=data, port=port)
            house.watch()
        tell("Đang dừng")
        return 0
    except (CannotRun, DatabaseDown) as error:
        if house.stopping:
            return 0
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        house.stop()
        with suppress(UnboundLocalError):
            lock.close()


def port_number() -> int:
    """Return the port of the pages (`PORT`); events use the next one. Raises CannotRun."""
    try:
        port = env.number("PORT", 8000)
    except ValueError:
        port = 0
    if not 1 <= port <= 65534:
        raise CannotRun("PORT phải là một số từ 1 đến 65534.")
    return port


def check_choices() -> None:
    """Refuse variables with which nothing could be run, before anything is started. Raises CannotRun."""
    address, start = env.text("DATABASE_URL"), env.text("CONGVU_CLOCK", "now")
    if address and not address.startswith(("postgresql://", "postgres://")):
        raise CannotRun("DATABASE_URL phải có dạng postgresql://tên:mật-khẩu@máy:cổng/cơ-sở-dữ-liệu.")
    try:
        start == "now" or datetime.fromisoformat(start)
    except ValueError:
        raise CannotRun("CONGVU_CLOCK phải là now hoặc một thời điểm, ví dụ 2020-04-27T07:30.") from None
    try:
        env.number("CONGVU_WEB_WORKERS", 1)
    except ValueError:
        raise CannotRun("CONGVU_WEB_WORKERS phải là một số.") from None


def hold(data: Path, *, note: str) -> TextIO:
    """Take the lock of the data folder for as long as the returned file is open; `note` tells others who holds it.

    Raises CannotRun.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = (data / "house.lock").open("a+")
    except OSError as error:
        raise CannotRun(f"Không ghi được vào thư mục dữ liệu {data}: {error.strerror}.") from error
    deadline = time.monotonic() + 3  # a house that is just stopping
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > deadline:
                file.seek(0)
                where = file.read().strip() or "một cửa sổ khác"
                raise CannotRun(f"Công Vụ đang chạy rồi với dữ liệu ở {data} ({where}).") from None
            time.sleep(0.1)
    file.truncate(0)
    file.write(note)
    file.flush()
    return file


def check_free(port: int) -> None:
    """Refuse a port that somebody else listens on. Raises CannotRun."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise CannotRun(f"Tài khoản này không được mở cổng {port}; hãy chọn cổng từ 1024 trở lên.") from error
        except OSError as error:
            raise CannotRun(
                f"Cổng {port} đã có chương trình khác dùng; hãy chọn cổng khác, ví dụ `make run PORT={port + 10}`."
            ) from error


def note_death(name: str, deaths: deque[float], *, log: Path) -> None:
    """Note that a child died; a child that keeps dying stops the house. Raises CannotRun."""
    deaths.append(time.monotonic())
    if len(deaths) == MANY_DEATHS and deaths[-1] - deaths[0] < WITHIN_SECONDS:
        raise CannotRun(f"{name.capitalize()} dừng {MANY_DEATHS} lần liền. Dòng cuối của {log}:\n{tail(log)}")
    tell(f"{name.capitalize()} đã dừng đột ngột, khởi động lại")


def tail(log: Path) -> str:
    """Return the last lines of a log."""
    return log.read_text(errors="replace")[-3000:] if log.exists() else ""


def tell(sentence: str) -> None:
    """Show one line of progress."""
    sys.stdout.write(f"• {sentence}\n")
    sys.stdout.flush()


def show_addresses(*, data: Path, port: int) -> None:
    """Print where everything is and with which accounts the demonstration can be entered."""
    here = f"http://localhost:{port}"
    rows = [
        ("Cổng dịch vụ công", f"{here}/"),
        ("Bàn làm việc của cán bộ", f"{here}/desk/"),
        ("Kiểm tra văn bản ký số", f"{here}/check/"),
        ("Giao diện lập trình", f"{here}/api/openapi.json"),
        ("Sự kiện trực tiếp", f"http://localhost:{port + 1}/events/"),
        ("Dữ liệu và nhật ký", str(data)),
    ]
    shifted = data / "clock-offset"
    if shifted.exists():
        shown = datetime.fromtimestamp(time.time() + float(shifted.read_text()), ZoneInfo("Asia/Ho_Chi_Minh"))
        rows.append(("Đồng hồ trình diễn", f"{shown:%H:%M, %d/%m/%Y}"))
    width = min(shutil.get_terminal_size().columns, 100)
    lines = ["", "─" * width, "Công Vụ đang chạy. Ctrl-C để dừng; dữ liệu được giữ lại.", ""]
    lines += [f"  {name:<26}{where}" for name, where in rows]
    accounts = data / "demo-accounts.txt"
    if accounts.exists():
        lines += ["", *accounts.read_text().splitlines()]
    lines += ["─" * width, ""]
    sys.stdout.write("\n".join(lines))
    sys.stdout.flush()
