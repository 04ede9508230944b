"""How good the search is, measured honestly: every phrase is looked for by an index that has never seen it."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.procedures.rules.search import Index, index_of
from congvu.procedures.rules.spelling import words_of

FOLDS = 5
PLACES = 3
GROUPS = ("everyday", "synonym", "misspelling", "southern", "no_marks", "life_event", "ambiguous")
Folding = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase to look for, its group, and the codes that are right."""

    text: str
    group: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a phrase led: the first three codes, and whether that counts as found."""

    phrase: Phrase
    top: tuple[str, ...]
    found: bool


def by_text(text: str) -> int:
    """Return the fold of a phrase: SHA-256 of its NFC text modulo five."""
    return int(hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest(), 16) % FOLDS


def by_plain_text(text: str) -> int:
    """Return the fold of a phrase without marks, so that both spellings of one phrase are always hidden together."""
    return by_text(" ".join(words_of(text)))


def phrases(words: Mapping[str, Any]) -> list[Phrase]:
    """Return every phrase of the words, those that mean several procedures included."""
    single = [
        Phrase(text, group, (row["code"],))
        for row in words["procedures"]
        for group, texts in row["phrases"].items()
        for text in texts
    ]
    several = [Phrase(row["text"], "ambiguous", tuple(row["codes"])) for row in words["ambiguous"]]
    return single + several


def is_found(phrase: Phrase, top: Sequence[str]) -> bool:
    """Tell whether the first three are right.

    Every code of the phrase is among them; where the phrase has more than three, all three are of the phrase.
    """
    if len(phrase.codes) <= PLACES:
        return all(code in top for code in phrase.codes)
    return all(code in phrase.codes for code in top)


def measure(
    procedures: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
    words: Mapping[str, Any],
    *,
    folding: Folding = by_text,
) -> Iterator[Outcome]:
    """Look for every phrase in an index built without the phrases of its fold."""
    for fold in range(FOLDS):
        index = index_of(procedures, without_fold(words, fold=fold, folding=folding))
        for phrase in phrases(words):
            if folding(phrase.text) == fold:
                yield _look(index, phrase)


def without_fold(words: Mapping[str, Any], *, fold: int, folding: Folding) -> dict[str, Any]:
    """Return the words without any text of that fold, wherever it stands: phrases, ambiguous words, life events."""

    def kept(text: str) -> bool:
        return folding(text) != fold

    rows = [
        {**row, "phrases": {group: [t for t in texts if kept(t)] for group, texts in row["phrases"].items()}}
        for row in words["procedures"]
    ]
    hidden = {phrase.text.lower() for phrase in phrases(words) if not kept(phrase.text)}
    return {
        **words,
        "procedures": rows,
        "ambiguous": [row for row in words["ambiguous"] if kept(row["text"])],
        "life_events": [row for row in words["life_events"] if row["name"].lower() not in hidden],
    }


def _look(index: Index, phrase: Phrase) -> Outcome:
    top = tuple(hit.code for hit in index.find(phrase.text)[:PLACES])
    return Outcome(phrase, top, is_found(phrase, top))
