"""The chart of the organisation built from its data files: templates filled in for every commune, references resolved.

Tables hold plain values; what points at another table does it by key (`parent`, `place`, `agency`, ...).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from congvu.org.rules import changes, units
from congvu.org.rules.sheets import Row, read_csv, read_yaml, rows, section
from congvu.org.terms import Confidence, Level

FILES = ("places.csv", *(f"{name}.yaml" for name in (
    "places", "agencies", "posts", "desks", "functions", "competence", "reorganisation", "codes")))  # fmt: skip
TIERS = {"three_tier": "2020", "two_tier": "2025"}
Table = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Chart:
    """Every table by natural key."""

    places: Table = field(default_factory=dict)
    agencies: Table = field(default_factory=dict)
    posts: Table = field(default_factory=dict)
    counters: Table = field(default_factory=dict)
    codes: Table = field(default_factory=dict)
    functions: Table = field(default_factory=dict)
    competences: Table = field(default_factory=dict)
    place_successions: Table = field(default_factory=dict)
    agency_successions: Table = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)  # id of a place in the organisation -> its key


def build(texts: Mapping[str, str]) -> Chart:
    """Return the chart that the files describe, by file name. Raises BadFile with file, line and reason."""
    content = {name: read_yaml(name, texts[name]) for name in FILES if name.endswith(".yaml")}
    chart = Chart()
    catalogue = list(read_csv("places.csv", texts["places.csv"]))
    _places(chart, catalogue)
    _slugs(chart, content["places.yaml"])
    units.fill(chart, content)
    _codes(chart, rows(content["codes.yaml"], name="codes.yaml"))
    _functions(chart, rows(content["functions.yaml"], name="functions.yaml"), content["competence.yaml"])
    _place_successions(chart, catalogue)
    changes.fill(chart, rows(content["reorganisation.yaml"], name="reorganisation.yaml"))
    return chart


def common(row: Row) -> dict[str, Any]:
    """Return the fields that every row of every table has. Raises BadFile."""
    confidence = row.text("confidence") or Confidence.SURE
    if confidence not in Confidence.values:
        raise row.bad(f"độ tin cậy “{confidence}” không có trong danh sách.")
    begins, ends = row.day("valid_from"), row.day("valid_to")
    if begins and ends and ends < begins:
        raise row.bad("ngày kết thúc trước ngày bắt đầu.")
    return {
        "valid_from": begins,
        "valid_to": ends,
        "confidence": confidence,
        "source": row.text("source"),
        "note": row.text("note"),
    }


def _places(chart: Chart, catalogue: list[Row]) -> None:
    for row in catalogue:
        key, level = row.need("id"), row.need("level")
        if key in chart.places:
            raise row.bad(f"mã {key} ghi hai lần.")
        if level not in Level.values:
            raise row.bad(f"cấp “{level}” không có trong danh sách.")
        chart.places[key] = {
            "slug": None,
            "code": row.need("code"),
            "name": row.need("name"),
            "kind": row.need("kind"),
            "level": level,
            "parent": row.text("parent_id") or None,
            **common(row),
        }
    for row in catalogue:
        parent = row.text("parent_id")
        if parent and parent not in chart.places:
            raise row.bad(f"không có đơn vị cấp trên {parent}.")


def _slugs(chart: Chart, content: Any) -> None:
    for tier, year in TIERS.items():
        for row in rows(section(content, tier, name="places.yaml"), name="places.yaml"):
            key = f"{row.need('gso_code')}@{year}"
            if key not in chart.places:
                raise row.bad(f"danh mục không có {key}.")
            if chart.places[key]["name"] != row.need("name"):
                raise row.bad(f"tên khác với danh mục: {chart.places[key]['name']}.")
            chart.slugs[row.need("id")] = key
            chart.places[key] |= {"slug": row["id"], **common(row)}


def _codes(chart: Chart, listed: list[Row]) -> None:
    for row in listed:
        unit, scheme, value = row.need("unit"), row.need("scheme"), row.need("value")
        if f"{scheme} {value}" in chart.codes:
            raise row.bad(f"mã {value} ghi hai lần.")
        if unit not in chart.agencies and unit not in chart.slugs:
            raise row.bad(f"không có đơn vị {unit}.")
        chart.codes[f"{scheme} {value}"] = {
            "scheme": scheme,
            "value": value,
            "agency": unit if unit in chart.agencies else None,
            "place": chart.slugs.get(unit),
            "placeholder": bool(row.get("placeholder")),
            **common(row),
        }


def _functions(chart: Chart, listed: list[Row], levels: Any) -> None:
    function_of: dict[str, str] = {}
    for row in listed:
        key = row.need("function")
        for code in row.texts("procedures"):
            if code in function_of:
                raise row.bad(f"thủ tục {code} đã thuộc nhiệm vụ {function_of[code]}.")
            function_of[code] = key
        chart.functions[key] = {
            "name": row.need("name"),
            "from_units": row.texts("from"),
            "via_unit": row.text("via"),
            "to_units": row.texts("to"),
            "to_level": row.need("to_level"),
            **common(row),
        }
    for code, row in levels.items():
        if code not in function_of:
            raise levels.bad(f"thủ tục {code} không thuộc nhiệm vụ nào.")
        for tier, bounds in units.TIER_DAYS.items():
            for level in row.need(tier).split("_"):
                if level not in Level.values:
                    raise row.bad(f"cấp “{level}” không có trong danh sách.")
                chart.competences[f"{code} {level} {tier}"] = {
                    "function": function_of[code],
                    "procedure_code": code,
                    "level": level,
                    "valid_from": bounds[0],
                    "valid_to": bounds[1],
                }


def _place_successions(chart: Chart, catalogue: list[Row]) -> None:
    for row in catalogue:
        for edge in filter(None, row.text("successors").split(";")):
            successor, _, share = edge.partition(":")
            if successor not in chart.places or share not in ("whole", "part"):
                raise row.bad(f"đơn vị kế thừa không đọc được: {edge}.")
            chart.place_successions[f"{row['id']} {successor}"] = {
                "predecessor": row["id"],
                "successor": successor,
                "whole": share == "whole",
                "kind": "merge" if share == "whole" else "split",
            }
