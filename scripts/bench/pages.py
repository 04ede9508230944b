"""The busiest pages with few and with very many dossiers: two houses side by side, the same pages by turns."""

import subprocess
import sys
import time
from statistics import median
from typing import Literal

from browser import Browser
from house import House
from results import Result, at_most

FEW, MANY = 10_000, 1_000_000
TARGET, LIMIT_MS = 1.5, 100
ROUNDS = 40
CITIZEN, OFFICER = "muoigio.pham@nguoidan.example", "damdoi.phan"
Who = Literal["anybody", "citizen", "receiving officer"]
DOSSIER = "SELECT key::text, code, secret FROM dossiers_dossier WHERE code IS NOT NULL {} ORDER BY id DESC LIMIT 1"
OF_OFFICER = (
    "AND id IN (SELECT s.dossier_id FROM dossiers_step s JOIN accounts_appointment a ON a.post_id = s.post_id"
    f" JOIN accounts_user u ON u.id = a.user_id WHERE u.username = '{OFFICER}' ORDER BY s.id DESC LIMIT 50)"
)


def fill(house: House, dossiers: int) -> float:
    """Fill a house with made-up dossiers by the command that anybody may use; return the seconds it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "congvu.config.main", "generate", "--dossiers", str(dossiers)]
    subprocess.run(command, env=house.environment, check=True, stdout=subprocess.DEVNULL)
    taken = time.monotonic() - began
    house.run("VACUUM ANALYZE")
    return taken


def doctor(house: House) -> tuple[float, float]:
    """Let `congvu doctor` look at a house; return seconds and the most memory it used, in MB. Raises when it finds."""
    began = time.monotonic()
    command = [sys.executable, "-m", "congvu.config.main", "doctor"]
    watched = f"import resource, subprocess; done = subprocess.run({command!r}, stdout=2)\n"
    watched += "assert done.returncode == 0; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    done = subprocess.run(
        [sys.executable, "-c", watched], env=house.environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return time.monotonic() - began, float(done.stdout)


def pages(house: House) -> list[tuple[str, Who, str, list[tuple[str, str]]]]:
    """Return the pages of one house: name, who opens it, address, and what is posted (nothing: it is only opened)."""
    key, code, _ = map(str, house.ask(DOSSIER.format(OF_OFFICER))[0])
    _, tracked, secret = map(str, house.ask(DOSSIER.format(""))[0])
    return [
        ("home", "anybody", "/", []),
        ("search of procedures", "anybody", "/search/?q=khai+sinh", []),
        ("all procedures", "anybody", "/procedures/", []),
        ("one procedure", "anybody", "/procedures/1.001193/", []),
        ("tracking", "anybody", "/dossiers/track/", [("code", tracked), ("secret", secret)]),
        ("my dossiers", "citizen", "/dossiers/", []),
        ("begin a dossier", "citizen", "/dossiers/new/1.001193/", []),
        ("inbox", "receiving officer", "/desk/", []),
        ("list of dossiers", "receiving officer", "/desk/dossiers/", []),
        ("search of dossiers", "receiving officer", f"/desk/dossiers/?q={code}", []),
        ("one dossier", "receiving officer", f"/desk/dossiers/{key}/", []),
        ("counter", "receiving officer", "/dossiers/counter/", []),
    ]


def waiting(house: House) -> str:
    """Return how many steps wait in the house, and how many at the busiest post."""
    ((steps, posts, most),) = house.ask(
        "SELECT sum(steps), count(*), max(steps) FROM (SELECT count(*) AS steps FROM dossiers_step"
        " WHERE done_at IS NULL GROUP BY post_id) AS posts"
    )
    return f"{steps} (at {posts} posts, {most} at the busiest)"


def visitors(house: House) -> dict[Who, Browser]:
    """Return a browser for each kind of person."""
    found: dict[Who, Browser] = {who: Browser(house.port) for who in ("anybody", "citizen", "receiving officer")}
    found["anybody"].get("/dossiers/track/")
    found["citizen"].sign_in(CITIZEN, house.password)
    found["receiving officer"].sign_in(OFFICER, house.password)
    return found


def measured(few: House, many: House, *, rounds: int = ROUNDS) -> list[Result]:
    """Return the time of each page at both sizes, seen from a browser on this machine."""
    sides = [(visitors(house), pages(house)) for house in (few, many)]
    results = []
    for place, (name, who, _, _) in enumerate(sides[0][1]):
        times: list[list[float]] = [[], []]
        for _ in range(rounds):
            for spent, (people, addresses) in zip(times, sides, strict=True):
                _, _, address, fields = addresses[place]
                began = time.perf_counter()
                answer = people[who].post(address, fields) if fields else people[who].get(address)
                spent.append((time.perf_counter() - began) * 1000)
                assert answer.status == 200, (name, address, answer.status)
        small, large = median(times[0]), median(times[1])
        results.append(at_most(f"page: {name}", large, "ms", floor=small, target=TARGET, limit=LIMIT_MS))
    return results
