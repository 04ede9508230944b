"""Answering a request to complete one's dossier, before acceptance or after: what is asked, files, a note, sending.

Who may come in: the citizen or business whose dossier it is.
"""

from typing import BinaryIO
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congvu.base import clock
from congvu.base.web import show, turn
from congvu.dossiers.actions.papers import give_upload
from congvu.dossiers.actions.receive import complete_dossier
from congvu.dossiers.actions.supplement import answer_supplement
from congvu.dossiers.models import Dossier, Supplement
from congvu.dossiers.queries.supplements import answer_lines, open_request
from congvu.dossiers.refusals import NotComplete, NothingAsked, NothingListed, PaperNeeded, WrongPlace
from congvu.dossiers.terms import FURTHER, SupplementState
from congvu.dossiers.web.forms_citizen import AnswerForm
from congvu.dossiers.web.own import own_dossier, user_of
from congvu.dossiers.web.uploads import Failures, take_uploads


def _asked(request: HttpRequest, key: UUID) -> tuple[Dossier, Supplement]:
    dossier = own_dossier(request, key)
    asked = open_request(dossier)
    if asked is None or asked.state != SupplementState.SENT:
        raise NothingAsked
    return dossier, asked


@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what is asked for; send the answer."""
    dossier, asked = _asked(request, key)
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm()
    if request.method != "POST" or not form.is_valid():
        return _page(request, dossier, asked, form)
    act = answer_supplement if asked.after_acceptance else complete_dossier
    try:
        act(dossier_id=dossier.pk, by=user_of(request).ref, note=form.cleaned_data["note"], now=clock.now())
    except (NothingListed, NotComplete, PaperNeeded, WrongPlace) as refusal:
        form.add_error("note", refusal.sentence)
        return _page(request, dossier, asked, form)
    return turn(request, reverse("dossiers:show", args=[dossier.key]))


@require_POST
def give(request: HttpRequest, key: UUID, paper: str) -> HttpResponse:
    """Take files for one paper, or for what is on no list."""
    dossier, asked = _asked(request, key)
    if paper != FURTHER and not dossier.papers.filter(key=paper, shown_only=False).exists():
        raise Http404
    by, now = user_of(request).ref, clock.now()

    def take(content: BinaryIO, name: str) -> None:
        give_upload(dossier_id=dossier.pk, paper_key=paper, content=content, name=name, by=by, now=now)

    failures = take_uploads(request, take)
    if failures:
        return _page(request, dossier, asked, AnswerForm(), failures)
    return turn(request, f"{reverse('dossiers:supplement', args=[dossier.key])}#paper-{paper}")


def _page(
    request: HttpRequest, dossier: Dossier, asked: Supplement, form: AnswerForm, failures: Failures | None = None
) -> HttpResponse:
    context = {
        "dossier": dossier,
        "asked": asked,
        "form": form,
        "papers": answer_lines(dossier, asked),
        "failures": failures or [],
    }
    return show(request, "dossiers/citizen/supplement.html", context, status=422 if failures or form.errors else 200)
