"""The officers' page of the notice that a dossier is stopped: its signer approves it, the clerk numbers and seals it.

Who may come in: officers who may see the dossier; the page says who may act, and the actions decide.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from congvu.accounts.actions import confirm_identity
from congvu.accounts.refusals import TooManyTries, WrongPassword
from congvu.base import clock
from congvu.base.refusals import Refusal
from congvu.base.web import officer_page, show
from congvu.dossiers.actions import notices
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.notices import Notice, notice_for
from congvu.dossiers.terms import StepKind
from congvu.dossiers.web.acting import acting_of, see
from congvu.dossiers.web.officer import opened
from congvu.dossiers.web.results import user_of
from congvu.signing.terms import Method

PAGE = "dossiers/officer/notice.html"


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, key: str) -> HttpResponse:
    """Show the notice and how far it is; a POST approves exactly what was shown, or numbers and seals it."""
    dossier, officer = opened(request, key), acting_of(request)
    found = notice_for(dossier, officer=officer)
    if found is None:
        raise Http404
    context = _context(dossier, found)
    if request.method != "POST":
        return show(request, PAGE, context)
    if found.step is None:
        return show(request, PAGE, context | {"late": True}, status=409)
    try:
        _act(request, found)
    except (WrongPassword, TooManyTries) as refusal:
        return show(request, PAGE, context | {"error": refusal.sentence}, status=422)
    except Refusal as refusal:
        again = notice_for(dossier, officer=officer) or found
        return show(request, PAGE, _context(dossier, again) | {"refusal": refusal}, status=refusal.status)
    return see(request.path)


def _act(request: HttpRequest, found: Notice) -> None:
    officer, now = acting_of(request), clock.now()
    assert found.step is not None  # the view has seen to it
    if found.step.kind == StepKind.SEAL_LETTER:
        notices.seal_notice(step_id=found.step.pk, officer=officer, now=now)
        return
    confirm_identity(user=user_of(request), password=request.POST.get("password", ""), now=now)
    digest = request.POST.get("digest", "")
    notices.approve_notice(step_id=found.step.pk, officer=officer, digest=digest, method=Method.PASSWORD, now=now)


def _context(dossier: Dossier, found: Notice) -> dict[str, Any]:
    return {
        "here": "sign",
        "dossier": dossier,
        "letter": found.letter,
        "document": found.letter.document,
        "step": found.step,
        "stage": found.stage,
    }
