"""One page of the form on the screen, with those behind it that may be shown before it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from congvu.base import clock
from congvu.base.web import show, turns_page, wants_part
from congvu.dossiers.models import Dossier
from congvu.dossiers.queries.drafts import shown_steps, suggested_places
from congvu.dossiers.rules.wizard import Place
from congvu.dossiers.web import citizen_stale as stale
from congvu.dossiers.web.wizard import around, pages_of
from congvu.procedures.queries import form_of
from congvu.procedures.rules.fields.answering import StepAnswer
from congvu.procedures.rules.fields.showing import StepView, step_view
from congvu.procedures.rules.forms.bundles import bundle_from
from congvu.procedures.rules.forms.parts import Step


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page as its template shows it: where it is sent, its place on the road, which version of it is shown."""

    step: StepView
    address: str
    place: Place
    back: str
    seen: str
    seen_name: str


def form_page(
    request: HttpRequest,
    dossier: Dossier,
    step: Step,
    then: str,
    *,
    answer: StepAnswer | None = None,
    sent_from: Step | None = None,
) -> HttpResponse:
    """Show a page: as it is kept, or after what was answered, when something is wrong or more is asked.

    A browser that sent it together with later ones, `sent_from` the last, is told its address.
    """
    places = places_of(dossier, on=clock.today())
    pages = [_page(request, dossier, step, then, view=answer.view if answer else None, places=places)]
    if not then and not wants_part(request):
        steps = form_of(dossier.version).steps
        bundle = bundle_from(step, steps, shown=shown_steps(dossier, on=clock.today()))
        pages += [_page(request, dossier, one, then) for one in bundle[1:]]  # the names of the first serve them too
    tab = stale.marks(request, dossier, step)["tab"]
    context = {"dossier": dossier, "pages": pages, "step": pages[0].step, "tab": tab}
    status = 422 if answer and answer.has_errors else 200
    response = show(request, "dossiers/citizen/step.html", context, status=status)
    if sent_from is not None and sent_from is not step and turns_page(request):
        response.headers["HX-Push-Url"] = pages[0].address
    return response


def _page(
    request: HttpRequest,
    dossier: Dossier,
    step: Step,
    then: str,
    *,
    view: StepView | None = None,
    places: Mapping[str, Sequence[str]] | None = None,
) -> FormPage:
    if view is None:
        form, today = form_of(dossier.version), clock.today()
        view = step_view(form, step, dossier.data, today=today, places=places, regime=dossier.regime)
    pages = pages_of(dossier)
    road = around(dossier, next(page for page in pages if page.step == step.key), then=then)
    marks = stale.marks(request, dossier, step)
    name = "dossiers:change" if then else "dossiers:form"
    address = reverse(name, args=[dossier.key, step.key])
    return FormPage(view, address, road["place"], road["back"], marks["seen"], marks["seen_name"])


def places_of(dossier: Dossier, *, on: date) -> Mapping[str, Sequence[str]]:
    """Return the names to suggest in addresses, looked up once a page shows them; most posts show none."""
    places: Any = SimpleLazyObject(lambda: suggested_places(dossier.committee, on=on))  # Any: stands for the mapping
    return places
