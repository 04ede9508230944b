"""Procedures for machines: the list with its search, one procedure, its form as JSON Schema.

Who may come in: everybody; a token, when one is shown, needs the scope procedures:read.
"""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from congvu.api.terms import Scope
from congvu.api.web import schemas
from congvu.api.web.callers import anybody
from congvu.base import clock
from congvu.org.queries import committees_for, regime_on
from congvu.procedures import queries
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.rules.plans import UNITS
from congvu.procedures.rules.wording_of_terms import fee_of, limit_words, online_of
from congvu.procedures.terms import Regime

router = Router(tags=["Thủ tục hành chính"])
ERRORS = frozenset((401, 403, 404, 422, 429))
Amount = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Words = Annotated[str, Query(max_length=200)]


@router.get("", response={200: schemas.ProcedureList, ERRORS - {404}: schemas.Problem}, summary="Danh mục thủ tục")
def list_procedures(request: HttpRequest, q: Words = "", limit: Amount = 20, offset: Offset = 0) -> dict[str, Any]:
    """Return the procedures on offer today, all in the order of the catalogue, or the best matches for words."""
    anybody(request, Scope.PROCEDURES_READ)
    today = clock.today()
    shelf = queries.shelf(today, regime=regime_on(today))
    cards = list(shelf.cards.values())
    if q.strip():
        found = queries.find(q, on_shelf=shelf)
        cards = [*found.sure, *found.alike]
    page = cards[offset : offset + limit]
    return {"items": [_line(card) for card in page], "count": len(cards)}


@router.get(
    "/{code}", response={200: schemas.ProcedureWhole, ERRORS: schemas.Problem}, summary="Một thủ tục hành chính"
)
def show_procedure(request: HttpRequest, code: schemas.Code) -> dict[str, Any]:
    """Return what the procedure asks and promises today."""
    anybody(request, Scope.PROCEDURES_READ)
    today = clock.today()
    version = queries.published(code, today)
    row = version.catalogue
    fee = fee_of(row)
    return {
        "code": row["ma_tthc"],
        "name": row["ten"],
        "field": row["linh_vuc"],
        "result": row["ket_qua"],
        "valid_from": version.valid_from,
        "online": online_of(row, regime=regime_on(today)),
        "limits": {regime: _limit(version, regime) for regime in Regime.values},
        "fees": {
            "phi": {"amount_vnd": row["phi_vnd"]},
            "le_phi": {"amount_vnd": row["le_phi_vnd"]},
            "words": fee.words,
            "note": fee.note,
            "is_free": fee.is_free,
        },
        "papers": _papers(version),
        "committees": [{"key": agency.key, "name": agency.name} for agency in committees_for(code, today)],
        "form": f"/api/v1/procedures/{row['ma_tthc']}/form",
    }


@router.get(
    "/{code}/form",
    response={200: dict[str, Any], ERRORS: schemas.Problem},
    summary="Biểu mẫu điện tử: lược đồ JSON Schema 2020-12 của “data”",
)
def show_form(
    request: HttpRequest, code: schemas.Code, regime: Annotated[Literal["2020", "2025"] | None, Query()] = None
) -> dict[str, Any]:
    """Return the form's data as JSON Schema under the regime of today, or the one asked for."""
    anybody(request, Scope.PROCEDURES_READ)
    today = clock.today()
    return queries.form_of(queries.published(code, today)).json_schema(regime or regime_on(today))


def _line(card: queries.Card) -> dict[str, str]:
    return {
        "code": card.code,
        "name": card.name,
        "field": card.field,
        "limit": card.limit,
        "fee": card.fee.words,
        "online": card.online,
        "result": card.result,
    }


def _limit(version: ProcedureVersion, regime: str) -> dict[str, Any]:
    limit = version.process[regime]["limit"]
    unit = UNITS[limit["unit"]]
    return {"amount": limit["value"], "unit": unit, "words": limit_words(limit["value"], unit)}


def _papers(version: ProcedureVersion) -> list[dict[str, Any]]:
    keys = {paper.name: paper.key for paper in queries.form_of(version).papers if not paper.is_shown}
    return [
        {
            "key": keys.get(row["ten"]),
            "name": row["ten"],
            "handed_in": "form"
            if row.get("bieu_mau_dien_tu")
            else "shown"
            if row["hinh_thuc"] == "xuat_trinh"
            else "file",
            "originals": row["ban_chinh"],
            "copies": row["ban_sao"],
            "condition": row.get("dieu_kien", ""),
        }
        for row in version.catalogue["thanh_phan_ho_so"]
    ]
