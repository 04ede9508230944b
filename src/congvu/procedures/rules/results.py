"""Which document a procedure ends with and who signs it, read as the words `reading` of the result data describe."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from congvu.base.expressions import parse
from congvu.procedures.rules.plans import COMMUNE
from congvu.procedures.terms import Regime


def resolved(result: Mapping[str, Any], *, regime: Regime | str, committee: str) -> dict[str, Any]:
    """Return the result with the one signer row of the agency that handles the dossier, its agency key filled in.

    `committee` is the deciding committee or agency: bd20-ubnd, bd20-tp, bd20-loc-thuan-ubnd.
    """
    rows = result["signer"][str(regime)]
    rows = rows if isinstance(rows, list) else [rows]
    return {**result, "signer": _row(rows, committee=committee)}


def for_case(result: Mapping[str, Any], *, data: Mapping[str, object], today: date) -> dict[str, Any]:
    """Return the result as this declaration asks for it: the first special case whose condition holds, else the usual.

    A case replaces what it names (title, layout, fields) and leaves the rest.
    """
    usual = {key: part for key, part in result.items() if key != "cases"}
    for case in result.get("cases", ()):
        if parse(case["when"]).value(data, today=today) is True:
            return usual | {key: part for key, part in case.items() if key != "when"}
    return usual


def _row(rows: list[dict[str, Any]], *, committee: str) -> dict[str, Any]:
    place = committee.removesuffix("-ubnd")
    for row in rows:
        if COMMUNE not in row["agency"] and row["agency"] == committee:
            return dict(row)
    if len(rows) > 1:
        district = any(COMMUNE not in row["agency"] and row["agency"].startswith(f"{place}-") for row in rows)
        rows = [row for row in rows if (COMMUNE not in row["agency"]) == district] or rows
    row = rows[0]
    return {**row, "agency": row["agency"].replace(COMMUNE, place)}
