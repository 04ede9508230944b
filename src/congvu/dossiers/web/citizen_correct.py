"""Correcting the declaration while the desk waits for its completion before acceptance: read it, change one page.

Who may come in: the citizen or business whose dossier it is.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.base import clock
from congvu.base.web import show, turn
from congvu.dossiers.actions.drafts import correct_answers
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.drafts import suggested_places
from congvu.dossiers.refusals import WrongStatus
from congvu.dossiers.terms import Status
from congvu.dossiers.web.own import own_dossier, user_of
from congvu.procedures.queries import form_of
from congvu.procedures.rules.fields.answering import answer_step
from congvu.procedures.rules.fields.showing import StepView, step_view
from congvu.procedures.rules.forms.answers import answers


def _open(request: HttpRequest, key: UUID) -> Dossier:
    """Return the dossier whose declaration may be corrected now. Raises WrongStatus."""
    dossier = own_dossier(request, key)
    if dossier.status != Status.AWAITING_COMPLETION:
        raise WrongStatus("Tờ khai chỉ sửa được khi bộ phận một cửa đang chờ bạn bổ sung trước khi tiếp nhận.")
    return dossier


@require_safe
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was declared, each page with the way to change it."""
    dossier = _open(request, key)
    context = {
        "dossier": dossier,
        "sections": answers(form_of(dossier.version), dossier.data, today=clock.today()),
        "correct_url": reverse("dossiers:correct", args=[dossier.key]),
    }
    return show(request, "dossiers/citizen/correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """Show or take one page of the declaration; only a page that is right replaces what was handed in."""
    dossier, today = _open(request, key), clock.today()
    form = form_of(dossier.version)
    page = next((one for one in form.shown_steps(dossier.data, today=today) if one.key == step), None)
    if page is None:
        raise Http404
    places = suggested_places(dossier.committee, on=today)
    if request.method != "POST":
        view = step_view(form, page, dossier.data, today=today, places=places, regime=dossier.regime)
        return _page(request, dossier, view, status=200)
    answer = answer_step(form, page, dossier.data, request.POST, today=today, regime=dossier.regime, places=places)
    if answer.view is not None:
        return _page(request, dossier, answer.view, status=422 if answer.has_errors else 200)
    correct_answers(dossier_id=dossier.pk, data=answer.data, by=user_of(request).ref, now=clock.now())
    return turn(request, reverse("dossiers:correct", args=[dossier.key]))


def _page(request: HttpRequest, dossier: Dossier, view: StepView, *, status: int) -> HttpResponse:
    context = {"dossier": dossier, "step": view}
    return show(request, "dossiers/citizen/correct_step.html", context, status=status)
