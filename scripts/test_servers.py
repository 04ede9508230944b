"""Run the core of the suite against every PostgreSQL of Debian here, or of the folders in `CONGVU_TEST_SERVERS`.

That variable names folders that hold `initdb` and `postgres`, with ":" between them. The servers are started by us in
a temporary folder, on a socket only, and are gone afterwards. Without any server one sentence says so.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from congvu.config.postgres import Server

PROJECT = Path(__file__).resolve().parents[1]
OLDEST, NEWEST = 15, 18
CORE = ("base", "audit", "accounts", "org", "notify", "payments", "documents", "dossiers", "workflow", "procedures")
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def main() -> int:
    """Return 0 when the core passes on each server found, 2 when one that was named cannot be used."""
    named = [Path(name) for name in os.environ.get("CONGVU_TEST_SERVERS", "").split(os.pathsep) if name]
    unusable = [str(folder) for folder in named if not OLDEST <= release(folder) <= NEWEST]
    if unusable:
        print(f"No PostgreSQL {OLDEST} to {NEWEST} in {', '.join(unusable)}", file=sys.stderr)
        return 2
    found = named or [path for path in Path("/usr/lib/postgresql").glob("*/bin") if OLDEST <= release(path) <= NEWEST]
    if not found:
        print("No PostgreSQL of Debian here: the suite runs on the embedded one only.")
    return max((suite_on(binaries) for binaries in sorted(found, key=release)), default=0)


def release(binaries: Path) -> int:
    """Return the major release of the server in this folder, 0 when there is none that starts."""
    try:
        said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    number = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(number[1]) if number and (binaries / "initdb").exists() else 0


def suite_on(binaries: Path) -> int:
    """Return the exit status of the core selection against the server of these binaries."""
    print(f"Core of the suite on PostgreSQL {release(binaries)}", flush=True)
    paths = [str(PROJECT / "tests" / app) for app in CORE if (PROJECT / "tests" / app).is_dir()]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-m",
        "django_db and not browser and not faults",
        *paths,
    ]
    with tempfile.TemporaryDirectory(prefix="cv-test-") as folder:
        server = Server(Path(folder) / "pg", settings=QUICK, binaries=binaries)
        server.start()
        try:
            return subprocess.run(command, cwd=PROJECT, env={**os.environ, "DATABASE_URL": server.url}).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
