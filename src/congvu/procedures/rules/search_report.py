"""The page that says how good the search is, written from a measurement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.procedures.rules.measuring import GROUPS, PLACES, Outcome, by_plain_text, by_text, measure
from congvu.procedures.rules.search import index_of

_NONSENSE = ("asdf qwer", "nấu phở", "mua vé máy bay", "thời tiết hôm nay", "học bổng du học", "mở karaoke")
_PAGE = """# How well people find a procedure

Written by `congvu measure_search`; do not edit by hand.

A phrase counts as found when its procedure is among the first {places}. Every phrase of
`src/congvu/procedures/data/words.yaml` is looked for in an index that has never seen it: its fold is SHA-256 of
the phrase in NFC modulo 5, the index is built from the other four folds, and from the names, results, papers,
notes and form labels of the procedures. A life event whose name equals a hidden phrase is left out too.

**Phrases with several meanings** (`ambiguous`) count when every listed procedure is among the first {places}.
Lists of four and five cannot fit into {places} places; they count when all {places} places are taken by listed
procedures. In service such a phrase is known and shows its whole list in order; measured, it is hidden like all
others.

## Figures

{table}

The second column of figures is stricter: the fold is taken from the phrase **without marks and with dialect
made plain**, so that "khai sinh" and "khai sanh", "giay doc than" and "giấy độc thân" are always hidden
together.

## What was not found

{missed}

## How it ranks

- Words are folded (NFC, lower case, no marks), dialect becomes the common word; dialect that only marks tell
  apart (má, vô) counts only with its marks. Sounds that are confused fall together: s x, ch tr, d gi v r, final
  n ng nh, t c ch, i y; tones do not count.
- Marks of a text: words, sounds, pairs and triples of sounds, pieces of two and three letters inside a sound,
  pieces of four across sounds. A mark weighs by its kind and by how few procedures have it; filler words weigh
  a third.
- Score = cosine to the nearest phrase (plus a quarter of the second and a tenth of the third) + 0.6 of the
  agreement with everything known of the procedure + the share of everything known of it that says all that was
  asked, in its order, by ear. The weights were set once by hand, before the first measurement, and not searched
  for. The share came later and takes no weight; several weights and shapes of it were measured and found the same.
- From 0.45 a hit is shown as found, from 0.25 as "có thể bạn muốn tìm", below it is said that there is nothing.
  What `not_in_catalogue` names is said to be not there, with where to go, whatever else is found.
- {texts} texts of {procedures} procedures lie in memory, rebuilt when other content is published. The list page
  filters by field, level and tier in the database; `Procedure.objects.saying()` offers the database's own
  search (configuration `vi`, GIN index).

Scores of words that mean nothing here: {nonsense}.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """The page, its table, and the share of all phrases found."""

    page: str
    table: str
    share: float


def report(procedures: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], words: Mapping[str, Any]) -> Report:
    """Measure in both ways and return the page."""
    usual = list(measure(procedures, words, folding=by_text))
    strict = list(measure(procedures, words, folding=by_plain_text))
    table = _table(usual, strict)
    index = index_of(procedures, words)
    names = {catalogue["ma_tthc"]: catalogue["ten"] for catalogue, _ in procedures}
    page = _PAGE.format(
        places=PLACES,
        table=table,
        missed=_missed(usual, names),
        texts=index.size,
        procedures=len(names),
        nonsense=", ".join(f"“{text}” {index.find(text)[0].score:.2f}" for text in _NONSENSE),
    )
    return Report(page, table, _share(usual))


def _table(usual: Sequence[Outcome], strict: Sequence[Outcome]) -> str:
    rows = ["| Group | Phrases | Found | Share | Share, strict |", "|---|---|---|---|---|"]
    for group in (*GROUPS, ""):
        some = [outcome for outcome in usual if group in ("", outcome.phrase.group)]
        same = [outcome for outcome in strict if group in ("", outcome.phrase.group)]
        found = sum(outcome.found for outcome in some)
        name = group or "**all**"
        rows.append(f"| {name} | {len(some)} | {found} | {_share(some):.1%} | {_share(same):.1%} |")
    return "\n".join(rows)


def _share(outcomes: Sequence[Outcome]) -> float:
    return sum(outcome.found for outcome in outcomes) / len(outcomes)


def _missed(outcomes: Sequence[Outcome], names: Mapping[str, str]) -> str:
    rows = ["| Phrase | Group | Wanted | First |", "|---|---|---|---|"]
    for outcome in outcomes:
        if not outcome.found:
            wanted = "; ".join(names[code] for code in outcome.phrase.codes)
            first = names[outcome.top[0]] if outcome.top else "nothing"
            rows.append(f"| {outcome.phrase.text} | {outcome.phrase.group} | {wanted} | {first} |")
    return "\n".join(rows)
