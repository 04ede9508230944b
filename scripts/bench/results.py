"""What a measurement says, and the two files it is written to."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


@dataclass(frozen=True, slots=True)
class Result:
    """One figure beside its floor: the same work done with nothing of ours in between, in the same run.

    `ratio` is value by floor; `target` is the ratio to reach, or the most it may be where less is better.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    target: float | None = None
    reached: bool | None = None


def at_least(name: str, value: float, unit: str, *, floor: float, target: float) -> Result:
    """Return a figure that must be at least `target` times its floor."""
    ratio = value / floor
    return Result(name, round(value, 2), unit, round(floor, 2), round(ratio, 3), target, ratio >= target)


def at_most(name: str, value: float, unit: str, *, floor: float, target: float, limit: float) -> Result:
    """Return a figure that may be at most `target` times its floor, and in itself stays under `limit`."""
    ratio = value / floor
    return Result(
        name, round(value, 2), unit, round(floor, 2), round(ratio, 3), target, ratio <= target and value < limit
    )


def write(results: Sequence[Result], *, notes: Sequence[str], folder: Path = FOLDER) -> None:
    """Write `benchmarks.json` for machines and `benchmarks.md` for people."""
    rows = [asdict(result) for result in results]
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    (folder / "benchmarks.json").write_text(text + "\n", encoding="utf-8")
    (folder / "benchmarks.md").write_text(page(results, notes), encoding="utf-8")


def page(results: Sequence[Result], notes: Sequence[str]) -> str:
    """Return the page for people: one table, then how it was measured."""
    lines = [
        "# Benchmarks",
        "",
        "`make bench` measures and writes this page. A floor is the same work with nothing of ours in between, done",
        "in the same run on the same machine; read the ratios, for absolute figures change with the machine.",
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}.",
        "",
        "| What | Measured | Floor | Ratio | Aim | Reached |",
        "|---|---|---|---|---|---|",
    ]
    for one in results:
        cells = [one.name, f"{one.value:g} {one.unit}", *(_cell(value) for value in (one.floor, one.ratio, one.target))]
        lines.append("| " + " | ".join([*cells, {True: "yes", False: "no", None: ""}[one.reached]]) + " |")
    return "\n".join([*lines, "", *busy(), "## How", "", *notes, REPEAT])


REPEAT = """## How to repeat it

On a machine where nothing else runs, with about 20 GB free on the disk of the temporary folder:

    make setup
    make bench

It starts houses of its own below the temporary folder (`TMPDIR` moves them), fills them by `congvu generate`, measures
and removes them; no other installation is touched. The full sizes take hours, most of them to fill the large house.
Parts and smaller sizes: `.venv/bin/python scripts/bench --only pages --few 1000 --many 50000`, or
`--only submission --seconds 20`; `--folder` keeps the two files elsewhere. Compare only runs of one machine at rest:
the page says how busy it was.
"""


def busy() -> list[str]:
    """Return a warning where other work shared the machine."""
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    if load <= cores + 1:
        return []
    words = f"**Other work ran on this machine meanwhile: load {load:.1f} on {cores} cores. "
    return [words + "Absolute figures are too small and ratios rough; they decide nothing.**", ""]


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def machine() -> str:
    """Return what the machine is and how busy it was: other work on it makes every figure smaller."""
    cores = Path("/proc/cpuinfo").read_text().count("processor\t")
    load = Path("/proc/loadavg").read_text().split()[0]
    return f"{cores} cores, {platform.machine()}, Python {platform.python_version()}, load {load} at the end"
