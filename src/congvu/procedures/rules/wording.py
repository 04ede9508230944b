"""The words that lead to a procedure: its own, and those that people use instead."""

from collections.abc import Mapping
from typing import Any


def phrases_of(words: Mapping[str, Any], code: str) -> list[tuple[str, str]]:
    """Return the everyday phrases of one procedure, each with its group (everyday, southern, misspelling, ...)."""
    rows = [row for row in words.get("procedures", []) if row["code"] == code]
    return [(group, phrase) for row in rows for group, listed in row["phrases"].items() for phrase in listed]


def search_text(catalogue: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """Return all words under which a procedure may be found in the database's own search."""
    papers = [paper["ten"] for paper in catalogue["thanh_phan_ho_so"]]
    phrases = [phrase for _, phrase in phrases_of(words, catalogue["ma_tthc"])]
    parts = [catalogue["ma_tthc"], catalogue["ten"], catalogue["linh_vuc"], catalogue["ket_qua"], *papers, *phrases]
    return "\n".join(parts)
