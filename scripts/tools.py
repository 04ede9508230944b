"""See that the programs which the test suite drives are here; install them where that is allowed, else name them.

Exit status 2 and nothing run when something is missing. `SKIP_BROWSER=1` leaves the browser stories out, on purpose.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/*/softhsm/libsofthsm2.so", "/usr/lib*/pkcs11/libsofthsm2.so")


def main() -> int:
    """Return 0 when the suite can run whole (or as asked for), else 2."""
    skip_browser = os.environ.get("SKIP_BROWSER") == "1"
    if skip_browser and os.environ.get("CI") == "true":
        print("SKIP_BROWSER=1 không đi cùng CI=true: ở đó mọi kiểm thử đều phải chạy.", file=sys.stderr)
        return 2
    missing = what_is_missing(skip_browser=skip_browser)
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
        missing = what_is_missing(skip_browser=skip_browser)
    if missing:
        browser = not {"chromium", "libatomic1"}.isdisjoint(missing)
        elsewhere = "; trên Ubuntu, Chromium là `snap install chromium` hoặc dùng Google Chrome" if browser else ""
        way_round = f"{elsewhere} (hoặc chạy `make test SKIP_BROWSER=1` để bỏ phần trình duyệt)" if browser else ""
        print(f"Thiếu {', '.join(missing)}: hãy `apt-get install {' '.join(missing)}`{way_round}.", file=sys.stderr)
        return 2
    return 0


def what_is_missing(*, skip_browser: bool) -> list[str]:
    """Return Debian's package names of the programs that are not here."""
    missing = []
    if not skip_browser and not any(starts(browser, "--version") for browser in BROWSERS):
        missing.append("chromium")
    if not skip_browser and not loads("libatomic.so.1"):
        missing.append("libatomic1")  # what Playwright drives the browser with is linked to it; a bare Debian has none
    if not shutil.which("softhsm2-util") or not any(any(Path("/").glob(pattern[1:])) for pattern in LIBRARIES):
        missing.append("softhsm2")
    if not shutil.which("pdftotext") or not shutil.which("pdfsig"):
        missing.append("poppler-utils")
    return missing


def loads(library: str) -> bool:
    """Tell whether programs find this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def starts(program: str, argument: str) -> bool:
    """Tell whether the program is here and really starts (Ubuntu's `chromium-browser` only points elsewhere)."""
    if not shutil.which(program):
        return False
    try:
        return (
            subprocess.run([program, argument], capture_output=True, stdin=subprocess.DEVNULL, timeout=60).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def install(packages: list[str]) -> None:
    """Install each package with apt-get, showing what it says only when it fails; one that fails keeps none back."""
    print(f"Cài {', '.join(packages)} bằng apt-get", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = [["install", "-q", "-y", "--no-install-recommends", package] for package in packages]
    for words in (["update", "-q"], *wanted):
        command = ["apt-get", *words]
        result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if result.returncode:
            print(result.stderr[-2000:], file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
