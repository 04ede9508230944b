"""Run the core of the suite against every PostgreSQL that Debian has on this machine; says so when there is none.

The servers are started by us in a temporary folder, on a socket only, and are gone afterwards.
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
    """Return 0 when the core passes on each server found."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    found = [path for path in found if re.fullmatch(r"\d+", path.parent.name)]
    supported = sorted(path for path in found if OLDEST <= int(path.parent.name) <= NEWEST)
    if not supported:
        print("No PostgreSQL of Debian here: the suite runs on the embedded one only.")
    return max((suite_on(binaries) for binaries in supported), default=0)


def suite_on(binaries: Path) -> int:
    """Return the exit status of the core selection against the server of these binaries."""
    print(f"Core of the suite on PostgreSQL {binaries.parent.name}", flush=True)
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
