"""What is published: the version in force, its form, plan and result; the shelf of all procedures; the search."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, lru_cache
from typing import Any

from django.db.models import Q

from congvu.base.statements import Question
from congvu.procedures import data
from congvu.procedures.models import CONTENTS, FormLibrary, Procedure, ProcedureVersion, Wording
from congvu.procedures.refusals import NotPublished
from congvu.procedures.rules.catalogue_changes import Changes, changes
from congvu.procedures.rules.catalogue_files import Catalogue
from congvu.procedures.rules.forms.compiler import compile_form
from congvu.procedures.rules.forms.form import Form
from congvu.procedures.rules.plans import Plan, plan, posts_of
from congvu.procedures.rules.results import for_case, resolved
from congvu.procedures.rules.search import Elsewhere, Index, index_of
from congvu.procedures.rules.supplements import shared_terms
from congvu.procedures.rules.wording_of_terms import Fee, fee_of, limit_of, online_of, online_words
from congvu.procedures.terms import Regime

SURE = 0.45  # from here on a hit is offered without reserve
ALIKE = 0.25  # below this nothing is alike; both were read off docs/reference/search.md


def anything_published() -> bool:
    """Tell whether a catalogue has been taken in."""
    return ProcedureVersion.objects.exists()


def first_day_of_next(today: date) -> date:
    """Return from which day changes may hold: today, or the day after the newest versions where they begin today."""
    newest = ProcedureVersion.objects.order_by("-valid_from").values_list("valid_from", flat=True).first()
    return today if newest is None else max(today, newest + timedelta(days=1))


def published(code: str, on: date) -> ProcedureVersion:
    """Return the version of the procedure in force on that day. Raises NotPublished."""
    version = _PUBLISHED.first(code=code, on=on) if code.isprintable() else None
    if version is None:
        raise NotPublished(code=code, on=on.isoformat())
    return version


_PUBLISHED = Question(
    lambda code, on: _in_force(on).filter(procedure__code=code).select_related("procedure").defer(*CONTENTS),
    code="code",
    on=date.min,
)


def form_of(version: ProcedureVersion) -> Form:
    """Return the compiled form of the version; compiled once a process, for a published version never changes."""
    return _compiled(version.pk, version.form_library_id)


@lru_cache(maxsize=256)
def _compiled(version_id: int, library_id: int) -> Form:
    form = ProcedureVersion.objects.values_list("form", flat=True).get(pk=version_id)
    return compile_form(form, _library(library_id))


@lru_cache(maxsize=16)
def _library(library_id: int) -> Mapping[str, Any]:
    return FormLibrary.objects.get(pk=library_id).content


def plan_of(
    version: ProcedureVersion,
    *,
    regime: Regime | str,
    data: Mapping[str, object],
    agency_key: str,
    today: date | None = None,
) -> Plan:
    """Return how a dossier with this declaration goes, decided under that agency.

    `today` is the day on which conditions about ages are read; the first day of the version when None.
    """
    cut_off = version.catalogue["thoi_han"].get("gio_chot")
    return plan(
        {"supplement": _shared_supplement(), **version.process},
        regime=regime,
        data=data,
        committee=agency_key,
        today=today or version.valid_from,
        cut_off=time.fromisoformat(cut_off) if cut_off else None,
    )


@cache
def _shared_supplement() -> Mapping[str, Any]:
    """Return the terms of supplements for versions published before they held their own."""
    terms = data.process_terms()
    return shared_terms(branches=terms["branches"], timers=terms["timers"])


def result_of(
    version: ProcedureVersion, *, regime: Regime | str, agency_key: str, data: Mapping[str, object]
) -> dict[str, Any]:
    """Return the result document of this declaration with its signer row for the agency that handles the dossier."""
    asked = for_case(version.result, data=data, today=version.valid_from)
    return resolved(asked, regime=regime, committee=agency_key)


def changes_in(catalogue: Catalogue) -> Changes:
    """Return what taking in the catalogue would change."""
    newest = ProcedureVersion.objects.order_by("procedure_id", "-number").distinct("procedure_id")
    words = Wording.objects.values_list("digest", flat=True).first() or ""
    return changes(catalogue, current=dict(newest.values_list("procedure__code", "digests")), words_digest=words)


@dataclass(frozen=True, slots=True)
class Card:
    """One procedure as lists show it; `receivers` and `handlers` are the posts that take it in and work on it."""

    code: str
    name: str
    field: str
    limit: str
    fee: Fee
    online: str
    online_words: str
    result: str
    code_since: int | None
    receivers: tuple[str, ...]
    handlers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event of life (sự kiện trong đời) with the codes of the procedures it needs, most needed first."""

    id: str
    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that may be chosen from on one day under one regime: cards by code, life events, the search index."""

    cards: Mapping[str, Card]
    events: tuple[LifeEvent, ...]
    index: Index


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: sure hits, others that are only alike to make three, what the catalogue does not have."""

    sure: tuple[Card, ...]
    alike: tuple[Card, ...]
    elsewhere: tuple[Elsewhere, ...]


