"""The papers of one's own dossier: giving files, taking them away again, opening them.

Who may come in: the citizen or business whose dossier it is. Works as plain multipart, without scripts.
"""

from typing import BinaryIO
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.base import clock
from congvu.base.serving import preview
from congvu.base.web import show, turn, wants_part
from congvu.dossiers.actions import drafts
from congvu.dossiers.actions.papers import give_to_draft
from congvu.dossiers.models import Dossier, PaperFile
from congvu.dossiers.queries.drafts import PaperLine, paper_lines
from congvu.dossiers.rules.wizard import Kind
from congvu.dossiers.terms import Status
from congvu.dossiers.web.own import own_dossier, own_draft, turn_with, user_of
from congvu.dossiers.web.uploads import Failures, take_uploads
from congvu.dossiers.web.wizard import around_kind


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the papers to give; going on is free, for what is missing is said before submission."""
    dossier = own_draft(request, key)
    if request.method == "POST":
        return turn_with(request, dossier, reverse("dossiers:check", args=[dossier.key]))
    return _page(request, dossier)


def _page(request: HttpRequest, dossier: Dossier, failures: Failures | None = None) -> HttpResponse:
    context = {
        "dossier": dossier,
        "papers": paper_lines(dossier, on=clock.today()),
        "failures": failures or [],
        **around_kind(dossier, Kind.PAPERS),
    }
    return show(request, "dossiers/citizen/papers.html", context, status=422 if failures else 200)


@require_POST
def give(request: HttpRequest, key: UUID, paper: str) -> HttpResponse:
    """Take files for one paper of the draft; a script gets the row of this paper."""
    user, now = user_of(request), clock.now()
    given: list[PaperFile] = []

    def take(content: BinaryIO, name: str) -> None:
        given[:] = give_to_draft(key=key, submitter=user, paper_key=paper, content=content, name=name, now=now)

    try:
        failures = take_uploads(request, take)
    except Dossier.DoesNotExist as error:
        raise Http404 from error
    if failures:
        return _page(request, own_draft(request, key), failures)
    if wants_part(request):
        line = PaperLine(paper, given[-1].paper.name, shown_only=False, files=given)
        return render(request, "dossiers/citizen/paper.html", {"key": key, "paper": line}, using="jinja2")
    return turn(request, f"{reverse('dossiers:papers', args=[key])}#paper-{paper}")


@require_POST
def remove_file(request: HttpRequest, key: UUID, given: int) -> HttpResponse:
    """Take one file away again, while the dossier is a draft or the answer to a request is not sent."""
    dossier = own_dossier(request, key)
    found = get_object_or_404(PaperFile.objects.select_related("paper"), pk=given, paper__dossier=dossier)
    drafts.remove_file(paper_file_id=found.pk, by=user_of(request).ref, now=clock.now())
    return turn(request, _papers_at(dossier, found.paper.key))


def _papers_at(dossier: Dossier, paper: str) -> str:
    page = "dossiers:papers" if dossier.status == Status.DRAFT else "dossiers:supplement"
    return f"{reverse(page, args=[dossier.key])}#paper-{paper}"


@require_safe
def open_file(request: HttpRequest, key: UUID, given: int) -> HttpResponse:
    """Show one file of the dossier to its submitter."""
    dossier = own_dossier(request, key)
    return preview(get_object_or_404(PaperFile.objects.select_related("file"), pk=given, paper__dossier=dossier).file)
