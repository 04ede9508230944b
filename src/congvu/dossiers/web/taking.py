"""Taking pages of the form that were sent, one or several together: all is kept, right or wrong."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from congvu.base import clock
from congvu.dossiers.actions import drafts
from congvu.dossiers.models import Dossier
from congvu.dossiers.web import citizen_stale as stale
from congvu.dossiers.web.form_page import form_page, places_of
from congvu.procedures.queries import form_of
from congvu.procedures.rules.fields.answering import answer_step
from congvu.procedures.rules.forms.parts import Step


def take_pages(request: HttpRequest, dossier: Dossier, pages: Sequence[Step], then: str = "") -> HttpResponse | None:
    """Keep what was typed on these pages, in their order; return what to show first, None when all is well.

    That is the first page on which something is wrong or more is asked, or one that was saved elsewhere meanwhile; or
    only that it is kept, for a page that keeps itself.
    """
    form, today = form_of(dossier.version), clock.today()
    data, wrong, last = dossier.data, None, pages[-1]
    for one in pages:
        post = _as_meant(request.POST, is_last=one is last)
        answer = answer_step(
            form, one, data, post, today=today, regime=dossier.regime, places=places_of(dossier, on=today)
        )
        if stale.was_saved_elsewhere(request, dossier, one):
            return stale.choose(request, dossier, form=form, step=one, typed=answer.data, today=today)
        data = answer.data
        if wrong is None and answer.view is not None and (one is last or not post.get("refresh")):
            wrong = one, answer
    drafts.save_answers(dossier, data=data, now=clock.now(), saved_from=stale.saved_from(request, dossier, data))
    if request.POST.get("keep"):
        context = {"dossier": dossier, **stale.marks(request, dossier, last)}
        return render(request, "dossiers/citizen/_saved.html", context)
    return form_page(request, dossier, wrong[0], then, answer=wrong[1]) if wrong else None


def _as_meant(post: QueryDict, *, is_last: bool) -> QueryDict:
    """Return the posted page; one that only wants to be kept, or lies before one that changes, is not judged."""
    if not post.get("keep") and (is_last or not (post.get("add") or post.get("remove"))):
        return post
    kept = post.copy()
    for wish in ("add", "remove") if not is_last else ():
        kept.pop(wish, None)
    kept["refresh"] = "1"
    return kept
