"""Finding the right procedure from everyday words: the index, its ranking, and what the catalogue does not have.

A text is compared three times: with the nearest single phrase (cosine of weighted marks), with everything known of the
procedure taken together, and by how much of that says all of the text. The first two weigh rare marks more than common
ones; the third tells short words that many procedures know where they are at home.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.base.text import fold
from congvu.procedures.rules.spelling import WEAK, heard, marks_of, words_of
from congvu.procedures.rules.wording import phrases_of

_KINDS = {"w": 0.7, "s": 1.0, "p": 1.2, "t": 0.8, "c": 0.8, "j": 0.5}
_NEAREST = (1.0, 0.25, 0.1)  # how much the best, second and third phrase of a procedure count
_WHOLE = 0.6  # the procedure taken together against its nearest phrase
_SATURATION = 1.5
_EXACT_AMBIGUOUS = 10.0  # words known to mean several procedures put these first, in their listed order


@dataclass(frozen=True, slots=True)
class Source:
    """One text that leads to a procedure, and how far it is to be trusted."""

    code: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A procedure found, the better the higher its score."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that people ask for and the catalogue does not have: its name, where to go, what is near it here."""

    name: str
    hint: str
    codes: tuple[str, ...]


class Index:
    """Everything searched in, kept in memory: a few dozen procedures with some thousand texts."""

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        ambiguous: Mapping[str, Sequence[str]],
        elsewhere: Sequence[tuple[tuple[str, ...], Elsewhere]],
    ) -> None:
        """Weigh the marks of all sources; `ambiguous` maps words without marks to codes in order."""
        self._ambiguous, self._elsewhere = ambiguous, elsewhere
        marked = [(source, marks_of(source.text)) for source in sources]
        self._codes = sorted({source.code for source in sources})
        self._rarity = self._rarities(marked)
        self._unknown = math.log(1 + len(self._codes))
        self._texts = [(source.code, source.weight) for source in sources]
        self._heard = [f" {heard(source.text)} " for source in sources]
        self._known: dict[str, float] = defaultdict(float)
        for code, weight in self._texts:
            self._known[code] += weight
        self._in_texts: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._in_wholes: dict[str, list[tuple[str, float]]] = defaultdict(list)
        wholes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for place, (source, marks) in enumerate(marked):
            for mark, value in self._direction(marks).items():
                self._in_texts[mark].append((place, value))
            for mark, count in marks.items():
                wholes[source.code][mark] += count * source.weight
        for code, whole in wholes.items():
            for mark, count in whole.items():
                self._in_wholes[mark].append((code, count / (count + _SATURATION) * self._weight(mark)))

    @property
    def size(self) -> int:
        """Return how many texts are searched in."""
        return len(self._texts)

    def find(self, text: str) -> list[Hit]:
        """Return all procedures that share anything with the text, best first."""
        marks = marks_of(text)
        scores: dict[str, float] = defaultdict(float)
        for code, alike in self._nearest(marks).items():
            scores[code] += alike
        for code, alike in self._whole(marks).items():
            scores[code] += _WHOLE * alike
        for code, share in self._at_home(text).items():
            scores[code] += share
        listed = self._ambiguous.get(" ".join(words_of(text)), ())
        for place, code in enumerate(listed):
            scores[code] += _EXACT_AMBIGUOUS - place
        hits = (Hit(code, round(score, 4)) for code, score in scores.items())
        return sorted(hits, key=lambda hit: (-hit.score, hit.code))

    def not_here(self, text: str) -> list[Elsewhere]:
        """Return what the text asks for that the catalogue does not have."""
        said = f" {' '.join(_plain(text))} "
        return [known for names, known in self._elsewhere if any(f" {name} " in said for name in names)]

    def _nearest(self, marks: dict[str, float]) -> dict[str, float]:
        alike = [0.0] * len(self._texts)
        for mark, value in self._direction(marks).items():
            for place, other in self._in_texts.get(mark, ()):
                alike[place] += value * other
        by_code: dict[str, list[float]] = defaultdict(list)
        for (code, weight), value in zip(self._texts, alike, strict=True):
            if value:
                by_code[code].append(value * weight)
        return {
            code: sum(a * b for a, b in zip(sorted(values, reverse=True), _NEAREST, strict=False))
            for code, values in by_code.items()
        }

    def _whole(self, marks: dict[str, float]) -> dict[str, float]:
        total = sum(count * self._weight(mark) for mark, count in marks.items()) or 1.0
        alike: dict[str, float] = defaultdict(float)
        for mark, count in marks.items():
            for code, value in self._in_wholes.get(mark, ()):
                alike[code] += count * value / total
        return alike

    def _at_home(self, text: str) -> dict[str, float]:
        """Return which share of everything known of a procedure says all of the text, in its order, by ear."""
        asked, shares = f" {heard(text)} ", defaultdict[str, float](float)
        if not asked.strip() or all(word in WEAK for word in words_of(text)):
            return shares
        for (code, weight), said in zip(self._texts, self._heard, strict=True):
            if asked in said:
                shares[code] += weight / self._known[code]
        return shares

    def _rarities(self, marked: Iterable[tuple[Source, dict[str, float]]]) -> dict[str, float]:
        held: dict[str, set[str]] = defaultdict(set)
        for source, marks in marked:
            for mark in marks:
                held[mark].add(source.code)
        return {mark: math.log(1 + len(self._codes) / len(codes)) for mark, codes in held.items()}

    def _weight(self, mark: str) -> float:
        return _KINDS[mark[0]] * self._rarity.get(mark, self._unknown)

    def _direction(self, marks: dict[str, float]) -> dict[str, float]:
        """Return the marks as a vector of length one."""
        vector = {mark: count * self._weight(mark) for mark, count in marks.items()}
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        return {mark: value / length for mark, value in vector.items()}


