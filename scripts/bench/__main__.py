"""`make bench`: every measurement beside its floor, written to docs/reference/benchmarks.md and benchmarks.json."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings.test")

import django  # noqa: E402

django.setup()

import floor  # noqa: E402
import house  # noqa: E402
import pages  # noqa: E402
import results  # noqa: E402
import submission  # noqa: E402

PARTS = ("submission", "pages", "papers", "signatures")
RUNS = 3
TARGET = 0.25


def main() -> int:
    """Measure what was asked for; return 1 when an aim is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="measure these parts only")
    parser.add_argument("--seconds", type=float, default=20, help="length of one run of submissions")
    parser.add_argument("--few", type=int, default=pages.FEW, help="dossiers in the small house")
    parser.add_argument("--many", type=int, default=pages.MANY, help="dossiers in the full house")
    parser.add_argument("--folder", type=Path, default=results.FOLDER, help="where the two files go")
    given = parser.parse_args()
    found: list[results.Result] = []
    notes: list[str] = []
    if "submission" in given.only:
        with house.running() as one:
            found += submissions(one, seconds=given.seconds, notes=notes)
    if "pages" in given.only:
        with house.running() as few, house.running() as many:
            pages.fill(few, given.few)
            filled = pages.fill(many, given.many)
            found += pages.measured(few, many)
            open_steps = pages.waiting(many)
            seconds, memory = pages.doctor(many)
        found.append(results.Result("doctor: whole house", round(seconds, 1), "s"))
        notes.append(
            f"**Pages.** Two houses on this machine, with {given.few:,} made-up dossiers (`congvu generate`) and with"
            f" {given.many:,}; each page is opened by turns in both, over a kept connection, {pages.ROUNDS} times;"
            " medians, as the browser's side sees them, so the server took less. The floor is the time at"
            f" {given.few:,}. Aim: at most {pages.TARGET} times that, and under {pages.LIMIT_MS} ms. Dossiers of the"
            f" large house fill years as a district does; steps that wait: {open_steps}. Writing them took"
            f" {filled:.0f} s, and `congvu doctor` passed on all of it in {seconds:.0f} s with {memory:.0f} MB.\n"
        )
    for part in ("papers", "signatures"):
        if part in given.only:
            found += rows_of(part)
    results.write(found, notes=notes, folder=given.folder)
    for one in found:
        print(json.dumps(results.asdict(one), ensure_ascii=False))
    return 0 if all(one.reached is not False for one in found) else 1


def submissions(one: house.House, *, seconds: float, notes: list[str]) -> list[results.Result]:
    """Return submissions a second beside their floor: runs by turns, medians of each."""
    text, browsers = submission.script(), submission.signed_in(one)
    submission.submit(browsers[0], text)
    one.drain()
    before = browsers[0].requests
    with one.without_worker(), floor.watched(one.database) as touched:
        submission.submit(browsers[0], text)
    requests = browsers[0].requests - before
    session = browsers[0].cookies["sessionid"]
    sessions = [{session: browser.cookies["sessionid"]} for browser in browsers]
    folder, paper = one.data / "files" / "floor", submission.different(text.paper)
    ours, alone, bare = [], [], []
    for _ in range(RUNS):
        ours.append(submission.per_second(browsers, text, seconds=seconds))
        one.drain()
        with one.without_worker():
            alone.append(submission.per_second(browsers, text, seconds=seconds))
        one.drain()
        with one.without_worker(), floor.undone(one.database, touched, folder):
            bare.append(
                floor.per_second(one.database, touched, sessions=sessions, paper=paper, folder=folder, seconds=seconds)
            )
    notes.append(
        f"**Submission.** The {requests} HTTP requests that a browser makes from the filled first page of a declaration"
        f" of birth to its receipt, two papers of 1 MB included; {len(browsers)} people, each a process with one"
        " kept connection; the worker of the house does its jobs meanwhile, or, for the requests alone, afterwards, as"
        " they are not in the floor either. Pages that came along are sent with the last of them. What a script in the"
        " page keeps by itself while somebody types, or asks to be drawn anew after an answer, is not counted. The"
        " floor: as many bare psycopg connections, one transaction a submission, both files written and forced to the"
        " same disk, on the same server with the same settings. Its rows are those that a real submission left behind,"
        " noted by triggers on every table:"
        f" {touched.counted()}. {RUNS} runs of {seconds:g} s by turns; submissions a second:"
        f" {_listed(ours)}; the requests alone: {_listed(alone)}; floor: {_listed(bare)}.\n"
    )
    named = {"submission": ours, "submission: the requests alone": alone}
    return [
        results.at_least(name, median(values), "submissions/s", floor=median(bare), target=TARGET)
        for name, values in named.items()
    ]


def _listed(values: list[float]) -> str:
    return "; ".join(f"{value:.2f}" for value in values)


def rows_of(part: str) -> list[results.Result]:
    """Return what a measurement prints that needs no house."""
    done = subprocess.run([sys.executable, HERE / f"{part}.py"], capture_output=True, text=True, check=True)
    return [results.Result(**row) for row in json.loads(done.stdout)]


if __name__ == "__main__":
    sys.exit(main())
