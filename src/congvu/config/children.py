"""Processes that the house starts: each in a session of its own, told by the kernel when its parent dies."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

NOBODY = 65534
_PR_SET_PDEATHSIG = 1


def start(
    command: Sequence[str],
    *,
    log: Path | None,
    folder: Path,
    environment: Mapping[str, str],
    when_orphaned: signal.Signals,
) -> subprocess.Popen[bytes]:
    """Start a process in its own session; the kernel sends it `when_orphaned` should this process die first.

    Output goes to the end of `log`, or where ours goes when None.
    """
    output = log.open("ab") if log else None
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            env=environment,
            start_new_session=True,
            preexec_fn=_tied_to_parent(when_orphaned),
        )
    finally:
        if output:
            output.close()


def _tied_to_parent(sign: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, sign)
            if os.getppid() != parent:  # the parent died between fork and prctl
                os._exit(1)

    return prepare


def stop(process: subprocess.Popen[bytes], *, sign: signal.Signals, patience_seconds: float) -> None:
    """Ask the process to end with `sign`; after `patience_seconds` end it and everything of its session for good."""
    if process.poll() is None:
        process.send_signal(sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience_seconds)
    end_group(process.pid)
    process.wait()


def end_group(leader: int) -> None:
    """Kill what is left of the session that `leader` began (its workers, when it died before them)."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Tell whether the process runs; a zombie, which only waits to be counted, does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        if sys.platform == "linux":
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def working_in(folder: Path) -> Iterator[int]:
    """Yield the living processes, other than this one, whose working directory is `folder` (Linux only)."""
    wanted = str(folder.resolve())
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        with suppress(OSError):
            if pid != os.getpid() and str((entry / "cwd").readlink()) == wanted and is_alive(pid):
                yield pid


def clear(folder: Path, *, patience_seconds: float) -> None:
    """Wait for the processes left over in `folder` by a house that was killed; end those that stay."""
    deadline = time.monotonic() + patience_seconds
    while (left := list(working_in(folder))) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in left:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    while list(working_in(folder)) and time.monotonic() < deadline + 5:
        time.sleep(0.05)


def has_name(account: int) -> bool:
    """Tell whether the account is known by name; in some containers the number is all there is."""
    try:
        pwd.getpwuid(account)
    except KeyError:
        return False
    return True


@cache
def user_namespaces_work() -> bool:
    """Tell whether root may become nobody by a user namespace here; some containers forbid it."""
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*_UNSHARE, "true"], capture_output=True).returncode == 0


_UNSHARE = ["unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]


def ordinary_owner(folder: Path) -> int:
    """Return the account outside that must own `folder` for a process started by `as_ordinary_user` over it."""
    owner = folder.stat().st_uid
    if os.geteuid() != 0 or owner not in (0, NOBODY):
        return owner
    return 0 if user_namespaces_work() else NOBODY


def as_ordinary_user(command: Sequence[str], *, owner: int, when_orphaned: signal.Signals) -> list[str]:
    """Return the command so that it runs as an account with a name that is not root's: PostgreSQL wants one."""
    if os.geteuid() != 0 and has_name(os.geteuid()):
        return list(command)
    if owner == os.geteuid():
        return [*_UNSHARE, *command]
    # The account may not reach into root's folders, so it keeps this one right; changing it clears the death signal.
    return [
        "setpriv", f"--reuid={owner}", f"--regid={owner}", "--clear-groups", "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override", f"--pdeathsig={when_orphaned.name.removeprefix('SIG')}", *command,
    ]  # fmt: skip
