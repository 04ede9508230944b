"""The files of the catalogue as they ship: procedures, forms, processes and their shapes, results, words people use.

They are the seed of the published versions; running dossiers read the version they arrived under, never these files.
Every function returns a fresh copy that the caller may change.
"""

import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODE = "?.??????"  # 1.001193


class UnknownCode(LookupError):
    """No procedure of this code ships with the package."""


def codes() -> list[str]:
    """Return the codes of the procedures, in the order of the catalogue."""
    return sorted(
        (path.stem for path in _HERE.glob(f"catalogue/{_CODE}.yaml")), key=lambda code: catalogue(code)["stt"]
    )


def catalogue(code: str) -> dict[str, Any]:
    """Return one procedure as published: name, field, limits, fees, papers. Raises UnknownCode."""
    return _of("catalogue", code)


def form(code: str) -> dict[str, Any]:
    """Return the specification of one form; its meaning is in `forms/meta.yaml`. Raises UnknownCode."""
    return _of("forms", code)


def form_library() -> dict[str, dict[str, Any]]:
    """Return what the forms share: `groups`, `lists` and `patterns`."""
    return {name: deepcopy(_read(f"forms/{name}")) for name in ("groups", "lists", "patterns")}


def form_rules() -> dict[str, Any]:
    """Return the specification of the forms: `meta`, `types`, `prefill_sources`."""
    return deepcopy(_read("forms/meta"))


def process(code: str) -> dict[str, Any]:
    """Return the internal process (quy trình nội bộ) of one procedure, per regime. Raises UnknownCode."""
    return _of("processes", code)


def process_terms() -> dict[str, Any]:
    """Return what processes share: `meta`, `roles`, `documents`, `timers`, `branches`, `common_branches`."""
    names = ("meta", "roles", "documents", "timers", "branches", "common_branches")
    return {name: deepcopy(_read(f"processes/{name}")) for name in names}


def shapes() -> dict[str, dict[str, Any]]:
    """Return every shape of process by name."""
    return {path.stem: deepcopy(_read(f"shapes/{path.stem}")) for path in sorted(_HERE.glob("shapes/*.yaml"))}


def result(code: str) -> dict[str, Any]:
    """Return the result document of one procedure: layout, signer, number, lines. Raises UnknownCode."""
    return _of("results", code)


def result_terms() -> dict[str, Any]:
    """Return what results share: `meta`, `capacities`, `layouts`, `blocks`."""
    shared = {name: deepcopy(_read(f"results/{name}")) for name in ("layouts", "blocks")}
    return {**deepcopy(_read("results/meta")), **shared}


def words() -> dict[str, Any]:
    """Return everyday words by procedure, life events, ambiguous words and what the catalogue does not have."""
    return deepcopy(_read("words"))


def _of(room: str, code: str) -> dict[str, Any]:
    known = re.fullmatch(r"\d\.\d{6}", code) and (_HERE / room / f"{code}.yaml").is_file()
    if not known:
        raise UnknownCode(code)
    return deepcopy(_read(f"{room}/{code}"))


@cache
def _read(name: str) -> Any:  # Any: the shape of each file is its own
    return yaml.load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)
