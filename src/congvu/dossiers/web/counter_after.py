"""After an intake: the receipt with its code and promise, its paper once the job has set it, what is still to pay.

Who may come in: whoever works at the desk that received the dossier.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from congvu.base import clock
from congvu.base.serving import preview
from congvu.base.web import officer_page, show
from congvu.dossiers.models import Dossier, Letter
from congvu.dossiers.queries import desk
from congvu.dossiers.terms import LetterKind
from congvu.dossiers.web.acting import acting_of
from congvu.payments.queries import charges_of
from congvu.payments.terms import ChargeState


@require_safe
@officer_page
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was accepted: its code, the promise, the receipt to print, who has it now."""
    dossier = _dossier(request, key)
    context = {
        "dossier": dossier,
        "letter": _letter(dossier),
        "charges": (charges := list(charges_of(dossier.ref))),
        "owes": any(charge.state == ChargeState.DUE for charge in charges),
        "waiting": dossier.steps.filter(done_at=None).select_related("post").first(),
        "here": "counter",
    }
    return show(request, "dossiers/counter/receipt.html", context)


@require_safe
@xframe_options_sameorigin
@officer_page
def receipt_paper(request: HttpRequest, key: str) -> HttpResponse:
    """Hand out the receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả) as PDF."""
    return paper_of(_letter(_dossier(request, key)))


def paper_of(letter: Letter | None) -> HttpResponse:
    """Hand out the paper of a letter, 404 until the job has set it."""
    if letter is None or letter.file is None:
        raise Http404
    return preview(letter.file)


def _dossier(request: HttpRequest, key: str) -> Dossier:
    rows = desk.dossiers_of_desk(acting_of(request), on=clock.today())
    return get_object_or_404(rows.filter(code__isnull=False), key=key)


def _letter(dossier: Dossier) -> Letter | None:
    return dossier.letters.filter(kind=LetterKind.RECEIPT).select_related("file").last()
