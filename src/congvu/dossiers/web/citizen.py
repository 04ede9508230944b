"""One's own dossiers: all of them, one on its way, its papers from the office, its result.

Who may come in: the citizen or business that began them.
"""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.base import clock
from congvu.base.serving import download, preview
from congvu.base.web import show, turn
from congvu.dossiers.actions import endings, returns
from congvu.dossiers.models import Dossier, Result
from congvu.dossiers.queries.certified import further_copies
from congvu.dossiers.queries.own import GROUPS, counts, found_among, grouped
from congvu.dossiers.queries.tracking import track_of
from congvu.dossiers.queries.visible import own_dossiers
from congvu.dossiers.queries.why import explanation
from congvu.dossiers.rules.life_cycle import OPEN
from congvu.dossiers.terms import LetterKind, Status
from congvu.dossiers.web.forms_citizen import WithdrawForm
from congvu.dossiers.web.own import own_dossier, user_of
from congvu.payments.queries import charges_of
from congvu.payments.terms import ChargeState

A_PAGE = 20


@require_safe
def list_dossiers(request: HttpRequest) -> HttpResponse:
    """Show my dossiers: drafts, running, done; narrowed by words."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    group = request.GET.get("group", "") if request.GET.get("group") in GROUPS else ""
    mine = own_dossiers(user_of(request))
    page = Paginator(found_among(grouped(mine, group), words), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "group": group, "groups": counts(mine), "today": clock.now()}
    return show(request, "dossiers/citizen/list.html", context)


@require_safe
def show_dossier(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show where one dossier is; a draft leads on to what it still needs."""
    dossier = own_dossier(request, key)
    if dossier.status == Status.DRAFT:
        return redirect("dossiers:go_on", key=dossier.key)
    return show(request, "dossiers/citizen/show.html", _page(dossier))


def _page(dossier: Dossier) -> dict[str, Any]:
    now = clock.now()
    charges = list(charges_of(dossier.ref))
    result = Result.objects.select_related("document__file").filter(dossier=dossier).first()
    return {
        "dossier": dossier,
        "track": track_of(dossier, now=now),
        "why": explanation(dossier, now=now),
        "charges": charges,
        "owes": any(charge.state == ChargeState.DUE for charge in charges),
        "result": result if dossier.status in (Status.FINISHED, Status.RETURNED) else None,
        "further": further_copies(result),
        "may_withdraw": dossier.status in OPEN,
    }


@require_safe
def open_letter(request: HttpRequest, key: UUID, letter: int) -> HttpResponse:
    """Show one paper that the office wrote to the applicant, once its PDF is set."""
    letters = own_dossier(request, key).letters.exclude(kind=LetterKind.CONTROL_SHEET).exclude(file=None)
    found = get_object_or_404(letters.select_related("file"), pk=letter)
    assert found.file is not None
    return preview(found.file)


@require_POST
def receive_result(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the electronic result; it is then handed over. A second click finds it handed over."""
    dossier = own_dossier(request, key)
    returns.receive_online(dossier_id=dossier.pk, submitter=user_of(request), now=clock.now())
    return turn(request, f"{reverse('dossiers:show', args=[dossier.key])}#ket-qua")


@require_safe
def open_result(request: HttpRequest, key: UUID) -> HttpResponse:
    """Download the signed and sealed result, with `?paper=` a further certified paper, after it was handed over."""
    dossier = own_dossier(request, key)
    results = Result.objects.select_related("document__file").exclude(document=None)
    found = get_object_or_404(results, dossier=dossier, dossier__status=Status.RETURNED)
    documents = {str(one.position): one.document for one in further_copies(found)}
    document = documents.get(request.GET["paper"]) if "paper" in request.GET else found.document
    if document is None:
        raise Http404
    return download(document.file)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what withdrawing means, take the reason, ask for the dossier back."""
    dossier = own_dossier(request, key)
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm()
    if request.method != "POST" or not form.is_valid():
        context = {"dossier": dossier, "form": form, "may_withdraw": dossier.status in OPEN}
        return show(request, "dossiers/citizen/withdraw.html", context, status=422 if form.errors else 200)
    by = user_of(request).ref
    endings.request_withdrawal(dossier_id=dossier.pk, by=by, reason=form.cleaned_data["reason"], now=clock.now())
    return turn(request, reverse("dossiers:show", args=[dossier.key]))
