"""Which document a procedure ends with and who signs it, read as the words `reading` of the result data describe."""

from collections.abc import Mapping
from typing import Any

from congvu.procedures.rules.plans import COMMUNE
from congvu.procedures.terms import Regime


def resolved(result: Mapping[str, Any], *, regime: Regime | str, committee: str) -> dict[str, Any]:
    """Return the result with the one signer row of the agency that handles the dossier, its agency key filled in.

    `committee` is the deciding committee or agency: bd20-ubnd, bd20-tp, bd20-loc-thuan-ubnd.
    """
    rows = result["signer"][str(regime)]
    rows = rows if isinstance(rows, list) else [rows]
    return {**result, "signer": _row(rows, committee=committee)}


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
