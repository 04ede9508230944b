"""Agencies, posts and counters of the chart: those listed, and those that every commune has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from congvu.org.rules import chart as charts
from congvu.org.rules.sheets import Row, rows, section
from congvu.org.rules.tiers import TWO_TIERS_FROM
from congvu.org.terms import AgencyKind, Level

if TYPE_CHECKING:
    from congvu.org.rules.chart import Chart

TIER_DAYS: dict[str, tuple[date | None, date | None]] = {
    "three_tier": (None, TWO_TIERS_FROM - timedelta(days=1)),
    "two_tier": (TWO_TIERS_FROM, None),
}
KIND_OF_SUFFIX = {"hdnd": AgencyKind.COUNCIL, "ubnd": AgencyKind.COMMITTEE, "hcc": AgencyKind.DESK}
OF_THE_PLACE = (AgencyKind.COUNCIL, AgencyKind.COMMITTEE, AgencyKind.VERTICAL, AgencyKind.PARTNER)


def fill(chart: Chart, content: Mapping[str, Any]) -> None:
    """Put agencies, posts and counters into the chart. Raises BadFile."""
    agencies, posts, desks = content["agencies.yaml"], content["posts.yaml"], content["desks.yaml"]
    for row in rows(section(agencies, "agencies", name="agencies.yaml"), name="agencies.yaml"):
        _agency(chart, row)
    divisions = section(agencies, "commune_divisions", name="agencies.yaml")
    commune_posts = section(posts, "commune_posts", name="posts.yaml")
    for tier in TIER_DAYS:
        for row in rows(section(desks, tier, name="desks.yaml"), name="desks.yaml"):
            if "{" not in row.text("unit") + row.text("of"):
                _desk(chart, row)
        for slug in _communes(chart, tier):
            for row in rows(section(divisions, tier, name="agencies.yaml"), name="agencies.yaml"):
                _commune_unit(chart, row, slug)
            for row in rows(section(commune_posts, tier, name="posts.yaml"), name="posts.yaml"):
                _post(chart, row, f"{slug}-{row.text('unit', 'ubnd')}")
            for row in rows(section(desks, tier, name="desks.yaml"), name="desks.yaml"):
                if "{" in row.text("unit") + row.text("of"):
                    _commune_desk(chart, row, slug)
    for row in rows(section(posts, "posts", name="posts.yaml"), name="posts.yaml"):
        unit = row.need("unit")
        district = [k for k, a in chart.agencies.items() if a["kind"] == unit and k.startswith(("bd20", "bd25a"))]
        for key in [k for k in district if chart.agencies[k]["district"]] or [unit]:
            _post(chart, row, key)


def _communes(chart: Chart, tier: str) -> list[str]:
    year = charts.TIERS[tier]
    own = {slug: key for slug, key in chart.slugs.items() if key.endswith(f"@{year}")}
    return [slug for slug, key in own.items() if chart.places[key]["level"] == Level.COMMUNE]


def _put(chart: Chart, row: Row, key: str, values: dict[str, Any]) -> None:
    if key in chart.agencies:
        return  # councils and committees of the communes of 2020 are listed one by one
    if values["kind"] not in AgencyKind.values:
        raise row.bad(f"loại cơ quan “{values['kind']}” không có trong danh sách.")
    chart.agencies[key] = values


def _agency(chart: Chart, row: Row) -> None:
    key, of = row.need("id"), row.need("of")
    if key in chart.agencies:
        raise row.bad(f"cơ quan {key} ghi hai lần.")
    if of not in chart.agencies and of not in chart.slugs:
        raise row.bad(f"không có cơ quan hoặc địa bàn {of}.")
    above = chart.agencies.get(of)
    place = above["place"] if above else chart.slugs[of]
    values = {
        "name": row.need("name"),
        "short_name": row.text("short") or row.need("name"),
        "symbol": row.need("symbol"),
        "kind": row.need("kind"),
        "parent": of if above else None,
        "place": place,
        "fields": row.texts("fields"),
        "district": chart.places[place]["level"] == Level.DISTRICT,
        **charts.common(row),
    }
    _put(chart, row, key, values)


def _desk(chart: Chart, row: Row) -> None:
    key, of = row.need("id"), row.need("of")
    above = chart.agencies.get(of)
    if above is None and of not in chart.slugs:
        raise row.bad(f"không có cơ quan hoặc địa bàn {of}.")
    place = above["place"] if above else chart.slugs[of]
    days = {k: (above or chart.places[place])[k] for k in ("valid_from", "valid_to")}
    chart.agencies[key] = {
        "name": row.need("name"),
        "short_name": "Một cửa",
        "symbol": "MC",
        "kind": AgencyKind.DESK,
        "parent": of if above else None,
        "place": place,
        "fields": [],
        "district": False,
        **charts.common(row),
        **days,
    }
    _counters(chart, row, key, prefix="")
    for post in row.get("staff_posts", []):
        _post(chart, post, key)


def _commune_unit(chart: Chart, row: Row, slug: str) -> None:
    unit = row.need("unit")
    place = chart.places[chart.slugs[slug]]
    suffix = unit.rpartition("-")[2]
    kind = row.text("kind") or KIND_OF_SUFFIX.get(suffix, AgencyKind.DIVISION)
    ward = place["kind"] == "phuong"
    name = (ward and row.text("name_if_phuong")) or row.need("name")
    if kind in OF_THE_PLACE:
        there = place["name"][0].lower() + place["name"][1:]
        name = f"{name.removesuffix(', thị trấn').removesuffix(' xã')} {there}"
    values = {
        "name": name,
        "short_name": name,
        "symbol": (ward and row.text("symbol_if_phuong")) or row.need("symbol"),
        "kind": kind,
        "parent": None if kind in OF_THE_PLACE else f"{slug}-ubnd",
        "place": chart.slugs[slug],
        "fields": row.texts("fields"),
        "district": False,
        **charts.common(row),
        "valid_from": place["valid_from"],
        "valid_to": place["valid_to"],
    }
    _put(chart, row, unit.replace("{commune}", slug), values)


def _commune_desk(chart: Chart, row: Row, slug: str) -> None:
    place = chart.places[chart.slugs[slug]]
    kind, _, bare = place["name"].partition(" ") if place["kind"] != "thi_tran" else ("thị trấn", "", "")
    bare = bare or place["name"].removeprefix("Thị trấn ")
    key = (row.text("unit") or row.need("of")).replace("{commune}", slug)
    if key not in chart.agencies:
        raise row.bad(f"không có đơn vị {key}.")
    name = row.need("name").replace("{kind}", kind.lower()).replace("{name}", bare)
    chart.agencies[key] |= {"name": name}
    _counters(chart, row, key, prefix=f"{slug}-")


def _counters(chart: Chart, row: Row, desk: str, *, prefix: str) -> None:
    for counter in row.get("counters", []):
        handles = [f"{prefix}{unit}" for unit in counter.texts("handles")]
        if counter.text("post"):
            handles = [f"{prefix}ubnd/{counter['post']}"]
        for unit in handles:
            if unit.partition("/")[0] not in chart.agencies:
                raise counter.bad(f"không có đơn vị {unit}.")
        number = counter.get("number")
        if not isinstance(number, int):
            raise counter.bad("“number” phải là số quầy.")
        chart.counters[f"{desk} {number}"] = {
            "desk": desk,
            "number": number,
            "name": counter.need("name"),
            "handles": handles,
        }


def _post(chart: Chart, row: Row, unit: str) -> None:
    if unit not in chart.agencies:
        raise row.bad(f"không có đơn vị {unit}.")
    count = row.get("head_count", 1)
    if not isinstance(count, int):
        raise row.bad("“head_count” phải là số người.")
    slug = row.need("post")
    chart.posts[f"{unit}/{slug}"] = {
        "agency": unit,
        "slug": slug,
        "title": row.need("title"),
        "head_count": count,
        **charts.common(row),
    }
