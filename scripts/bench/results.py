"""What a measurement says, and the two files it is written to."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
LOAD = os.getloadavg()[0]  # before we begin: what we measure is a load itself


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
    """Write `benchmarks.json` for machines and `benchmarks.md` for people; what was not measured now stays."""
    folder.mkdir(parents=True, exist_ok=True)
    figures, text = folder / "benchmarks.json", folder / "benchmarks.md"
    before = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else []
    parts = {_part(result.name) for result in results}
    rows = [{**asdict(result), "measured": moment()} for result in results]
    rows += [row for row in before if _part(row["name"]) not in parts]
    rows.sort(key=lambda row: ORDER.index(_part(row["name"])))
    figures.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    kept = text.read_text(encoding="utf-8") if text.exists() else ""
    text.write_text(page(rows, _notes(kept, notes)), encoding="utf-8")


ORDER = ("submission", "page", "doctor", "papers", "signing")


def _part(name: str) -> str:
    return name.partition(":")[0]


def _notes(before: str, notes: Sequence[str]) -> list[str]:
    """Return the notes, those of the page as it was included unless there is a new one that begins alike."""
    begun = {note.partition("**")[2].partition("**")[0] for note in notes}
    old = before.partition("## How\n\n")[2].partition("## How to repeat it")[0].strip().split("\n\n")
    kept = [note + "\n" for note in old if note and note.partition("**")[2].partition("**")[0] not in begun]
    return [*notes, *kept]


def page(rows: Sequence[dict[str, Any]], notes: Sequence[str]) -> str:  # Any: cells
    """Return the page for people: one table, then how it was measured."""
    lines = [
        "# Benchmarks",
        "",
        "`make bench` measures and writes this page. A floor is the same work with nothing of ours in between, done",
        "in the same run on the same machine; read the ratios, for absolute figures change with the machine.",
        "",
        f"Last measured {moment()}; machine: {machine()}.",
        "",
        "| What | Measured | Floor | Ratio | Aim | Reached | When, load then |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in rows:
        cells = [one["name"], f"{one['value']:g} {one['unit']}"]
        cells += [_cell(one[name]) for name in ("floor", "ratio", "target")]
        cells += [{True: "yes", False: "no", None: ""}[one["reached"]], one.get("measured", "")]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", *busy(), "## How", "", *notes, REPEAT])


REPEAT = """## How to repeat it

On a machine where nothing else runs, with about 20 GB free on the disk of the temporary folder:

    make setup
    make bench

It starts houses of its own below the temporary folder (`TMPDIR` moves them), fills them by `congvu generate`, measures
and removes them; no other installation is touched. The full sizes take about half an hour, most of it to fill the
large house and to let `congvu doctor` look at all of it.
Parts and smaller sizes: `.venv/bin/python scripts/bench --only pages --few 1000 --many 50000`, or
`--only submission --seconds 20`; `--folder` keeps the two files elsewhere. Compare only runs of one machine at rest:
the page says how busy it was.
"""


def busy() -> list[str]:
    """Return a warning where other work shared the machine."""
    cores = len(os.sched_getaffinity(0))
    if cores / 2 >= LOAD:
        return []
    words = f"**Other work ran on this machine: load {LOAD:.1f} on {cores} cores before the first measurement. "
    return [words + "Absolute figures are worse than at rest and ratios rough.**", ""]


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def machine() -> str:
    """Return what the machine is."""
    cores = Path("/proc/cpuinfo").read_text().count("processor\t")
    return f"{cores} cores, {platform.machine()}, Python {platform.python_version()}"


def moment() -> str:
    """Return when a figure was written and how busy the machine was before: other work makes every figure worse."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {LOAD:.1f}"
