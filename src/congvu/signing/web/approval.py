"""The signer's table: see what waits, look at each paper, approve the chosen ones with one password (officers)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from congvu.accounts.actions import confirm_identity
from congvu.accounts.models import User
from congvu.accounts.refusals import TooManyTries, WrongPassword
from congvu.accounts.rules import Acting
from congvu.base import clock
from congvu.base.refusals import Refusal
from congvu.base.serving import preview
from congvu.base.web import officer_page, show
from congvu.signing import actions, queries
from congvu.signing.terms import Method

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """One ticked paper: which document and which file of it the person saw."""

    document_id: int
    digest: str


@require_safe
@officer_page
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the papers that wait for this officer's signature."""
    return show(request, "signing/waiting.html", _table(request))


@require_POST
@officer_page
def approve(request: HttpRequest) -> HttpResponse:
    """Approve the ticked papers after the password; each gets its own answer, one that fails stops no other."""
    chosen = _chosen(request.POST.getlist("document"))
    if not chosen:
        return _again(request, "Hãy chọn ít nhất một văn bản.")
    officer, user, now = _officer(request), _user(request), clock.now()
    try:
        confirm_identity(user=user, password=request.POST.get("password", ""), now=now)
    except (WrongPassword, TooManyTries) as refusal:
        return _again(request, refusal.sentence)
    mine = {document.pk: document for document in queries.waiting_for(officer)}
    for one in chosen:
        document = mine.get(one.document_id)
        if document is None:
            messages.error(request, "Một văn bản đã chọn không còn chờ bạn ký.")
            continue
        try:
            actions.approve(
                document_id=one.document_id, digest=one.digest, officer=officer, method=Method.PASSWORD, now=now
            )
            messages.success(request, f"{document.title}: đã duyệt, đang ký.")
        except Refusal as refusal:
            messages.error(request, f"{document.title}: {refusal.sentence}")
    response = redirect(_next(request))
    response.status_code = 303
    return response


@require_safe
@officer_page
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show one paper with how far it is; its signer can approve it here."""
    officer = _officer(request)
    found = get_object_or_404(queries.visible_to(officer), pk=document_id)
    mine = queries.waiting_for(officer).filter(pk=document_id).exists()
    steps = queries.steps_of(found)
    context = {"document": found, "mine": mine, "steps": steps, "next": request.path, "here": "signing"}
    return show(request, "signing/document.html", context)


@require_safe
@xframe_options_sameorigin
@officer_page
def paper(request: HttpRequest, document_id: int) -> HttpResponse:
    """Hand out the present file of one paper that this officer signs or whose agency seals it."""
    document = get_object_or_404(queries.visible_to(_officer(request)), pk=document_id)
    return preview(document.file)


def _table(request: HttpRequest) -> dict[str, object]:
    return {"documents": queries.waiting_for(_officer(request)), "here": "signing"}


def _again(request: HttpRequest, error: str) -> HttpResponse:
    ticked = {one.document_id for one in _chosen(request.POST.getlist("document"))}
    return show(request, "signing/waiting.html", {**_table(request), "error": error, "ticked": ticked}, status=422)


def _chosen(values: list[str]) -> list[Chosen]:
    """Read "12:<sha256>" of each ticked box; what cannot be one is left out."""
    found = []
    for value in values[:MOST_AT_ONCE]:
        number, _, digest = value.partition(":")
        if number.isdecimal() and len(number) < 19 and len(digest) == 64:
            found.append(Chosen(int(number), digest))
    return found


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "signing_desk:waiting"


def _officer(request: HttpRequest) -> Acting:
    officer: Acting = request.officer  # type: ignore[attr-defined]  # officer_page has seen to it
    return officer


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
