"""How Vietnamese is really typed: without marks, in dialect, by ear; every word gets forms that survive all of it."""

import re
import unicodedata
from collections import defaultdict

from congvu.base.text import fold

# Words that say little about what somebody needs; they count less, and never vanish from a known phrase.
WEAK = frozenset(
    (
        "cho",
        "cua",
        "toi",
        "muon",
        "can",
        "xin",
        "lam",
        "thu",
        "tuc",
        "giay",
        "o",
        "dau",
        "nhu",
        "the",
        "nao",
        "bao",
        "lau",
        "gi",
    )
)
_WEAK_WEIGHT = 0.35
# Dialect that is plain even without marks, and dialect that only its marks tell apart from other words (má, mã, mà).
_DIALECT = (
    ("sanh", "sinh"),
    ("chanh", "chinh"),
    ("cat nha", "xay nha"),
    ("bang khoan", "giay chung nhan quyen su dung dat"),
    ("hon thu", "ket hon"),
)
_MARKED_DIALECT = {"mần": "làm", "vô": "vào", "tía": "cha", "má": "mẹ", "dẹp": "chấm dứt"}
_ONSETS = (("ngh", "ng"), ("gh", "g"), ("ph", "f"), ("tr", "ch"), ("gi", "z"), ("kh", "X"), ("qu", "kw"))
_ONE_LETTER_ONSETS = {"x": "s", "d": "z", "v": "z", "r": "z", "k": "c"}
_CODAS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))


def words_of(text: str) -> list[str]:
    """Return the words of the text in lower case without marks, dialect turned into the common word."""
    marked = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    folded = " ".join(fold(_MARKED_DIALECT.get(word, word)) for word in marked)
    padded = f" {folded} "
    for said, meant in _DIALECT:
        padded = padded.replace(f" {said} ", f" {meant} ")
    return padded.split()


def sound(word: str) -> str:
    """Return how a word without marks sounds to a careless ear: s/x, ch/tr, d/gi/v/r, n/ng, t/c, i/y fall together."""
    for written, heard in _ONSETS:
        if word.startswith(written):
            word = heard + word[len(written) :]
            break
    else:
        word = _ONE_LETTER_ONSETS.get(word[:1], word[:1]) + word[1:]
    word = word.replace("y", "i")
    for written, heard in _CODAS:
        if len(word) > len(written) and word.endswith(written):
            return word[: -len(written)] + heard
    return word


def heard(text: str) -> str:
    """Return how a text sounds to a careless ear, word by word."""
    return " ".join(sound(word) for word in words_of(text))


def marks_of(text: str) -> dict[str, float]:
    """Return what a text is recognised by, and how strongly: words, sounds, pairs, triples, pieces of sounds."""
    words = words_of(text)
    sounds = [sound(word) for word in words]
    found: dict[str, float] = defaultdict(float)
    for word, spoken in zip(words, sounds, strict=True):
        weight = _WEAK_WEIGHT if word in WEAK else 1.0
        found[f"w:{word}"] += weight
        found[f"s:{spoken}"] += weight
        edged = f"^{spoken}$"
        for size in (2, 3):
            for start in range(len(edged) - size + 1):
                found[f"c:{edged[start : start + size]}"] += weight / 2
    for size, kind in ((2, "p"), (3, "t")):
        for start in range(len(sounds) - size + 1):
            found[f"{kind}:{' '.join(sounds[start : start + size])}"] += 1.0
    joined = "_".join(sounds)
    for start in range(len(joined) - 3):
        found[f"j:{joined[start : start + 4]}"] += 0.5
    return dict(found)
