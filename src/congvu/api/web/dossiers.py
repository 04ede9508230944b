"""Dossiers for machines: files are left, a dossier is handed in, its state is asked for.

Who may come in: systems with a token of the scope; one dossier also opens to whoever knows its secret.
"""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Header, Query, Router, Status
from ninja.files import UploadedFile

from congvu.api import actions, queries
from congvu.api.refusals import NoSuchDossier
from congvu.api.rules import Request
from congvu.api.terms import Scope
from congvu.api.web import schemas
from congvu.api.web.callers import Token, address_of, anybody, system_of
from congvu.api.web.procedures import Amount, Offset
from congvu.base import clock
from congvu.dossiers import terms
from congvu.dossiers.actions.tries import open_with_secret
from congvu.dossiers.models import Dossier
from congvu.files.actions import store_file

router = Router(tags=["Hồ sơ"])
files = Router(tags=["Tệp"])
ERRORS = frozenset((401, 403, 422, 429))
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[!-~]{0,100}$")]
Secret = Annotated[str, Query(pattern=r"^[0-9A-Za-z]{0,12}$")]


@files.post(
    "",
    auth=Token(Scope.DOSSIERS_SUBMIT),
    response={201: schemas.FileKept, ERRORS | {400, 413, 503}: schemas.Problem},
    summary="Gửi trước một tệp giấy tờ",
)
def keep_file(request: HttpRequest, file: File[UploadedFile]) -> Status:
    """Keep a file (PDF, JPEG, PNG, WEBP, HEIC, at most 20 MB) for a submission within two days."""
    stored = store_file(content=file, name=file.name or "", by=system_of(request).ref, now=clock.now())  # type: ignore[arg-type]  # Django's File reads like one
    return Status(201, {name: getattr(stored, name) for name in schemas.FileKept.model_fields})


@router.post(
    "",
    auth=Token(Scope.DOSSIERS_SUBMIT),
    response={(200, 201): schemas.DossierMade, ERRORS | {400, 409, 413}: schemas.Problem},
    summary="Nộp một hồ sơ",
)
def submit(
    request: HttpRequest,
    submission: schemas.NewDossier,
    idempotency_key: Key = "",
) -> Status:
    """Hand in a dossier: 201 for a new one, 200 when this key handed it in before, 422 with every error."""
    given = submission.model_dump()
    given["submitter"] = given["submitter"] or {}
    dossier, is_new = actions.submit(
        system=system_of(request), request=Request(**given), key=idempotency_key, now=clock.now()
    )
    return Status(201 if is_new else 200, {**_whole(dossier), "secret": dossier.secret})


@router.get(
    "",
    auth=Token(Scope.DOSSIERS_READ),
    response={200: schemas.DossierList, ERRORS: schemas.Problem},
    summary="Các hồ sơ hệ thống này đã nộp",
)
def list_dossiers(
    request: HttpRequest,
    status: Annotated[terms.Status | None, Query()] = None,
    limit: Amount = 20,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Return the dossiers that this system handed in, the newest first."""
    found = queries.own(system_of(request))
    found = found.filter(status=status) if status else found
    return {"items": [_state(dossier) for dossier in found[offset : offset + limit]], "count": found.count()}


@router.get(
    "/{code}",
    response={200: schemas.DossierWhole, ERRORS | {404}: schemas.Problem},
    summary="Tình trạng một hồ sơ",
)
def show_dossier(request: HttpRequest, code: schemas.Code, secret: Secret = "") -> dict[str, Any]:
    """Return where a dossier stands, by its code or request number: with its secret, or with its system's token.

    Wrong secrets are counted as on the tracking page.
    """
    token = anybody(request, Scope.DOSSIERS_READ)
    dossier = None
    if token is not None:
        own = queries.own(token.system)
        dossier = own.filter(code__iexact=code).first() or own.filter(request_number__iexact=code).first()
    if dossier is None and secret:
        dossier = open_with_secret(code=code, secret=secret, address=address_of(request), now=clock.now())
    if dossier is None:
        raise NoSuchDossier
    return _whole(dossier)


def _here(moment: datetime | None) -> datetime | None:
    """Return the instant as Viet Nam writes it (+07:00)."""
    return clock.local(moment) if moment else None


def _state(dossier: Dossier) -> dict[str, Any]:
    return {
        "request_number": dossier.request_number,
        "code": dossier.code,
        "procedure": dossier.version.procedure.code,
        "committee": {"key": dossier.committee.key, "name": dossier.committee.name},
        "status": dossier.status,
        "status_words": dossier.get_status_display(),
        "national_code": dossier.national_code,
        "submitted_at": _here(dossier.submitted_at),
        "accepted_at": _here(dossier.accepted_at),
        "due_at": _here(dossier.due_at),
        "paused_at": _here(dossier.paused_at),
        "finished_at": _here(dossier.finished_at),
    }


def _whole(dossier: Dossier) -> dict[str, Any]:
    moves = [
        {"at": _here(line.at), "move": line.move, "words": line.get_move_display(), "status": line.after}
        for line in dossier.moves.all()
    ]
    why = [{"at": step.at, "kind": str(step.kind), "note": step.note} for step in queries.why_due(dossier)]
    return {**_state(dossier), "why_due": why, "moves": moves}
