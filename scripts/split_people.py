"""Split the research files on the organisation and its people into files that a person can read, losing nothing.

Run `python scripts/split_people.py FOLDER` once, where FOLDER holds org.yaml, cast.yaml, tthc36.yaml and places.csv;
afterwards the files under src/congvu/org/data/ and src/congvu/accounts/data/ are the truth and are edited there.
"""

import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from split_data import neat

HOUSE = Path(__file__).parents[1] / "src" / "congvu"
STAFF_TITLES = {
    "truong-bo-phan": "Trưởng Bộ phận Tiếp nhận và Trả kết quả",
    "can-bo-tiep-nhan": "Cán bộ tiếp nhận",
    "can-bo-tra-ket-qua": "Cán bộ trả kết quả",
    "thu-phi": "Cán bộ thu phí, lệ phí",
    "huong-dan": "Cán bộ hướng dẫn",
}


def put(path: str, sentence: str, content: Any) -> None:
    """Write one file and prove that it says what the source says."""
    target = HOUSE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"# {sentence}\n" + "\n".join(neat(content, 0)) + "\n", encoding="utf-8")
    if yaml.safe_load(target.read_text(encoding="utf-8")) != content:
        raise SystemExit(f"{path} differs from its source")


def split_org(source: Path) -> None:
    """Split the organisation by subject; both regimes of a subject stand in one file."""
    data = yaml.safe_load((source / "org.yaml").read_text(encoding="utf-8"))
    catalogue = yaml.safe_load((source / "tthc36.yaml").read_text(encoding="utf-8"))["tthc"]
    regimes = {regime["id"]: regime for regime in data["regimes"]}
    both = {name: lambda key, regime=regime: regime[key] for name, regime in regimes.items()}
    tiers = [
        {key: value for key, value in regime.items() if not isinstance(value, list)} for regime in regimes.values()
    ]
    meta = data["meta"] | {"regimes": tiers, "symbol_examples": data["symbol_examples"], "mail": data["mail"]}
    put("org/data/meta.yaml", "How the files on the organisation are read; tiers, working sessions, mail.", meta)
    put(
        "org/data/places.yaml",
        "Places with their own agencies in the data.",
        {n: of("places") for n, of in both.items()},
    )
    agencies = {
        "agencies": regimes["three_tier"]["agencies"],
        "commune_divisions": {n: of("commune_divisions") for n, of in both.items()},
    }
    put("org/data/agencies.yaml", "Agencies and divisions; units that every commune has.", agencies)
    posts = {
        "posts": regimes["three_tier"]["posts"],
        "commune_posts": {n: of("commune_posts") for n, of in both.items()},
    }
    put("org/data/posts.yaml", "Posts of the district and of every commune.", posts)
    desks = {n: of("one_stop_desks") for n, of in both.items()}
    for desk in desks["three_tier"]:
        if "staff_posts" in desk:
            desk["staff_posts"] = [{"post": post, "title": STAFF_TITLES[post]} for post in desk["staff_posts"]]
    put("org/data/desks.yaml", "One-stop desks and their counters.", desks)
    functions = data["functions"]
    put("org/data/functions.yaml", "Functions: who had them before and who has them after 1 July 2025.", functions)
    levels = {
        row["ma_tthc"]: {"three_tier": row["cap_tiep_nhan_2020"], "two_tier": row["cap_tiep_nhan_2025"]}
        for row in catalogue
    }
    put("org/data/competence.yaml", "Levels that receive a procedure under each regime (cấp tiếp nhận).", levels)
    put("org/data/reorganisation.yaml", "Waves of reorganisation.", data["reorganisation"])
    put("org/data/codes.yaml", "Identifiers of agencies; placeholders are made up.", data["agency_codes"])
    put("org/data/abbreviations.yaml", "Abbreviations in symbols of documents.", data["abbreviations"])
    shutil.copyfile(source / "places.csv", HOUSE / "org/data/places.csv")


def split_cast(source: Path) -> None:
    """Split the cast: officers by the unit of their first post, citizens, businesses."""
    data = yaml.safe_load((source / "cast.yaml").read_text(encoding="utf-8"))
    put("accounts/data/cast/meta.yaml", "How the files on the fictional people are read.", data["meta"])
    by_unit = defaultdict(list)
    for officer in data["officers"]:
        unit = officer["assignments"][0]["unit"]
        kind = unit.rsplit("-", 1)[-1]
        group = "district" if unit.count("-") == 1 else "police" if kind == "ca" else "communes"
        if group == "communes":
            group += "-a-l" if unit.removeprefix("bd20-") < "m" else "-p-v"
        by_unit[group].append(officer)
    if sum(map(len, by_unit.values())) != len(data["officers"]):
        raise SystemExit("an officer is lost")
    for group, officers in by_unit.items():
        put(f"accounts/data/cast/officers-{group}.yaml", f"Officers whose first post was here: {group}.", officers)
    put("accounts/data/cast/citizens.yaml", "Citizens of the demonstration.", data["citizens"])
    put("accounts/data/cast/businesses.yaml", "Household businesses of the demonstration.", data["businesses"])


if __name__ == "__main__":
    split_org(Path(sys.argv[1]))
    split_cast(Path(sys.argv[1]))