_ON_SHELF = ("catalogue", "form", "process")
_MOST_SHELVES = 4
_shelves: dict[tuple[object, ...], Shelf] = {}  # by content, so a process builds each only once


def shelf(on: date, *, regime: Regime | str) -> Shelf:
    """Return what is on offer that day; kept in memory until other content is published."""
    versions = _in_force(on).order_by("procedure__position").values_list("pk", "digests")
    wording = Wording.objects.values_list("digest", flat=True).first() or ""
    contents = tuple(tuple(digests.get(part, "") for part in _ON_SHELF) for _, digests in versions)
    key = (contents, wording, str(regime))
    if key not in _shelves:
        while len(_shelves) >= _MOST_SHELVES:
            _shelves.pop(next(iter(_shelves)))
        _shelves[key] = _build_shelf([pk for pk, _ in versions], wording=wording, regime=str(regime))
    return _shelves[key]


def _build_shelf(versions: list[int], *, wording: str, regime: str) -> Shelf:
    words = Wording.objects.get(digest=wording).content if wording else {}
    rows = ProcedureVersion.objects.filter(pk__in=versions).order_by("procedure__position")
    known = list(rows.only("catalogue", "form", "process"))
    cards = {version.catalogue["ma_tthc"]: _card(version, regime=regime) for version in known}
    events = tuple(
        LifeEvent(row["id"], row["name"], tuple(code for code in row["codes"] if code in cards))
        for row in words.get("life_events", [])
    )
    return Shelf(cards, events, index_of([(version.catalogue, version.form) for version in known], words))


def find(text: str, *, on_shelf: Shelf) -> Found:
    """Return the procedures for everyday words, best first, and say what the catalogue does not have.

    What it is known not to have is not blurred by procedures that are merely alike.
    """
    hits = [hit for hit in on_shelf.index.find(text) if hit.score >= ALIKE]
    sure = tuple(on_shelf.cards[hit.code] for hit in hits if hit.score >= SURE)
    alike = tuple(on_shelf.cards[hit.code] for hit in hits if hit.score < SURE)
    elsewhere = tuple(on_shelf.index.not_here(text))
    return Found(sure[:10], () if elsewhere else alike[: max(0, 3 - len(sure))], elsewhere)


@dataclass(frozen=True, slots=True)
class Choice:
    """How a list of procedures is narrowed; empty means all."""

    field: str = ""
    tier: str = ""
    online: str = ""


def codes_of(choice: Choice, *, regime: Regime | str) -> list[str]:
    """Return the codes that the choice leaves, in the order of the catalogue."""
    chosen = Procedure.objects.all()
    if choice.field:
        chosen = chosen.filter(field=choice.field)
    if choice.online:
        chosen = chosen.filter(**{f"online_{regime}": choice.online})
    if choice.tier:
        chosen = chosen.received_at(choice.tier, regime=regime)
    return list(chosen.values_list("code", flat=True))


def _in_force(on: date) -> Any:  # Any: django-stubs has no name for a queryset without annotations
    return ProcedureVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def _card(version: ProcedureVersion, *, regime: str) -> Card:
    row = version.catalogue
    online = online_of(row, regime=regime)
    return Card(
        code=row["ma_tthc"],
        name=row["ten"],
        field=row["linh_vuc"],
        limit=limit_of(version.process, regime=regime),
        fee=fee_of(row),
        online=online,
        online_words=online_words(online),
        result=row["ket_qua"],
        code_since=row.get("ma_cap_tu_khoang"),
        receivers=posts_of(version.process, regime=regime, role="receiving_officer"),
        handlers=posts_of(version.process, regime=regime, role="specialist"),
    )


@cache
def roles_of_processes() -> Mapping[str, Mapping[str, Any]]:
    """Return the roles of internal processes: their words, and who records for bodies without accounts."""
    return data.process_terms()["roles"]


def example_of(code: str) -> dict[str, Any]:
    """Return a declaration that the form of the procedure takes, as it ships for tests and measurements."""
    declared: dict[str, Any] = data.form(code)["examples"]["valid"]
    return declared


@cache
def terms_of_results() -> Mapping[str, Any]:
    """Return what results share: `layouts` and `blocks`."""
    return data.result_terms()