def sources_of(catalogue: Mapping[str, Any], form: Mapping[str, Any]) -> list[Source]:
    """Return the texts that a procedure itself brings: name, result, field, papers, notes, labels of its form."""
    code = catalogue["ma_tthc"]
    texts = [
        (catalogue["ten"], 1.0),
        (catalogue["ket_qua"], 0.8),
        (catalogue["linh_vuc"], 0.5),
        (f"{catalogue['thoi_han_mo_ta']} {catalogue['ghi_chu_phi']}", 0.7),
    ]
    for paper in catalogue["thanh_phan_ho_so"]:
        if paper["ten"].startswith(("Văn bản ủy quyền", "Giấy tờ tùy thân")):
            continue  # nearly every procedure asks these, so they lead nowhere
        texts.append((paper["ten"], 0.9 if paper.get("bieu_mau_dien_tu") else 0.7))
        if paper.get("dieu_kien"):
            texts.append((paper["dieu_kien"], 0.5))
    texts += [(label, 0.4) for label in sorted(set(_labels(form.get("steps", []))))]
    return [Source(code, text, weight) for text, weight in texts]


def index_of(procedures: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], words: Mapping[str, Any]) -> Index:
    """Return the index of these procedures (catalogue and form of each) with the words people use for them."""
    sources = [source for catalogue, form in procedures for source in sources_of(catalogue, form)]
    codes = {catalogue["ma_tthc"] for catalogue, _ in procedures}
    for code in sorted(codes):
        sources += [Source(code, phrase, 1.0) for _, phrase in phrases_of(words, code)]
    for row in words.get("life_events", []):
        sources += _listed(row["name"], row["codes"], first=0.75, step=0.05)
    for row in words.get("ambiguous", []):
        sources += _listed(row["text"], row["codes"], first=1.0, step=0.02)
    ambiguous = {" ".join(words_of(row["text"])): row["codes"] for row in words.get("ambiguous", [])}
    known = [source for source in sources if source.code in codes]
    return Index(known, ambiguous=ambiguous, elsewhere=_elsewhere(words))


def _listed(text: str, codes: Sequence[str], *, first: float, step: float) -> list[Source]:
    return [Source(code, text, first - step * place) for place, code in enumerate(codes)]


def _elsewhere(words: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Elsewhere]]:
    rows = []
    for row in words.get("not_in_catalogue", []):
        names = [name for part in (row["text"], row["say"]) for name in part.split(",")]
        codes = tuple(re.findall(r"\d\.\d{6}", row["hint"]))
        rows.append((tuple(" ".join(_plain(name)) for name in names), Elsewhere(row["say"], row["hint"], codes)))
    return rows


def _plain(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def _labels(node: Any) -> Iterable[str]:  # Any: a form is a tree of maps and lists
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("label", "title") and isinstance(value, str):
                yield value
            else:
                yield from _labels(value)
    elif isinstance(node, list):
        for value in node:
            yield from _labels(value)
