"""Who continues whom among agencies: operations of the waves of reorganisation, and communes that became others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from congvu.org.rules.sheets import Row
from congvu.org.rules.tiers import TWO_TIERS_FROM
from congvu.org.terms import SuccessionKind

if TYPE_CHECKING:
    from congvu.org.rules.chart import Chart

COMMUNE_UNITS = {"hdnd": "hdnd", "ubnd": "ubnd", "mc": "hcc", "ca": "ca"}  # of 2020 -> of 2025


def fill(chart: Chart, waves: list[Row]) -> None:
    """Put successions of agencies into the chart, from the waves that are in force. Raises BadFile."""
    for wave in waves:
        if wave.get("enabled_by_default", True):
            effective_on = wave.day("effective_on")
            if effective_on is None:
                raise wave.bad("thiếu ngày hiệu lực.")
            for operation in wave.get("operations", []):
                _operation(chart, operation, effective_on)
    _communes(chart)


def _operation(chart: Chart, row: Row, effective_on: date) -> None:
    kind = row.need("op")
    if kind not in SuccessionKind.values or not row.get("to"):
        return
    for old in row.texts("from"):
        for new in row.texts("to"):
            if old in chart.agencies and new in chart.agencies:
                scope = [] if row.get("scope") == "all" else row.texts("scope")
                _edge(chart, old, new, kind=kind, scope=scope, effective_on=effective_on)
            elif old.startswith(("bd20-", "bd25a-")) and old not in chart.agencies and old not in chart.slugs:
                raise row.bad(f"không có đơn vị {old}.")


def _communes(chart: Chart) -> None:
    slug_of = {key: slug for slug, key in chart.slugs.items()}
    for edge in chart.place_successions.values():
        old_place, new_place = slug_of.get(edge["predecessor"]), slug_of.get(edge["successor"])
        for old, new in COMMUNE_UNITS.items():
            one, other = f"{old_place}-{old}", f"{new_place}-{new}"
            if one in chart.agencies and other in chart.agencies:
                _edge(chart, one, other, kind=SuccessionKind.MERGE, scope=[], effective_on=TWO_TIERS_FROM)


def _edge(chart: Chart, old: str, new: str, *, kind: str, scope: list[str], effective_on: date) -> None:
    chart.agency_successions[f"{old} {new} {effective_on}"] = {
        "predecessor": old,
        "successor": new,
        "kind": kind,
        "scope": scope,
        "effective_on": effective_on,
    }
