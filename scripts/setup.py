"""Make `.venv` with everything of `requirements/all.lock` and `congvu` in it; nothing happens when it is up to date.

Standard library only, because nothing else is there yet. The work is done by uv: the one on the PATH, else the one
pinned in `requirements/uv.txt`, fetched from the configured package index and checked against its hashes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import fetch_uv  # lies beside this script

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
STAMP = VENV / "congvu-setup"
LOCK = PROJECT / "requirements" / "all.lock"
OLDEST = (3, 11)
DOWNLOAD_MB, DISK = 290, "1,1 GB"


def main() -> None:
    """Make or renew the environment, saying first how much will be fetched."""
    os.chdir(PROJECT)
    leave_to_newer_python()
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and (VENV / "bin" / "python").exists():
        return
    print(f"Chuẩn bị môi trường: tải khoảng {DOWNLOAD_MB} MB ở lần đầu, chiếm {DISK} trên đĩa.", flush=True)
    uv = fetch_uv.program()
    environment = {**os.environ, **fetch_uv.uv_settings(), "VIRTUAL_ENV": str(VENV), "UV_LINK_MODE": link_mode()}
    if not usable():
        shutil.rmtree(VENV, ignore_errors=True)
        run([uv, "venv", "-q", "--no-config", "--python", sys.executable, str(VENV)], environment)
    run([uv, "pip", "sync", "--color=never", "--require-hashes", str(LOCK)], environment)
    run([uv, "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--editable", "."], environment)
    STAMP.write_text(wanted)


def leave_to_newer_python() -> None:
    """Go on under Python 3.11 or newer, or say in one sentence that there is none."""
    if sys.version_info >= OLDEST:
        return
    for minor in (11, 12, 13):
        other = shutil.which(f"python3.{minor}")
        if other:
            os.execv(other, [other, *sys.argv])
    sys.exit("Cần Python 3.11 trở lên: hãy cài (ví dụ apt-get install python3) hoặc chạy với PYTHON=/nơi/có/python3.")


def fingerprint() -> str:
    """Return what the environment was made from; it changes with the locks, the project, its place and Python."""
    total = hashlib.sha256(f"{PROJECT}\0{sys.version_info[:2]}".encode())
    for path in (LOCK, PROJECT / "pyproject.toml", Path(__file__)):
        total.update(path.read_bytes())
    return total.hexdigest()


def usable() -> bool:
    """Tell whether `.venv` was made here and its Python still runs (a moved or copied folder is made anew)."""
    settings, python = VENV / "pyvenv.cfg", VENV / "bin" / "python"
    script = VENV / "bin" / "congvu"
    if not settings.exists() or not python.exists():
        return False
    moved = script.exists() and str(VENV) not in script.read_text(errors="replace")[:500]
    works = subprocess.run([str(python), "-c", ""], capture_output=True).returncode == 0
    return works and not moved


def link_mode() -> str:
    """Return how uv fills the folder: hard links where its cache lies on the same disk, else copies."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = Path(os.environ.get("UV_CACHE_DIR") or home / "uv")
    cache.mkdir(parents=True, exist_ok=True)
    return os.environ.get("UV_LINK_MODE") or ("hardlink" if cache.stat().st_dev == PROJECT.stat().st_dev else "copy")


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run one command of uv, showing what it downloads but not the list of every package; stop with its status."""
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        for line in process.stderr or ():
            if not line.startswith((" + ", " - ", " ~ ")):
                print(line, end="", flush=True)
    if process.returncode:
        print("Không chuẩn bị được môi trường; dòng ở trên nói lý do.", file=sys.stderr)
        sys.exit(process.returncode)


if __name__ == "__main__":
    main()
