"""One's own dossiers: all of them, and one on its way.

Who may come in: the citizen or business that began them.
"""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from congvu.base.web import show
from congvu.dossiers.queries.own import found_among, grouped
from congvu.dossiers.queries.visible import own_dossiers
from congvu.dossiers.terms import Status
from congvu.dossiers.web.own import own_dossier, user_of

A_PAGE = 20


@require_safe
def list_dossiers(request: HttpRequest) -> HttpResponse:
    """Show my dossiers: drafts, running, done; narrowed by words."""
    words = request.GET.get("q", "").strip()[:100]
    group = request.GET.get("group", "")
    dossiers = found_among(grouped(own_dossiers(user_of(request)), group), words)
    page = Paginator(dossiers, A_PAGE).get_page(request.GET.get("page"))
    return show(request, "dossiers/citizen/list.html", {"page": page, "words": words, "group": group})


@require_safe
def show_dossier(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show where one dossier is; a draft leads on to what it still needs."""
    dossier = own_dossier(request, key)
    if dossier.status == Status.DRAFT:
        return redirect("dossiers:go_on", key=dossier.key)
    return show(request, "dossiers/citizen/show.html", {"dossier": dossier})
