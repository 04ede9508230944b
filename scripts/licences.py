"""List the licence of everything that the house uses, from PyPI and npm; refuse what does not fit."""

import importlib.metadata
import json
import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
REFUSED = re.compile(
    r"\bAGPL|\bAffero|(?<!L)(?<!Lesser )\bGPL|(?<!Lesser )General Public License|\bSSPL|\bBUSL", re.IGNORECASE
)


def main() -> int:
    """Print one line a package; return 1 when one of them has a licence that does not fit."""
    rows = sorted([*from_pypi(), *from_npm()])
    for name, version, licence in rows:
        print(f"{name:<36} {version:<16} {licence}")
    wrong = [row for row in rows if REFUSED.search(row[2])]
    for name, _version, licence in wrong:
        print(f"{name}: {licence} does not fit Apache-2.0", file=sys.stderr)
    return 1 if wrong else 0


def from_pypi() -> list[tuple[str, str, str]]:
    """Return name, version and licence of every installed distribution."""
    rows = []
    for distribution in importlib.metadata.distributions():
        about = distribution.metadata
        classified = [
            line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")
        ]
        short = (about.get("License") or "").strip().split("\n")[0][:60]
        licence = about.get("License-Expression") or "; ".join(classified) or short or "UNKNOWN"
        rows.append((about["Name"], distribution.version, licence))
    return rows


def from_npm() -> list[tuple[str, str, str]]:
    """Return name, version and licence of every npm package that this kind of machine installs."""
    packages = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    return [
        (place.rpartition("node_modules/")[2], entry["version"], entry.get("license", "UNKNOWN"))
        for place, entry in packages.items()
        if place and (not entry.get("optional") or (PROJECT / place).exists())
    ]


if __name__ == "__main__":
    sys.exit(main())
